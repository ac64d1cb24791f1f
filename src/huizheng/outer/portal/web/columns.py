"""A column of a site, each type in its own way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from huizheng.outer.portal.web import articles
from huizheng.outer.portal.web.addresses import column_address, port_of, site_address
from huizheng.outer.portal.web.asked import not_here, of_a_site
from huizheng.outer.portal.web.frame import Whole, framed
from huizheng.outer.portal.web.markup import breadcrumbs, e, empty, icon, link, local
from huizheng.outer.portal.web.parts import asked_often, cluster, kinds, organs, services, sieves
from huizheng.outer.portal.web.parts import cards as card_parts
from huizheng.outer.sites import api as sites

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

PAGE: Final = 20
FILLING: Final = 8  # "·" and "的资料和文件" are what is left of a purpose made of names
OVERVIEW: Final = 5
MOST_NAMED: Final = 6
_CURSOR = re.compile(r"[A-Za-z0-9_-]{1,120}")
PAGE_TYPES: Final = frozenset({"page"})
PICTURED_TYPES: Final = frozenset({"gallery"})
SITE_ERRORS: Final = "site-errors"
# Sources with a meaning of their own.
HOTLINE: Final = "letters:hotline"
CASES: Final = "cases"
ASKED_OFTEN: Final = "items:faq"


@of_a_site
def column(request: HttpRequest, site: sites.Site, path: str) -> HttpResponse:
    """Show a column: what stands in it, what stands below it, or what the hall and the register know of it."""
    found = site.column(path)
    if found is None:
        return not_here(request, site)
    now = timezone.now()
    if found.type in PAGE_TYPES:
        return one_page(request, site, found, at=now)
    if found.type == "section" or (found.children and found.type in {"list", "library"} and not request.GET):
        main = section(site, found, at=now)
    elif found.type in {"service", "link"}:
        main = service_column(site, found) if found.type == "service" else link_column(site, found, port_of(request))
    elif found.source == "sites":
        main = cluster.directory(site, port_of(request))
    elif found.source == "orgs" or found.source.startswith("items:authority"):
        main = organs.column(site, found, port_of(request), at=now)
    elif works_by_itself(found):
        main = (by_itself(site, found) + following(request, site, found, at=now)) or nothing(found)
    else:
        main = listing(request, site, found, at=now)
    kind = "section" if found.type == "section" else "column"
    return framed(request, site, whole(site, found, main, kind=kind))


def works_by_itself(found: sites.Column) -> bool:
    """Say whether the hall knows what belongs into the column: services to apply for, their questions, cases."""
    return found.type in {"form", "qa"} and (found.source.startswith("items:") or found.source == CASES)


def by_itself(site: sites.Site, found: sites.Column) -> str:
    if found.source == CASES:
        return progress()
    return asked_often.column(site) if found.source == ASKED_OFTEN else offered(site, found)


def whole(site: sites.Site, found: sites.Column, main: str, *, kind: str = "column") -> Whole:
    """Return a column's page: its way, its heading, what it is for, its own part."""
    title = found.title(site.language)
    above = site.ancestors_of(found.path)
    purpose = purpose_of(site, found)
    steps = [
        (gettext("首页"), "/"),
        *((each.title(site.language), column_address(each)) for each in above),
        (title, ""),
    ]
    crumbs = breadcrumbs(steps)
    shown = purpose and not _only_names(purpose, found, above)
    said = f'<p class="hz-column-head__text">{e(purpose)}</p>' if shown else ""
    head = (
        f'<link rel="alternate" type="application/atom+xml" title="{e(title)}" href="{column_address(found)}feed.atom">\n'
        if has_feed(found)
        else ""
    )
    body = (
        f'<div class="hz-wrap hz-column">{crumbs}<header class="hz-column-head"><h1 class="hz-column-head__title">{e(title)}</h1>\n{said}</header>'
        f"{beside(site, found, main)}</div>"
    )
    meta = (
        ("ColumnName", title),
        ("ColumnDescription", purpose or title),
        ("ColumnKeywords", " ".join(found.words(site.language)) or title),
        ("ColumnType", (above[0] if above else found).title(site.language)),
        ("Description", purpose),
    )
    top = (above[0] if above else found).path
    return Whole(title=title, main=body, section=top, meta=meta, head=head, kind=kind, column=found.path)


def purpose_of(site: sites.Site, found: sites.Column) -> str:
    """Return what the column is for; one that holds others names those that this site shows, in its language."""
    below = [each.title(site.language) for each in site.children_of(found.path)]
    if not below:
        return found.purpose(site.language)
    named = gettext("、").join(below[:MOST_NAMED])
    if len(below) > MOST_NAMED:
        return gettext("%(named)s等 %(n)s 个栏目。") % {"named": named, "n": len(below)}
    return gettext("%(named)s。") % {"named": named}


def _only_names(purpose: str, found: sites.Column, above: Sequence[sites.Column]) -> bool:
    """Say whether a purpose only repeats what the column is called: that is for search engines, not for readers."""
    rest = purpose
    for each in (found, *above):
        rest = rest.replace(each.name, "")
    return found.name in purpose and len(rest) <= FILLING


def has_feed(found: sites.Column) -> bool:
    return found.type in {"list", "library", "gallery", "live", "qa", "data"}


def beside(site: sites.Site, found: sites.Column, main: str) -> str:
    """Put the columns around this one beside it, so that a reader sees where they are."""
    parent = found.parent
    around = site.children_of(parent) if parent and site.column(parent) else ()
    if len(around) < 2 or found.children:
        return f'<div class="hz-column__main">{main}</div>'
    items = "".join(
        f'<li><a href="{column_address(each)}"{" aria-current=page" if each.path == found.path else ""}>{e(each.title(site.language))}</a></li>'
        for each in around
    )
    above = site.column(parent)
    title = above.title(site.language) if above else ""
    return (
        f'<div class="hz-column__grid"><nav class="hz-column__around" aria-label="{e(title)}"><p class="hz-column__up">{link(column_address(above), title) if above else ""}</p><ul>{items}</ul></nav>'
        f'<div class="hz-column__main">{main}</div></div>'
    )


def section(site: sites.Site, found: sites.Column, *, at: dt.datetime) -> str:
    """Return what stands below: each column with its newest, columns without pages as doors."""
    below = site.children_of(found.path)
    wants = [
        sites.Want(key=each.path, column=each.path, limit=OVERVIEW)
        for each in below
        if each.type not in {"service", "form", "link"}
    ]
    own = sites.Want(key=found.path, column=found.path, limit=OVERVIEW) if not below else None
    cards = sites.sections(site, [*wants, *([own] if own else [])], at=at)
    if not below:
        held = cards.get(found.path, ())
        return kinds.listed(held, home=site.slug) if held else nothing(found)
    doors, lists = [], []
    for each in below:
        held = cards.get(each.path, ())
        title = each.title(site.language)
        if not held:
            doors.append(f"<li>{link(column_address(each), title, 'hz-way')}</li>")
            continue
        anchor = each.path.replace("/", "-")
        body = (
            f'<p class="hz-overview__text">{e(card_parts.shortened(held[0].summary or held[0].title, 70))}</p>'
            if each.type == "page" or (len(held) == 1 and held[0].kind == "theme")
            else card_parts.rows(held, home=site.slug)
        )
        lists.append(
            f'<section class="hz-overview__column" aria-labelledby="{anchor}"><h2 class="hz-overview__title" id="{anchor}"><a href="{column_address(each)}">{e(title)}{icon("arrow-right", "s")}</a></h2>\n{body}</section>'
        )
    listed = f'<div class="hz-overview">{"".join(lists)}</div>' if lists else ""
    led = f'<ul class="hz-ways hz-ways--wide">{"".join(doors)}</ul>' if doors else ""
    return led + listed


def listing(request: HttpRequest, site: sites.Site, found: sites.Column, *, at: dt.datetime) -> str:
    """Return a part of the column's list, what it may be narrowed by above it, older and newest below it."""
    cursor = request.GET.get("after", "")
    cursor = cursor if _CURSOR.fullmatch(cursor) else ""
    asked = sieves.read(found, request.GET)
    part = (
        sites.narrowed(site, found.path, asked.narrow, at=at, cursor=cursor, size=PAGE)
        if asked.is_something
        else sites.column_page(site, found.path, at=at, cursor=cursor, size=PAGE)
    )
    shown = list(part.cards)
    head = list_head(found)
    awaited = "" if asked.is_something or cursor else _no_records_yet(found, shown)
    if asked.is_something or (shown and not awaited and (part.next or cursor or sieves.facts_of(found))):
        head += sieves.form(found, asked, today=local(at).date())
    if not shown:
        return head + (nothing_fits(found) if asked.is_something else nothing(found))
    body = card_parts.pictures(shown) if found.type == "gallery" else kinds.listed(shown, home=site.slug)
    return head + awaited + body + pages(column_address(found), part, **asked.kept)


def _no_records_yet(found: sites.Column, shown: Sequence[sites.Card]) -> str:
    """Return the word that no decision is public yet, where only what explains the column stands in it."""
    if not sieves.of_records(found) or any(each.kind == "permit" for each in shown):
        return ""
    return empty(gettext("还没有公示的行政许可决定"), gettext("作出许可决定后，七个工作日内在这里公示。"))


def nothing_fits(found: sites.Column) -> str:
    more = f'<p class="hz-empty__action">{link(column_address(found), gettext("清除条件"))}</p>'
    return empty(gettext("没有符合条件的内容"), gettext("换一个词，或者少选一个条件。"), more)


def list_head(found: sites.Column) -> str:
    """Return the column's own notes: how often it is updated, its feed."""
    parts = []
    if found.update_days:
        parts.append(f"<span>{e(gettext('更新周期：%(n)s 天内') % {'n': found.update_days})}</span>")
    if has_feed(found):
        parts.append(f'<a href="{column_address(found)}feed.atom">{e(gettext("订阅本栏目"))}</a>')
    return f'<p class="hz-column__notes">{"".join(parts)}</p>' if parts else ""


def pages(address: str, part: sites.CardPage, **kept: str) -> str:
    """Return the plain addresses of the part before and of the part after; the first has no cursor."""
    ways = (
        (part.previous, "prev", f"{icon('arrow-left', 's')}{e(gettext('较新的内容'))}"),
        (part.next, "next", f"{e(gettext('更早的内容'))}{icon('arrow-right', 's')}"),
    )
    links = "".join(
        f'<a class="hz-pagination__link" rel="{rel}" href="{e(_with(address, after=cursor, **kept))}">{said}</a>'
        for cursor, rel, said in ways
        if cursor
    )
    return f'<nav class="hz-pagination" aria-label="{e(gettext("翻页"))}">{links}</nav>' if links else ""


def _with(address: str, **values: str) -> str:
    asked = {name: value for name, value in values.items() if value}
    return f"{address}?{urlencode(asked)}" if asked else address


def nothing(found: sites.Column) -> str:
    if found.type == "form":
        more = f'<p class="hz-empty__action">{link("/site-help/contact/", gettext("其他联系方式"))}</p>'
        return empty(gettext("这项功能正在准备"), gettext("开通之前，请拨打 12345 或到政务服务大厅办理。"), more)
    return empty(gettext("暂时没有内容"), gettext("有新内容时会马上出现在这里。"))


def service_column(site: sites.Site, found: sites.Column) -> str:
    """Return the hall's services that the column means, in its own words."""
    listed = services.kept_a_minute(
        ("column", site.slug, found.path), lambda: services.listed(services.of_column(found.source, site))
    )
    if not listed:
        return empty(
            gettext("暂时没有可以在网上办的事项"),
            "",
            f'<p class="hz-empty__action">{link("/services/", gettext("到办事大厅看看"))}</p>',
        )
    return listed


def offered(site: sites.Site, found: sites.Column) -> str:
    """Return the hall's services that a form stands for; nothing when the hall has none of them."""
    listed = services.kept_a_minute(
        ("column", site.slug, found.path), lambda: services.listed(services.of_column(found.source, site))
    )
    return f'<section class="hz-block"><h2>{e(gettext("在网上办"))}</h2>\n{listed}</section>' if listed else ""


def progress() -> str:
    """Return the ways to a case's progress: with number and code for everybody, signed in for one's own."""
    ways = (
        (reverse("applications:query"), gettext("凭办件编号和查询码查询"), gettext("不用登录。编号和查询码在回执上。")),
        (reverse("applications:mine"), gettext("我的办件"), gettext("登录后看全部申请、补正和结果。")),
        (reverse("applications:verify"), gettext("核验回执的真伪"), gettext("扫描回执上的二维码，或者输入核验码。")),
    )
    items = "".join(
        f'<li class="hz-acts__act">{link(address, words)}<span class="hz-acts__note">{e(note)}</span></li>'
        for address, words, note in ways
    )
    return f'<ul class="hz-acts">{items}</ul>'


def following(request: HttpRequest, site: sites.Site, found: sites.Column, *, at: dt.datetime) -> str:
    """Return the pages that stand in a column beside what it does by itself; nothing when there are none."""
    cursor = request.GET.get("after", "")
    part = sites.column_page(site, found.path, at=at, cursor=cursor if _CURSOR.fullmatch(cursor) else "", size=PAGE)
    if not part.cards:
        return ""
    head = f"<h2>{e(gettext('说明和消息'))}</h2>\n"
    listed = kinds.listed(list(part.cards), home=site.slug)
    return f'<section class="hz-block">{head}{listed}{pages(column_address(found), part)}</section>'


def link_column(site: sites.Site, found: sites.Column, port: str) -> str:
    """Return where a column that only leads on leads: another site, the hotline, the report of an error."""
    target = found.source.partition(":")[2]
    if found.source == HOTLINE:
        return hotline()
    if other := next((each for each in sites.site_names() if each.slug == target), None):
        return f'<p class="hz-lead">{link(site_address(other, port), other.title(site.language))}</p>'
    address = "/site-help/contact/#find-error" if found.path.endswith(SITE_ERRORS) else "/site-help/contact/"
    return f'<p class="hz-lead">{link(address, found.title(site.language))}</p>'


def hotline() -> str:
    """Return the one number of the government, to be pressed on a phone."""
    call = gettext("拨打 %(number)s") % {"number": "12345"}
    text = gettext("政务服务便民热线，一天二十四小时有人接听。紧急情况请拨打 110、119 或 120。")
    return f'<p class="hz-lead"><a href="tel:12345">{e(call)}</a></p>\n<p>{e(text)}</p>'


def one_page(request: HttpRequest, site: sites.Site, found: sites.Column, *, at: dt.datetime) -> HttpResponse:
    """Show the one page of a column, at the column's address."""
    part = sites.column_page(site, found.path, at=at, size=1)
    if not part.cards:
        return framed(request, site, whole(site, found, nothing(found)))
    return articles.show(request, site, part.cards[0].number, at=at, as_column=True)
