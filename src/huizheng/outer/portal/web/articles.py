"""A page of any kind: what it says, who says it, when; its files, its facts, what belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.http import HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext

from huizheng.outer.portal.web.addresses import column_address, port_of, site_address
from huizheng.outer.portal.web.asked import of_a_site
from huizheng.outer.portal.web.elsewhere import led_home, no_longer_there
from huizheng.outer.portal.web.frame import Whole, framed, site_name
from huizheng.outer.portal.web.markup import breadcrumbs, day_words, e, english, link, local, tag
from huizheng.outer.portal.web.parts import cards as card_parts
from huizheng.outer.portal.web.parts import kinds, living
from huizheng.outer.sites import api as sites

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse

# Kinds whose paragraphs are set as official papers are: two characters in.
PAPERS: Final = frozenset({"document", "gazette", "appointment", "decision"})
# Kinds whose facts are told in a table above the text.
WITH_FACTS: Final = frozenset(
    ["gazette", "appointment", "conference", "budget", "procurement", "project", "decision", "region", "enterprise", "scenic", "product", "investment", "expo", "exhibitor", "exhibit", "price", "vacancy", "course", "person", "dataset"]
)  # fmt: skip
WITH_MORE: Final = frozenset({"expo", "exhibitor", "price"})
RELATED_ROWS: Final = 8
POINTS_OF_A_TREND: Final = 3


@of_a_site
def article(request: HttpRequest, site: sites.Site, number: int) -> HttpResponse:
    return show(request, site, number, at=timezone.now())


def show(
    request: HttpRequest, site: sites.Site, number: int, *, at: dt.datetime, as_column: bool = False
) -> HttpResponse:
    """Show a page of this site, or placed on it; a withdrawn one says what happened and leads on."""
    try:
        page = sites.page(site, number, at=at)
    except sites.Moved as moved:
        return HttpResponsePermanentRedirect(moved.to if moved.to.startswith("/") else f"/pages/{moved.to}/")
    except sites.NoLongerThere as gone:
        return no_longer_there(request, site, gone)
    except sites.NotVisible:
        return led_home(request, site, number, at=at)
    # Whatever shows more of its kind below itself asks for that instead of its neighbours.
    around = (None, None) if as_column or page.kind in WITH_MORE else sites.around(page, at=at)
    return framed(request, site, whole(request, site, page, around, at=at, as_column=as_column))


def whole(
    request: HttpRequest,
    site: sites.Site,
    page: sites.PageView,
    around: tuple[sites.Neighbour | None, sites.Neighbour | None],
    *,
    at: dt.datetime,
    as_column: bool,
) -> Whole:
    above = [*site.ancestors_of(page.here.path), page.here]
    steps = [(gettext("首页"), "/"), *((each.title(site.language), column_address(each)) for each in above)]
    crumbs = breadcrumbs(steps if as_column else [*steps, (gettext("正文"), "")])
    owner = sites.site(page.site) if page.site != site.slug else None
    body = (
        theme(page, crumbs, site, at=at)
        if page.kind == "theme"
        else "".join(
            (
                f'<div class="hz-wrap hz-article hz-article--{page.kind}">{crumbs}<div class="hz-article__grid">',
                beside(site, page.here),
                '<div class="hz-article__main"><article class="hz-article__sheet">',
                validity_banner(page),
                headings(page),
                byline(page, owner, port_of(request)),
                demonstration_note(page),
                openness_table(page),
                facts_table(page),
                f'<div class="hz-article__body{" hz-article__body--paper" if page.kind in PAPERS else ""}">{living.filled(page.parts, site, at=at)}</div>',
                belongings(request, site, page, at=at),
                signed(page),
                "</article>",
                neighbours(*around),
                "</div></div></div>",
            )
        )
    )
    others = {str(part["live"].get("site", "")) for part in page.parts if "live" in part} | {page.site}
    return Whole(
        title=page.title,
        main=body,
        section=above[0].path,
        meta=metas(site, page, above),
        head=heads(request, site, page, owner),
        kind="article-page",
        column=page.here.path,
        number=page.number,
        also=tuple(sorted(others - {site.slug, ""})),
    )


def theme(page: sites.PageView, crumbs: str, site: sites.Site, *, at: dt.datetime) -> str:
    """Return a theme: a heading on a wall of the site's colour, below it everything in one place."""
    said = f'<p class="hz-themehead__text">{e(page.summary)}</p>' if page.summary else ""
    picture = card_parts.image_tag(page.image, "hz-themehead__picture", eager=True)
    return (
        f'<div class="hz-wrap hz-article">{crumbs}</div><article class="hz-theme-page"><header class="hz-themehead"><div class="hz-wrap hz-themehead__inner">'
        f'<div><h1 class="hz-themehead__title">{e(page.title)}</h1>\n{said}<p class="hz-themehead__meta">{e(page.source)}<span aria-hidden="true"> · </span>'
        f"{day_words(local(page.published_at).date())}</p></div>{picture}</div></header>"
        f'<div class="hz-wrap hz-theme-page__body">{demonstration_note(page)}{living.filled(page.parts, site, at=at)}</div></article>'
    )


def beside(site: sites.Site, here: sites.Column) -> str:
    """Return the columns around the page's own, for who wants to look further."""
    found = site.children_of(here.parent) if here.parent and site.column(here.parent) else ()
    if len(found) < 2:
        return ""
    items = "".join(
        f'<li><a href="{column_address(each)}"{" aria-current=true" if each.path == here.path else ""}>{e(each.title(site.language))}</a></li>'
        for each in found
    )
    above = site.columns[here.parent]
    title = above.title(site.language)
    return f'<nav class="hz-column__around hz-no-print" aria-label="{e(title)}"><p class="hz-column__up">{link(column_address(above), title)}</p><ul>{items}</ul></nav>'


def metas(site: sites.Site, page: sites.PageView, above: list[sites.Column]) -> list[tuple[str, str]]:
    """Return the META tags that government pages carry (国办发〔2017〕47号附件)."""
    column = page.here.title(site.language)
    image = page.image
    return [
        ("ColumnName", column),
        ("ColumnType", above[0].title(site.language)),
        ("ArticleTitle", page.title),
        ("PubDate", f"{local(page.published_at):%Y-%m-%d %H:%M}"),
        ("ContentSource", page.source or site.organ_name),
        ("Keywords", " ".join(page.keywords) or column),
        ("Author", str(page.head.get("author", ""))),
        ("Description", page.summary or page.title),
        ("Image", str(image.get("address", "")) if image else ""),
        ("Url", page.address),
    ]


def heads(request: HttpRequest, site: sites.Site, page: sites.PageView, owner: sites.Site | None) -> str:
    """Return what machines that share or index the page read; a guest's true address is at its source."""
    home = owner or site
    canonical = f"{request.scheme}:{site_address(home, port_of(request), page.address)}"
    described = card_parts.shortened(page.summary, 100)
    return (
        f'<link rel="canonical" href="{e(canonical)}">\n<meta property="og:type" content="article">\n'
        f'<meta property="og:title" content="{e(page.title)}">\n<meta property="og:url" content="{e(canonical)}">\n'
        + (f'<meta property="og:description" content="{e(described)}">\n' if described else "")
    )


def validity_banner(page: sites.PageView) -> str:
    """Say before anything else that a document is no longer in force, and why."""
    validity = str((page.openness or {}).get("validity", ""))
    word = validity if validity in card_parts.LOUD else "废止" if page.is_abolished else ""
    if not word:
        return ""
    if page.kind == "permit":
        return _licence_ended(page)
    when = f"{gettext('自 %(day)s 起')} " % {"day": day_words(local(page.state_at).date())} if page.state_at else ""
    reason = page.state_reason if page.state_reason not in {"废止", "失效"} else ""
    said = f"<p>{e(when)}{e(reason)}</p>" if when or reason else ""
    replaced = "".join(
        f"<p>{e(gettext('现行文件：'))}{_page_link(each)}</p>"
        for each in page.related
        if each.get("role") == "replaced_by"
    )
    titles = {
        "废止": gettext("本文件已经废止，仅供查阅"),
        "失效": gettext("本文件已经失效，仅供查阅"),
        "尚未施行": gettext("本文件尚未施行"),
    }
    return f'<aside class="hz-validity hz-validity--{"coming" if word == "尚未施行" else "ended"}"><p class="hz-validity__title">{e(titles[word])}</p>{said}{replaced}</aside>'


def _licence_ended(page: sites.PageView) -> str:
    """Say that the licence no longer holds: the record itself is kept for everybody to read."""
    status, day, reason = (str(page.facts.get(name) or "") for name in ("status", "status_on", "status_reason"))
    title = gettext("这项许可%(status)s，本页仅供查阅") % {"status": status or gettext("已失效")}
    said = gettext("：").join(filter(None, (day, reason)))
    said = f"<p>{e(said)}</p>" if said else ""
    return f'<aside class="hz-validity hz-validity--ended"><p class="hz-validity__title">{e(title)}</p>{said}</aside>'


def headings(page: sites.PageView) -> str:
    subtitle = str(page.head.get("subtitle", ""))
    said = f'<p class="hz-article__subtitle">{e(subtitle)}</p>' if subtitle else ""
    return f'<header class="hz-article__head"><h1 class="hz-article__title">{e(page.title)}</h1>\n{said}'


def byline(page: sites.PageView, owner: sites.Site | None, port: str) -> str:
    """Return who says it and when; a page placed from another site names that site and leads there."""
    moment = local(page.published_at)
    words = day_words(moment.date()) if english() else f"{moment:%Y-%m-%d %H:%M}"
    parts = [
        f"<span>{e(gettext('来源'))}{e(gettext('：'))}{e(page.source)}</span>" if page.source else "",
        f'<span>{e(gettext("发布"))}{e(gettext("："))}<time datetime="{moment.isoformat()[:16]}">{words}</time></span>',
        f"<span>{e(gettext('作者'))}{e(gettext('：'))}{e(page.head['author'])}</span>"
        if page.head.get("author")
        else "",
        f"<span>{e(gettext('转自'))}{e(gettext('：'))}{link(site_address(owner, port, page.address), site_name(owner))}</span>"
        if owner
        else "",
    ]
    tools = (
        f'<button class="hz-tool hz-no-print" type="button" data-hz-print>{e(gettext("打印"))}</button>'
        f'<a class="hz-tool hz-no-print" href="{page.address}print/">{e(gettext("打印版"))}</a>'
    )
    return f'<div class="hz-article__by"><p class="hz-article__meta">{"".join(parts)}</p><p class="hz-article__tools">{tools}</p></div></header>'


def demonstration_note(page: sites.PageView) -> str:
    if not page.demonstration:
        return ""
    return (
        f'<p class="hz-demo">{tag(gettext("演示"), "neutral")} {e(gettext("本页是演示内容，不是真实的政务信息。"))}</p>'
    )


def openness_table(page: sites.PageView) -> str:
    """Return the catalogue entry as a table, the way Anhui's pages show it (政府信息公开条例 art 12)."""
    entry = page.openness
    if not entry:
        return ""
    rows = (
        (gettext("索引号"), entry.get("index_number")),
        (gettext("文号"), entry.get("document_number")),
        (gettext("发布机构"), entry.get("organ_name")),
        (gettext("信息分类"), _class_words(page)),
        (gettext("主题分类"), " / ".join(entry.get("themes") or ())),
        (gettext("体裁"), entry.get("kind_name")),
        (gettext("成文日期"), entry.get("formed_on")),
        (gettext("发布日期"), entry.get("published_on")),
        (gettext("施行日期"), entry.get("effective_on")),
        (gettext("失效日期"), entry.get("ends_on")),
        (gettext("关键词"), gettext("、").join(entry.get("keywords") or ())),
        (gettext("咨询机关"), " ".join(filter(None, (entry.get("consulted_organ"), entry.get("consulted_phone"))))),
    )
    cells = "".join(f"<div><dt>{e(label)}</dt><dd>{e(str(value))}</dd></div>" for label, value in rows if value)
    validity = str(entry.get("validity", ""))
    if page.is_abolished and validity not in card_parts.LOUD:
        validity = "废止"
    if validity:
        tone = card_parts.VALIDITY_TONES.get(validity, "neutral")
        cells += f"<div><dt>{e(gettext('有效性'))}</dt><dd>{tag(card_parts.validity_words(validity), tone)}</dd></div>"
    return f'<dl class="hz-entry">{cells}</dl>'


def _class_words(page: sites.PageView) -> str:
    """Return the class of the catalogue as people read it: the column's name, where the page stands in its own."""
    path = str((page.openness or {}).get("column_class", ""))
    return page.here.title("en" if english() else "zh-hans") if page.here.path == path else path


def facts_table(page: sites.PageView) -> str:
    if page.kind not in WITH_FACTS:
        return ""
    rows = kinds.fact_rows(page.kind, page.facts)
    if not rows:
        return ""
    cells = "".join(f"<div><dt>{e(label)}</dt><dd>{e(words)}</dd></div>" for label, words in rows)
    speakers = page.facts.get("speakers") or []
    if isinstance(speakers, list) and speakers:
        named = gettext("、").join(f"{each.get('name', '')}（{each.get('post', '')}）" for each in speakers)
        cells += f"<div><dt>{e(gettext('发布人'))}</dt><dd>{e(named)}</dd></div>"
    return f'<dl class="hz-facts hz-facts--boxed">{cells}</dl>'


def belongings(request: HttpRequest, site: sites.Site, page: sites.PageView, *, at: dt.datetime) -> str:  # noqa: ARG001 - symmetrical with the other pieces
    """Return what explains the page or is explained by it, and what an expo's hall or exhibitor holds."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for each in page.related:
        groups.setdefault(str(each.get("role", "")), []).append(each)
    words = {
        "interprets": gettext("解读的文件"),
        "interpreted_by": gettext("政策解读"),
        "replaces": gettext("代替的文件"),
        "replaced_by": gettext("现行文件"),
        "continues": gettext("相关进展"),
    }
    parts = []
    for role, found in groups.items():
        items = "".join(f"<li>{_page_link(each)}</li>" for each in found[:RELATED_ROWS])
        parts.append(
            f'<section class="hz-related"><h2 class="hz-related__title">{e(words.get(role, gettext("相关内容")))}</h2>\n<ul>{items}</ul></section>'
        )
    if held := HOLDS.get(page.kind):
        kind, fact = held
        inside = sites.pages_of_kind([kind], at=at, facts={fact: page.number}, size=60)
        if inside.cards:
            parts.append(
                f'<section class="hz-related hz-related--wide"><h2 class="hz-related__title">{e(_held_words(kind))}</h2>\n{kinds.listed(list(inside.cards), home=site.slug)}</section>'
            )
    if page.kind == "price":
        parts.append(trend(page, at=at))
    return "".join(parts)


def trend(page: sites.PageView, *, at: dt.datetime) -> str:
    """Return how the price went, as a line and a table, once there are enough days."""
    same = {name: page.facts[name] for name in ("product", "market") if page.facts.get(name)}
    if not same:
        return ""
    found = sites.pages_of_kind(["price"], at=at, sites=[page.site], facts=same, size=60).cards
    days = {str(card.facts.get("on") or card.day.isoformat()): card.facts.get("price") for card in found}
    known = {day: float(price) for day, price in sorted(days.items()) if isinstance(price, int | float)}
    if len(known) < POINTS_OF_A_TREND:
        return ""
    drawn = {
        "labels": list(known),
        "series": [{"label": str(same.get("product", "")), "values": list(known.values())}],
        "unit": str(page.facts.get("unit", "")),
    }
    return f'<section class="hz-related hz-related--wide">{render_to_string("portal/trend.html", drawn)}</section>'


def _page_link(each: dict[str, Any]) -> str:
    return link(f"/pages/{int(each['number'])}/", str(each["title"]))


HOLDS: Final = {"expo": ("exhibitor", "hall"), "exhibitor": ("exhibit", "exhibitor")}


def _held_words(kind: str) -> str:
    return gettext("全部参展单位") if kind == "exhibitor" else gettext("全部展品")


def signed(page: sites.PageView) -> str:
    editor = str(page.head.get("editor", ""))
    return f'<p class="hz-article__signed">{e(gettext("责任编辑："))}{e(editor)}</p>' if editor else ""


def neighbours(newer: sites.Neighbour | None, older: sites.Neighbour | None) -> str:
    if newer is None and older is None:
        return ""
    parts = [
        f'<li class="hz-around__one"><span>{e(words)}</span>{link(each.address, each.title)}</li>'
        for words, each in ((gettext("上一篇"), newer), (gettext("下一篇"), older))
        if each is not None
    ]
    return f'<nav class="hz-around hz-no-print" aria-label="{e(gettext("上一篇和下一篇"))}"><ul>{"".join(parts)}</ul></nav>'


@of_a_site
def printed(request: HttpRequest, site: sites.Site, number: int) -> HttpResponse:
    """Show a page as it goes on paper: source, date, address, and nothing around it."""
    now = timezone.now()
    try:
        page = sites.page(site, number, at=now)
    except sites.Moved as moved:
        return HttpResponsePermanentRedirect(moved.to if moved.to.startswith("/") else f"/pages/{moved.to}/")
    except sites.NoLongerThere as gone:
        return no_longer_there(request, site, gone)
    except sites.NotVisible:
        return led_home(request, site, number, at=now, printed=True)
    address = f"{request.scheme}://{request.get_host()}{page.address}"
    foot = (
        f'<p class="hz-article__printed">{e(site_name(site))} · {e(gettext("来源"))}{e(gettext("："))}{e(page.source)} · {e(day_words(local(page.published_at).date()))}'
        f"<br>{e(address)}</p>"
    )
    body = (
        f'<div class="hz-wrap hz-article hz-article--print"><article class="hz-article__sheet">{validity_banner(page)}<header class="hz-article__head">'
        f'<h1 class="hz-article__title">{e(page.title)}</h1></header>\n{foot}{demonstration_note(page)}{openness_table(page)}{facts_table(page)}'
        f'<div class="hz-article__body">{living.filled(page.parts, site, at=now)}</div></article>'
        f'<p class="hz-no-print">{link(page.address, gettext("回到网页版"))}</p></div>'
    )
    meta = [("robots", "noindex"), ("ArticleTitle", page.title), ("ContentSource", page.source)]
    return framed(request, site, Whole(title=page.title, main=body, meta=meta, kind="print-page"))
