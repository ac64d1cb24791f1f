"""What each kind of page is called, which facts it has, and how lists of it look best."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext

from huizheng.outer.portal.web.markup import e
from huizheng.outer.portal.web.parts import cards as card_parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from huizheng.outer.sites.api import Card

Facts = Mapping[str, Any]
_UNBROKEN = re.compile(r"[0-9,.–%: -]+")
# Facts that a sentence or a link of its own tells.
NOT_IN_TABLES: Final = frozenset({"hall", "exhibitor", "speakers", "order", "division"})
# What the record of a licence says while the licence holds.
IN_FORCE: Final = "有效"
LICENCE_TONES: Final = {IN_FORCE: "success", "已撤销": "danger", "已撤回": "danger"}
MONEY: Final = frozenset({"investment", "total", "amount", "price", "fee", "wage_from", "wage_until"})


def fact_label(name: str) -> str:
    known = {
        "year": gettext("年份"), "issue": gettext("期号"), "person": gettext("姓名"), "post": gettext("职务"),
        "action": gettext("事项"), "decided_on": gettext("决定日期"), "held_at": gettext("时间"),
        "place": gettext("地点"), "organ": gettext("单位"), "type": gettext("类别"), "total": gettext("总额"),
        "stage": gettext("阶段"), "number": gettext("编号"), "buyer": gettext("采购人"), "agent": gettext("代理机构"),
        "amount": gettext("金额"), "deadline": gettext("截止时间"), "code": gettext("代码"),
        "owner": gettext("建设单位"), "investment": gettext("总投资"), "comment_from": gettext("意见征集开始"),
        "comment_until": gettext("意见征集截止"), "hearing_on": gettext("听证日期"), "population": gettext("常住人口"),
        "area": gettext("面积"), "output": gettext("地区生产总值"), "category": gettext("类别"),
        "phone": gettext("电话"), "website": gettext("网址"), "grade": gettext("等级"), "address": gettext("地址"),
        "opening": gettext("开放时间"), "ticket": gettext("门票"), "origin": gettext("产地"),
        "holder": gettext("权利人"), "mark": gettext("标志"), "industry": gettext("产业"),
        "cooperation": gettext("合作方式"), "contact": gettext("联系人"), "email": gettext("电子邮箱"),
        "opens_on": gettext("开幕"), "closes_on": gettext("闭幕"), "booth": gettext("展位"), "price": gettext("价格"),
        "unit": gettext("单位"), "product": gettext("品种"), "market": gettext("市场"), "on": gettext("日期"),
        "change": gettext("涨跌"), "employer": gettext("用人单位"), "wage_from": gettext("月薪起"),
        "wage_until": gettext("月薪至"), "count": gettext("人数"), "until": gettext("截止日期"),
        "education": gettext("学历"), "away": gettext("外出岗位"), "organiser": gettext("主办单位"),
        "starts_on": gettext("开始"), "ends_on": gettext("结束"), "seats": gettext("名额"), "fee": gettext("费用"),
        "grantee": gettext("行政相对人"), "decision_number": gettext("决定文书号"),
        "certificate_number": gettext("证书编号"),
        "duties": gettext("分工"), "provider": gettext("提供单位"), "updated_on": gettext("更新日期"),
    }  # fmt: skip
    return known.get(name, "")


def fact_rows(kind: str, facts: Facts) -> list[tuple[str, str]]:
    """Return the facts of a page as label and words, in the order of its kind."""
    unit = facts.get("unit")
    rows = []
    for name, value in facts.items():
        label = fact_label(name)
        if not label or name in NOT_IN_TABLES or (name == "unit" and "price" in facts):
            continue
        words = card_parts.fact_words(value)
        if name in MONEY and isinstance(value, int | float) and not isinstance(value, bool):
            words = money(value) if not (name == "price" and unit) else f"{words} {unit}"
        if name == "output" and isinstance(value, int | float):
            words = money(value)
        if name == "change":
            words = change_words(value)
        if words:
            rows.append((label if kind != "budget" or name != "organ" else gettext("部门"), words))
    return rows


def money(value: float) -> str:
    """Return an amount in yuan as people say it: in 万 or 亿 when it is large."""
    ten_thousand, hundred_million = 10_000, 100_000_000
    if value >= hundred_million:
        return gettext("%(n)s 亿元") % {"n": _short(value / hundred_million)}
    if value >= ten_thousand * 10:
        return gettext("%(n)s 万元") % {"n": _short(value / ten_thousand)}
    return gettext("%(n)s 元") % {"n": _short(value)}


def _short(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def change_words(value: Any) -> str:
    """Say up or down in words; the sign alone is easily missed."""
    if not isinstance(value, int | float):
        return card_parts.fact_words(value)
    if value == 0:
        return gettext("持平")
    word = gettext("涨") if value > 0 else gettext("跌")
    return f"{word} {abs(value):g}%"


def price_rows(found: Iterable[Card]) -> str:
    """Return prices as a table: product, market, price, change, day."""
    return _table(
        (gettext("品种"), gettext("市场"), gettext("价格"), gettext("涨跌"), gettext("日期")),
        [
            (
                _linked(card, card.facts.get("product") or card.title),
                e(_text(card, "market")),
                f"<strong>{e(_text(card, 'price'))}</strong> {e(_text(card, 'unit'))}",
                _change(card.facts.get("change")),
                e(_text(card, "on")) or card_parts.day(card),
            )
            for card in found
        ],
    )


def _change(value: Any) -> str:
    if not isinstance(value, int | float):
        return "—"
    way = "up" if value > 0 else "down" if value < 0 else "same"
    return f'<span class="hz-change hz-change--{way}">{e(change_words(value))}</span>'


def vacancy_rows(found: Iterable[Card]) -> str:
    return _table(
        (gettext("岗位"), gettext("用人单位"), gettext("地点"), gettext("月薪"), gettext("人数"), gettext("截止日期")),
        [
            (
                _linked(card, card.title)
                + (f' <span class="hz-tag">{e(gettext("外出"))}</span>' if card.facts.get("away") else ""),
                e(_text(card, "employer")),
                e(_text(card, "place")),
                e(wage(card.facts)),
                e(_text(card, "count")),
                e(_text(card, "until")) or "—",
            )
            for card in found
        ],
    )


def wage(facts: Facts) -> str:
    low, high = card_parts.fact_words(facts.get("wage_from")), card_parts.fact_words(facts.get("wage_until"))
    return f"{low}–{high}" if low and high else low or high or gettext("面议")


def course_rows(found: Iterable[Card]) -> str:
    return _table(
        (gettext("课程"), gettext("主办单位"), gettext("时间"), gettext("地点"), gettext("名额"), gettext("费用")),
        [
            (
                _linked(card, card.title),
                e(_text(card, "organiser")),
                e("–".join(filter(None, (_text(card, "starts_on"), _text(card, "ends_on"))))),
                e(_text(card, "place")),
                e(_text(card, "seats")),
                e(gettext("免费") if card.facts.get("fee") in {0, "0", "免费"} else _text(card, "fee")),
            )
            for card in found
        ],
    )


def investment_rows(found: Iterable[Card]) -> str:
    return _table(
        (gettext("项目"), gettext("产业"), gettext("地点"), gettext("金额"), gettext("合作方式")),
        [
            (
                _linked(card, card.title),
                e(_text(card, "industry")),
                e(_text(card, "place")),
                e(_amount(card)),
                e(_text(card, "cooperation")),
            )
            for card in found
        ],
    )


def project_rows(found: Iterable[Card]) -> str:
    return _table(
        (gettext("项目"), gettext("建设单位"), gettext("阶段"), gettext("总投资"), gettext("地点")),
        [
            (
                _linked(card, card.title),
                e(_text(card, "owner")),
                e(_text(card, "stage")),
                e(
                    money(card.facts["investment"])
                    if isinstance(card.facts.get("investment"), int | float)
                    else _text(card, "investment")
                ),
                e(_text(card, "place")),
            )
            for card in found
        ],
    )


def appointment_rows(found: Iterable[Card]) -> str:
    return _table(
        (gettext("姓名"), gettext("事项"), gettext("职务"), gettext("决定日期")),
        [
            (
                _linked(card, _text(card, "person") or card.title),
                e(_text(card, "action")),
                e(_text(card, "post")),
                e(_text(card, "decided_on")) or card_parts.day(card),
            )
            for card in found
        ],
    )


def budget_rows(found: Iterable[Card]) -> str:
    return _table(
        (gettext("标题"), gettext("年份"), gettext("部门"), gettext("类别")),
        [
            (
                _linked(card, card.title),
                e(_text(card, "year").replace(",", "")),
                e(_text(card, "organ") or card.source),
                e(_text(card, "type")),
            )
            for card in found
        ],
    )


def procurement_rows(found: Iterable[Card]) -> str:
    return _table(
        (gettext("公告"), gettext("类别"), gettext("采购人"), gettext("金额"), gettext("截止时间")),
        [
            (
                _linked(card, card.title),
                e(_text(card, "stage")),
                e(_text(card, "buyer")),
                e(_amount(card)),
                e(_text(card, "deadline")) or "—",
            )
            for card in found
        ],
    )


def permit_rows(found: Iterable[Card]) -> str:
    """Return granted licences; one that was taken back says so in words."""
    return _table(
        (
            gettext("行政相对人"),
            gettext("许可事项"),
            gettext("决定文书号"),
            gettext("决定日期"),
            gettext("有效期至"),
            gettext("状态"),
        ),
        [
            (
                _linked(card, _text(card, "grantee") or card.title),
                e(_text(card, "permit_item")),
                e(_text(card, "decision_number")),
                e(_text(card, "decided_on")),
                e(_text(card, "valid_until")) or f'<span class="hz-nowrap">{e(gettext("长期有效"))}</span>',
                f'<span class="hz-nowrap"><span class="hz-tag hz-tag--{LICENCE_TONES.get(_text(card, "status"), "neutral")}">{e(_text(card, "status"))}</span></span>',
            )
            for card in found
        ],
    )


def gazette_rows(found: Iterable[Card]) -> str:
    """Return issues of the gazette as booklets on a shelf."""
    items = "".join(
        f'<li><a class="hz-shelf__issue" href="{card.address}"><span class="hz-shelf__year">{e(_text(card, "year").replace(",", ""))}</span>'
        f'<span class="hz-shelf__number">{e(gettext("第 %(n)s 期") % {"n": _text(card, "issue") or "—"})}</span></a><p class="hz-shelf__title">{e(card.title)}</p></li>'
        for card in found
    )
    return f'<ul class="hz-shelf">{items}</ul>'


def people(found: Iterable[Card]) -> str:
    """Return leaders in their order: name, post, what each is in charge of."""
    ordered = sorted(found, key=lambda card: (card.facts.get("order") or 999, card.number))
    items = "".join(
        f'<li class="hz-people__one">{card_parts.picture(card, "hz-people__picture")}<div><p class="hz-people__name"><a href="{card.address}">{e(card.title)}</a></p>'
        f'<p class="hz-people__post">{e(_text(card, "post"))}</p><p class="hz-people__duties">{e(card_parts.shortened(_text(card, "duties") or card.summary, 80))}</p></div></li>'
        for card in ordered
    )
    return f'<ul class="hz-people">{items}</ul>'


def conferences(found: Sequence[Card]) -> str:
    items = "".join(
        f'<li class="hz-tiles__tile">{card_parts.picture(card, "hz-tiles__picture")}<div class="hz-tiles__body"><p class="hz-tiles__title"><a href="{card.address}">{e(card.title)}</a></p>'
        f'<p class="hz-tiles__text">{e(" · ".join(filter(None, (_text(card, "held_at").replace("T", " ")[:16], _text(card, "place")))))}</p></div></li>'
        for card in found
    )
    return f'<ul class="hz-tiles">{items}</ul>'


def decisions(found: Iterable[Card]) -> str:
    return _table(
        (gettext("事项"), gettext("阶段"), gettext("意见征集截止"), gettext("发布机构")),
        [
            (
                _linked(card, card.title),
                f'<span class="hz-tag hz-tag--info">{e(_text(card, "stage"))}</span>',
                e(_text(card, "comment_until")) or "—",
                e(card.source),
            )
            for card in found
        ],
    )


def directory(names: Sequence[str]) -> Callable[[Iterable[Card]], str]:
    def tiles(found: Iterable[Card]) -> str:
        return card_parts.tiles(found, [(name, fact_label(name)) for name in names])

    return tiles


LISTS: Final[dict[str, Callable[[Sequence[Card]], str]]] = {
    "price": price_rows,
    "vacancy": vacancy_rows,
    "course": course_rows,
    "investment": investment_rows,
    "project": project_rows,
    "appointment": appointment_rows,
    "budget": budget_rows,
    "permit": permit_rows,
    "procurement": procurement_rows,
    "gazette": gazette_rows,
    "person": people,
    "conference": conferences,
    "decision": decisions,
    "document": card_parts.documents,
    "enterprise": directory(("category", "place", "phone", "website")),
    "scenic": directory(("grade", "address", "opening", "ticket", "phone")),
    "product": directory(("category", "origin", "mark")),
    "expo": directory(("opens_on", "closes_on", "place")),
    "exhibitor": directory(("booth", "category", "phone")),
    "exhibit": directory(("price", "unit")),
    "region": directory(("population", "area", "output")),
    "dataset": directory(("code", "provider", "updated_on")),
    "theme": card_parts.pictures,
}


def listed(found: Sequence[Card], *, home: str) -> str:
    """Return cards as most of their kinds are listed; what tells the day first is listed by day."""
    if records := [card for card in found if card.kind == "permit"]:
        # Whoever looks for a licence looks for a row; what explains the list stands below it.
        others = [card for card in found if card.kind != "permit"]
        return permit_rows(records) + (card_parts.by_day(others, home=home) if others else "")
    counted = Counter(card.kind for card in found)
    kind, number = counted.most_common(1)[0] if counted else ("", 0)
    if number * 2 > len(found) and (maker := LISTS.get(kind)):
        return maker(found)
    return card_parts.by_day(found, home=home)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table whose rows become cards on a phone; cells are ready markup."""
    head = "".join(f'<th scope="col">{e(each)}</th>' for each in heads)
    body = "".join(
        "<tr>"
        + "".join(
            f'<td data-label="{e(label)}"{_class(place, cell)}>{cell or "—"}</td>'
            for place, (label, cell) in enumerate(zip(heads, row, strict=True))
        )
        + "</tr>"
        for row in rows
    )
    return f'<div class="hz-table-frame"><table class="hz-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _class(place: int, cell: str) -> str:
    """The first cell is what the row is about; a day or a number is not broken in two."""
    if place == 0:
        return ' class="hz-table__strong"'
    return ' class="hz-nowrap"' if _UNBROKEN.fullmatch(cell) else ""


def _linked(card: Card, words: str) -> str:
    return f'<a href="{card.address}">{e(words)}</a>'


def _text(card: Card, name: str) -> str:
    return card_parts.fact_words(card.facts.get(name))


def _amount(card: Card) -> str:
    value = card.facts.get("amount")
    return money(value) if isinstance(value, int | float) else card_parts.fact_words(value)
