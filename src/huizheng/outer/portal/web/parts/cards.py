"""Pages in a list: as rows, by day, as documents, with pictures."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from huizheng.outer.portal.web.markup import MONTHS, day_words, e, english, short_day, tag

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from huizheng.outer.sites.api import Card

VALIDITY_TONES = {"有效": "success", "失效": "danger", "废止": "danger", "尚未施行": "warning"}
LOUD = frozenset({"失效", "废止", "尚未施行"})
WORDS_OF_A_LEAD = 110


def day(card: Card, *, short: bool = False, in_english: bool | None = None) -> str:
    """Return the card's day; who writes many says once whether they are in English."""
    whole = str(card.shown["day"])
    if english() if in_english is None else in_english:
        words = short_day(card.day) if short else day_words(card.day)
    else:
        words = whole[5:] if short else whole
    return f'<time datetime="{whole}">{words}</time>'


def rows(cards: Iterable[Card], *, dated: bool = True, home: str = "") -> str:
    """Return a plain list: title, then the day. ``home`` is the site that shows it: a guest tells whose it is."""
    in_english = english()
    return (
        f'<ul class="hz-rows">{"".join([_row(each, home, dated=dated, in_english=in_english) for each in cards])}</ul>'
    )


def _row(card: Card, home: str, *, dated: bool, in_english: bool) -> str:
    when = f'<span class="hz-rows__day">{day(card, short=True, in_english=in_english)}</span>' if dated else ""
    guest = f'<span class="hz-rows__from">{e(card.source)}</span>' if home and card.site != home else ""
    return (
        f'<li class="hz-rows__row"><a class="hz-rows__title" href="{card.address}">{e(card.short_title)}</a>'
        f"{validity_tag(card, loud_only=True)}{guest}{when}</li>"
    )


def validity_tag(card: Card, *, loud_only: bool = False) -> str:
    word = str(card.shown.get("validity", ""))
    if card.is_abolished and word not in LOUD:
        word = "废止"
    if not word or (loud_only and word not in LOUD) or word == "未知":
        return ""
    return tag(validity_words(word), VALIDITY_TONES.get(word, "neutral"))


def validity_words(word: str) -> str:
    known = {
        "有效": gettext("有效"),
        "失效": gettext("失效"),
        "废止": gettext("废止"),
        "尚未施行": gettext("尚未施行"),
        "未知": gettext("效力未标注"),
    }
    return known.get(word, word)


def headline(card: Card, *, level: int = 2) -> str:
    """Return the story that leads: with its picture, or in large type when it has none."""
    image = picture(card, "hz-lead__picture", eager=True)
    said = shortened(card.summary, WORDS_OF_A_LEAD)
    summary = f'<p class="hz-lead__text">{e(said)}</p>' if said else ""
    return (
        f'<article class="hz-lead{" hz-lead--pictured" if image else ""}">{image}'
        f'<h{level} class="hz-lead__title"><a href="{card.address}">{e(card.title)}</a></h{level}>\n{summary}'
        f'<p class="hz-lead__meta">{e(card.source)}<span aria-hidden="true"> · </span>{day(card)}</p></article>'
    )


def second(card: Card) -> str:
    """Return the story that stands below the one that leads."""
    said = shortened(card.summary, 60)
    summary = f'<p class="hz-lead__text">{e(said)}</p>' if said else ""
    return (
        f'<article class="hz-second"><h3 class="hz-second__title"><a href="{card.address}">{e(card.short_title)}</a></h3>\n'
        f'{summary}<p class="hz-lead__meta">{e(card.source)}<span aria-hidden="true"> · </span>{day(card)}</p></article>'
    )


def shortened(text: str, most: int) -> str:
    most = most * 2 if english() else most
    return text if len(text) <= most else text[: most - 1].rstrip("，、；： ,;:") + "…"


def picture(card: Card, classes: str, *, eager: bool = False) -> str:
    """Return the card's picture, decoration beside its title; its words belong to the page itself."""
    return image_tag(card.image, classes, eager=eager)


def image_tag(image: Mapping[str, Any] | None, classes: str, *, eager: bool = False) -> str:
    """Return a picture that only accompanies words."""
    if not image or not image.get("address"):
        return ""
    size = ""
    if image.get("width") and image.get("height"):
        size = f' width="{int(image["width"])}" height="{int(image["height"])}"'
    when = 'fetchpriority="high"' if eager else 'loading="lazy" decoding="async"'
    return f'<img class="{classes}" src="{e(image["address"])}" alt=""{size} {when}>'


def by_day(cards: Sequence[Card], *, home: str = "") -> str:
    """Return a list whose days stand in the margin, each once."""
    parts = []
    for when, group in groupby(cards, key=lambda card: (card.day, bool(card.shown.get("pinned")))):
        held = "".join(_entry(each, home) for each in group)
        parts.append(
            f'<section class="hz-days__day">{_margin(when[0], pinned=when[1])}<ul class="hz-days__list">{held}</ul></section>'
        )
    return f'<div class="hz-days">{"".join(parts)}</div>'


def _margin(when: dt.date, *, pinned: bool) -> str:
    label = f'<span class="hz-days__pinned">{e(gettext("置顶"))}</span>' if pinned else ""
    month = f"{MONTHS[when.month - 1][:3]} {when.year}" if english() else f"{when.year}.{when.month:02d}"
    return (
        f'<h2 class="hz-days__when"><time datetime="{when.isoformat()}"><span class="hz-days__number">{when.day:02d}</span>'
        f'<span class="hz-days__month">{month}</span></time>{label}</h2>\n'
    )


def _entry(card: Card, home: str) -> str:
    said = shortened(card.summary, 90)
    summary = f'<p class="hz-days__text">{e(said)}</p>' if said else ""
    source = f'<p class="hz-days__from">{e(card.source)}</p>' if card.source and home and card.site != home else ""
    image = picture(card, "hz-days__picture")
    return (
        f'<li class="hz-days__entry{" hz-days__entry--pictured" if image else ""}"><div><p class="hz-days__title">'
        f'<a href="{card.address}">{e(card.title)}</a>{validity_tag(card, loud_only=True)}</p>{summary}{source}</div>{image}</li>'
    )


def documents(cards: Iterable[Card]) -> str:
    """Return documents with number, organ, day and validity: a table that becomes cards on a phone."""
    heads = (gettext("标题"), gettext("文号"), gettext("发布机构"), gettext("发布日期"), gettext("有效性"))
    head = "".join(f'<th scope="col">{e(each)}</th>' for each in heads)
    body = "".join(_document(each, heads) for each in cards)
    return (
        f'<div class="hz-table-frame"><table class="hz-table hz-documents"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _document(card: Card, heads: Sequence[str]) -> str:
    number = str(card.shown.get("document_number", ""))
    cells = (
        f'<a href="{card.address}">{e(card.title)}</a>',
        f'<span class="hz-documents__number">{e(number)}</span>' if number else "—",
        e(card.source) or "—",
        day(card),
        validity_tag(card) or e(validity_words("未知")),
    )
    marked = "".join(
        f'<td data-label="{e(label)}"{" class=hz-table__strong" if place == 0 else ""}>{cell}</td>'
        for place, (label, cell) in enumerate(zip(heads, cells, strict=True))
    )
    return f"<tr>{marked}</tr>"


def pictures(cards: Iterable[Card]) -> str:
    return f'<ul class="hz-shots">{"".join(_shot(each) for each in cards)}</ul>'


def _shot(card: Card) -> str:
    image = picture(card, "hz-shots__picture") or '<span class="hz-shots__blank" aria-hidden="true"></span>'
    return (
        f'<li class="hz-shots__shot"><a href="{card.address}">{image}<span class="hz-shots__title">{e(card.title)}</span></a>'
        f'<p class="hz-shots__meta">{day(card)}</p></li>'
    )


def tiles(cards: Iterable[Card], facts: Sequence[tuple[str, str]] = ()) -> str:
    """Return entries of a directory: name, a sentence, the facts that are asked for first."""
    return f'<ul class="hz-tiles">{"".join(_tile(each, facts) for each in cards)}</ul>'


def _tile(card: Card, facts: Sequence[tuple[str, str]]) -> str:
    image = picture(card, "hz-tiles__picture")
    said = shortened(card.summary, 60)
    known = "".join(
        f"<div><dt>{e(label)}</dt><dd>{e(words)}</dd></div>"
        for name, label in facts
        if (words := fact_words(card.facts.get(name)))
    )
    return (
        f'<li class="hz-tiles__tile">{image}<div class="hz-tiles__body"><p class="hz-tiles__title"><a href="{card.address}">'
        f"{e(card.title)}</a></p>"
        + (f'<p class="hz-tiles__text">{e(said)}</p>' if said else "")
        + (f'<dl class="hz-tiles__facts">{known}</dl>' if known else "")
        + "</div></li>"
    )


def fact_words(value: Any) -> str:
    """Return a fact as people read it: grouped numbers, yes and no in words."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    if isinstance(value, int | float):
        return f"{int(value):,}" if float(value).is_integer() else f"{value:,}"
    if isinstance(value, list):
        return gettext("、").join(fact_words(each) for each in value)
    return str(value)
