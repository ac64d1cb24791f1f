"""The frame of a site: everything that is the same on all its pages, written once for each version of the site.

A page is then three joins: the head with its title and META tags, its own part, the foot.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from huizheng.commons.reference import api as reference
from huizheng.outer.portal.web.addresses import column_address, port_of, site_address
from huizheng.outer.portal.web.markup import e
from huizheng.outer.portal.web.modes import MODES, Mode, mode_of
from huizheng.outer.sites import api as sites

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest

FRAMES_KEPT: Final = 700
# What a row of a common screen holds, in pixels; a name that alone is very long waits among all columns.
ROW_HOLDS: Final = 900
CHARACTER: Final = 17
LETTER: Final = 9
GAP: Final = 32
LONGEST_IN_THE_ROW: Final = 24 * LETTER
MOST_TIERS: Final = 4
# First-level columns that have a place of their own in the frame.
NOT_IN_THE_ROW: Final = frozenset({"directory", "portal-links", "site-help", "sannong-link", "english-link"})
# What people come for stands in the row on a phone too, where all else is one press away.
ON_A_PHONE: Final = frozenset({"openness", "service", "interaction", "business", "travel"})
LIGHT_TREES: Final = frozenset({"sannong"})
PORTAL_WORDS: Final = ("门户网站", "政府网站", "网站")
_TITLE, _HEAD, _TOP, _MAIN = "<!--hz:title-->", "<!--hz:head-->", "<!--hz:top-->", "<!--hz:main-->"
# The column where the reader is, and the one in which that column lies.
_HERE: Final = (b' aria-current="true"', b' aria-current="page"')
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Frame:
    """The pieces around a page of one site in one mode, as they are sent."""

    start: bytes
    after_title: bytes
    after_head: bytes
    after_top: bytes
    end: bytes


@dataclass(frozen=True, slots=True)
class Whole:
    """A page ready to be framed: ``main`` is everything inside the main landmark."""

    title: str
    main: str
    section: str = ""  # the first-level column that the page stands in
    meta: Sequence[tuple[str, str]] = ()
    head: str = ""
    kind: str = ""  # a class of the main landmark
    column: str = ""  # what counts as read
    number: int = 0
    also: tuple[str, ...] = ()  # other sites whose news it shows


def framed(request: HttpRequest, site: sites.Site, page: Whole, *, status: int = 200) -> HttpResponse:
    """Return the answer: the page in its site's frame, in the reader's mode, with the banners that hold now."""
    frame = frame_of(site, mode_of(request), port_of(request))
    metas = "".join(f'<meta name="{e(name)}" content="{e(content)}">\n' for name, content in page.meta if content)
    top = frame.after_head
    if page.section:
        here = f'data-section="{page.section}"'.encode()
        top = top.replace(here, here + _HERE[page.kind == "section"])
    title = f"{page.title} - {site_name(site)}" if page.title else site_name(site)
    classes = f" hz-{page.kind}" if page.kind else ""
    main = f'<main class="hz-page-main{classes}" '.encode()
    text = b"".join(
        (
            frame.start,
            e(title, quote=False).encode(),
            frame.after_title,
            metas.encode(),
            page.head.encode(),
            top,
            banners(site).encode(),
            frame.after_top.replace(b"<main ", main, 1),
            page.main.encode(),
            frame.end,
        )
    )
    answer = HttpResponse(text, status=status)
    answer["Content-Language"] = site.language
    if status == HTTPStatus.OK:
        sites.keep(answer, site=site.slug, column=page.column, page=page.number, also=page.also)
    return answer


def site_name(site: sites.Site) -> str:
    return site.title(site.language)


def is_light(site: sites.Site) -> bool:
    """Say whether the site is made for slow phones."""
    return site.tree in LIGHT_TREES


def frame_of(site: sites.Site, mode: Mode, port: str) -> Frame:
    """Return the frame, made anew when the site, or any other, is no longer what it was."""
    key = (site.slug, mode, port)
    kept = _frames.get(key)
    if kept is not None and kept[0] is site:
        return kept[1]
    with translation.override(site.language):
        text = render_to_string("portal/frame.html", {**_context(site, port), "mode": mode, "modes": _modes(mode)})
    start, rest = text.split(_TITLE)
    after_title, rest = rest.split(_HEAD)
    after_head, rest = rest.split(_TOP)
    after_top, end = rest.split(_MAIN)
    frame = Frame(*(each.encode() for each in (start, after_title, after_head, after_top, end)))
    while len(_frames) >= FRAMES_KEPT:
        _frames.pop(next(iter(_frames)), None)
    _frames[key] = (site, frame)
    return frame


# The site stands beside its frame: a site of a newer snapshot is another object.
_frames: dict[tuple[str, Mode, str], tuple[sites.Site, Frame]] = {}


def _modes(current: Mode) -> list[dict[str, Any]]:
    words: Mapping[Mode, str] = {
        "standard": gettext("标准版"),
        "contrast": gettext("高对比"),
        "large": gettext("长者版"),
    }
    return [{"value": each, "label": words[each], "current": each == current} for each in MODES]


def _context(site: sites.Site, port: str) -> dict[str, Any]:
    english = site.language == "en"
    name, kind = name_in_two(site_name(site))
    row = [each for each in site.top if each.path not in NOT_IN_THE_ROW and each.type != "link"]
    return {
        "site": site,
        "english": english,
        "light": is_light(site),
        "lang": site.language,
        "name": name,
        "name_kind": kind,
        "mark": mark_of(site),
        "colour": colour_of(site),
        "tiers": tiers(site, port),
        "row": [{**_entry(site, each), "always": each.path in ON_A_PHONE} for each in _fitting(row, site)],
        "groups": [
            {**_entry(site, each), "children": [_entry(site, one) for one in site.children_of(each.path)]}
            for each in site.top
        ],
        "other_language": other_language(site, port),
        "directory": directory_address(site, port),
        "help": help_links(),
        "facts": footer_facts(site),
        "place": site.division,
    }


def _fitting(row: Sequence[sites.Column], site: sites.Site) -> list[sites.Column]:
    """Return the columns that fit into one row, in order; all others are one press away."""
    left, found = ROW_HOLDS, []
    for each in row:
        width = len(each.title(site.language)) * (LETTER if site.language == "en" else CHARACTER)
        if width > LONGEST_IN_THE_ROW or (width > LONGEST_IN_THE_ROW / 2 and site.language != "en"):
            continue
        if (left := left - width - GAP) < 0:
            break
        found.append(each)
    return found


def _entry(site: sites.Site, column: sites.Column) -> dict[str, str]:
    return {"label": column.title(site.language), "url": column_address(column), "section": column.path}


def name_in_two(name: str) -> tuple[str, str]:
    """Return the name proper and the word for its kind, so that the longer one may be set smaller."""
    for ending in PORTAL_WORDS:
        if name.endswith(ending) and name != ending:
            return name.removesuffix(ending), ending
    return name, ""


def mark_of(site: sites.Site) -> str:
    """Return the two characters of the site's own seal."""
    if site.tree == "sannong":
        return "三农"
    short = site.short_name if not site.language.startswith("en") else "安徽"
    for word in ("安徽省人民政府", "安徽省", "省"):
        if site.kind == "department" and short.startswith(word) and len(short) > len(word) + 1:
            short = short.removeprefix(word)
    return short[:2]


def colour_of(site: sites.Site) -> str:
    """Return the six digits of the site's own colour, or nothing."""
    colour = str(site.theme.get("colour", "")).lower()
    return colour[1:] if _COLOUR.fullmatch(colour) else ""


def tiers(site: sites.Site, port: str) -> list[dict[str, str]]:
    """Return the sites above this one, the highest first, then this one."""
    found = [site]
    while found[0].parent and (above := sites.site(found[0].parent)) and len(found) < MOST_TIERS:
        found.insert(0, above)
    return [
        {"label": short_name(each, site.language), "url": "" if each is site else site_address(each, port)}
        for each in found
    ]


def short_name(site: sites.Site, language: str) -> str:
    return site.english_name if language == "en" and site.english_name else site.short_name


def other_language(site: sites.Site, port: str) -> str:
    """Return where the other language is: the English site of the province, or back from it."""
    other = sites.site("anhui" if site.language == "en" else "english")
    return site_address(other, port) if other else ""


def directory_address(site: sites.Site, port: str) -> str:
    """Return where all sites are listed: on this one, or on the province's."""
    for column in site.columns.values():
        if column.source == "sites":
            return column_address(column)
    main = sites.site("anhui")
    return site_address(main, port, "/directory/") if main and site.language != "en" else ""


def help_links() -> list[dict[str, str]]:
    return [
        {"label": gettext("网站地图"), "url": "/site-help/sitemap/"},
        {"label": gettext("关于本站"), "url": "/site-help/about/"},
        {"label": gettext("无障碍与长者版"), "url": "/site-help/accessibility/"},
        {"label": gettext("隐私说明"), "url": "/site-help/privacy/"},
        {"label": gettext("联系我们"), "url": "/site-help/contact/"},
        {"label": gettext("我为政府网站找错"), "url": "/site-help/contact/#find-error"},
    ]


def footer_facts(site: sites.Site) -> list[dict[str, str]]:
    """Return what the rules of form ask at the foot of every page (国办发〔2017〕47号)."""
    demonstration = gettext("（示例）")
    code = site.site_code + ("" if site.site_code_status in {"verified", "seen"} else demonstration)
    footer = site.footer
    rows = (
        (gettext("主办单位"), site.organ_name),
        (gettext("承办单位"), footer.get("operator", "")),
        (gettext("联系电话"), footer.get("phone", "")),
        (gettext("地址"), " ".join(filter(None, (footer.get("address", ""), footer.get("postcode", ""))))),
        (gettext("电子邮箱"), footer.get("email", "")),
        (gettext("网站标识码"), code if site.site_code else ""),
        (gettext("ICP 备案号"), footer.get("icp", "")),
        (gettext("公安备案号"), footer.get("police", "")),
    )
    said = [(label, in_english(str(value)) if site.language == "en" else str(value)) for label, value in rows if value]
    return [{"label": label, "value": value} for label, value in said if value]


def in_english(words: str) -> str:
    """Return a fact of a footer in English: an organ by its English name, a phrase from our catalogue."""
    if not _CHINESE.search(words):
        return words
    organ = next((each for each in reference.organs() if each.name == words), None)
    known = {"演示备案号": gettext("演示备案号"), "演示公安备案号": gettext("演示公安备案号")}
    # A registration number is a name: it keeps its characters.
    return organ.english_name if organ is not None else known.get(words, words)


def banners(site: sites.Site) -> str:
    """Return the emergencies that stand above every page of the site now."""
    return "".join(_banner(site, each) for each in sites.emergencies(site.slug))


def _banner(site: sites.Site, each: sites.Banner) -> str:
    with translation.override(site.language):
        level = level_words(each.level)
        title = each.english_title if site.language == "en" and each.english_title else each.title
        measure = each.measures[0] if each.measures and site.language != "en" else ""
        said = f'<p class="hz-alarm__measure">{e(measure)}</p>' if measure else ""
        return (
            f'<aside class="hz-alarm hz-alarm--{e(each.level)}" aria-label="{e(gettext("紧急信息"))}"><div class="hz-wrap hz-alarm__inner">'
            f'<p class="hz-alarm__level">{e(level)}</p><div class="hz-alarm__body"><p class="hz-alarm__title">'
            f'<a href="/emergencies/{e(each.number)}/">{e(title)}</a></p>{said}</div></div></aside>'
        )


def level_words(level: str) -> str:
    """Return the level in words: a colour alone tells nothing to who cannot see it (突发事件应对法 art 63)."""
    words = {
        "red": gettext("红色 · 一级"),
        "orange": gettext("橙色 · 二级"),
        "yellow": gettext("黄色 · 三级"),
        "blue": gettext("蓝色 · 四级"),
    }
    return words.get(level, gettext("提示"))
