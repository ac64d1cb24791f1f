"""The sections of a home page. Each says what it wants to read, and is nothing when it got nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.utils.translation import gettext

from huizheng.outer.portal.web.addresses import column_address
from huizheng.outer.portal.web.markup import e, icon, link
from huizheng.outer.portal.web.parts import cards as card_parts
from huizheng.outer.portal.web.parts import cluster, kinds, services
from huizheng.outer.sites import api as sites

ROWS: Final = 6
MOST_ROWS: Final = 20
ENOUGH_FOR_A_SECOND: Final = 4
NOTICES: Final = ("news/notices", "notices")
POLICIES: Final = frozenset({"openness/policies", "openness/policies/government", "policy/documents"})
OVERVIEW: Final = "about/overview"
MOST_DOORS: Final = 18

Told = Mapping[str, Any]
Cards = Mapping[str, Sequence[sites.Card]]


@dataclass(frozen=True)
class Home:
    """What the sections of one home page share."""

    site: sites.Site
    cards: Cards
    port: str

    def got(self, key: str) -> Sequence[sites.Card]:
        return self.cards.get(key, ())

    def title_of(self, path: str) -> str:
        column = self.site.column(path)
        return column.title(self.site.language) if column else ""


def wants_of(site: sites.Site, told: Sequence[Told]) -> list[sites.Want]:
    """Return everything that the sections want, to be read in one statement."""
    found: dict[str, sites.Want] = {}
    for section in told:
        for path, limit in _asked(site, section):
            if site.column(path) and (path not in found or found[path].limit < limit):
                found[path] = sites.Want(key=path, column=path, limit=limit)
    return list(found.values())


def _asked(site: sites.Site, section: Told) -> list[tuple[str, int]]:
    limit = min(int(section.get("limit") or ROWS), MOST_ROWS)
    asked = [(path, limit + 3 if section["section"] == "headlines" else limit) for path in section.get("columns", ())]
    if section["section"] == "headlines":
        asked.append((first(site, NOTICES), ROWS))
    if section["section"] == "data":
        asked.append((OVERVIEW, 1))
    if section["section"] == "interaction":
        asked.append(("interaction/selected", 4))
    return [(path, count) for path, count in asked if path]


def first(site: sites.Site, paths: Sequence[str]) -> str:
    return next((path for path in paths if site.column(path)), "")


def markup_of(home: Home, section: Told) -> str:
    """Return the section, or nothing when it is empty or unknown."""
    maker = KINDS.get(section["section"])
    return maker(home, section) if maker else ""


def heading(home: Home, words: str, anchor: str, more: str = "", *, level: int = 2) -> str:
    return _heading(home.site.language, words, anchor, more, level)


@lru_cache(maxsize=4_000)
def _heading(language: str, words: str, anchor: str, more: str, level: int) -> str:  # noqa: ARG001 - the page speaks it
    led = (
        f'<p class="hz-section__more"><a href="{e(more)}">{e(gettext("更多"))}{icon("arrow-right", "s")}<span class="hz-visually-hidden">{e(words)}</span></a></p>'
        if more
        else ""
    )
    return f'<div class="hz-section__head"><h{level} class="hz-section__title" id="{anchor}">{e(words)}</h{level}>\n{led}</div>'


def headlines(home: Home, section: Told) -> str:
    """The story that leads, the newest beside it, and what everybody should know."""
    paths = [path for path in section.get("columns", ()) if home.got(path)]
    told = merged(home, paths)
    notice_path = first(home.site, NOTICES)
    notices = home.got(notice_path) if notice_path not in paths else ()
    if not told and not notices:
        return ""
    title = section.get("title") or (home.title_of(paths[0]) if paths else "") or gettext("要闻")
    second = card_parts.second(told.pop(1)) if len(told) >= ENOUGH_FOR_A_SECOND else ""
    lead = f'<div class="hz-front__lead">{card_parts.headline(told[0])}{second}</div>' if told else ""
    beside = ""
    if len(told) > 1:
        rows = card_parts.rows(told[1 : int(section.get("limit") or ROWS)], home=home.site.slug)
        beside = f'<div class="hz-front__news">{heading(home, title, "news-title", f"/{paths[0]}/")}{rows}</div>'
    board = ""
    if notices:
        held = heading(home, home.title_of(notice_path), "notices-title", f"/{notice_path}/") + card_parts.rows(
            notices, home=home.site.slug
        )
        board = f'<section class="hz-front__board" aria-labelledby="notices-title">{held}</section>'
    return f'<section class="hz-front" aria-label="{e(title)}"><div class="hz-wrap"><div class="hz-front__grid">{lead}{beside}</div>{board}</div></section>'


def merged(home: Home, paths: Sequence[str]) -> list[sites.Card]:
    """Return the cards of several columns as one list: those in front first, then the newest, each once."""
    every = {card.number: card for path in paths for card in home.got(path)}
    return sorted(
        every.values(), key=lambda card: (card.shown.get("pinned", 0), card.published_at, card.number), reverse=True
    )


def notices(home: Home, section: Told) -> str:
    """Policy documents with their numbers; beside them, what they mean. The notices themselves stand in front."""
    paths = [path for path in section.get("columns", ()) if path not in NOTICES and home.got(path)]
    explained = {card.number for path in paths if path not in POLICIES for card in home.got(path)}
    parts = []
    for path in paths:
        found = home.got(path)
        if path in POLICIES:
            # What explains a document stands beside the documents, not a second time among them.
            found = [card for card in found if card.number not in explained] or found
        body = _numbered(found) if path in POLICIES else card_parts.rows(found, home=home.site.slug)
        anchor = path.replace("/", "-")
        parts.append(
            f'<section aria-labelledby="{anchor}">{heading(home, home.title_of(path), anchor, f"/{path}/")}{body}</section>'
        )
    return f'<div class="hz-band"><div class="hz-wrap hz-pair">{"".join(parts)}</div></div>' if parts else ""


def _numbered(found: Sequence[sites.Card]) -> str:
    items = []
    for card in found:
        number = str(card.shown.get("document_number", ""))
        said = f'<span class="hz-papers__number">{e(number)}</span>' if number else ""
        items.append(
            f'<li class="hz-papers__paper"><a href="{card.address}">{e(card.title)}</a>{card_parts.validity_tag(card, loud_only=True)}'
            f'<p class="hz-papers__meta">{said}{card_parts.day(card)}</p></li>'
        )
    return f'<ul class="hz-papers">{"".join(items)}</ul>'


def openness(home: Home, section: Told) -> str:
    """What the law wants open, as doors on an ink wall (政府信息公开条例 arts 12, 20); then its newest."""
    if home.site.column("openness") is None:
        return ""
    return home.site.once("home:openness", lambda: _openness_wall(home.site)) + columns(home, section)


def _openness_wall(site: sites.Site) -> str:
    doors = "".join(
        f"<li>{link(column_address(each), each.title(site.language))}</li>"
        for each in site.children_of("openness")[:MOST_DOORS]
    )
    title = site.columns["openness"].title(site.language)
    said = gettext("应当公开的，自形成或者变更之日起二十个工作日内公开。找不到的，可以申请。")
    return (
        f'<section class="hz-ink hz-home__extra" aria-labelledby="openness-title"><div class="hz-wrap hz-ink__inner"><div>'
        f'<h2 class="hz-section__title" id="openness-title">{e(title)}</h2>\n<p class="hz-ink__text">{e(said)}</p></div>'
        f'<ul class="hz-doors">{doors}</ul></div></section>'
    )


def data(home: Home, section: Told) -> str:
    """The place in figures, from its region page, then the columns of figures."""
    return _place(home) + columns(home, section)


def _place(home: Home) -> str:
    """With the figures goes their year."""
    found = home.got(OVERVIEW)
    if not found:
        return ""
    card = found[0]
    numbers = figures_of(card.facts)
    if not numbers:
        return ""
    column = home.site.column("about")
    title = column.title(home.site.language) if column else card.title
    cells = "".join(
        f'<div class="hz-place-figure"><dt>{e(label)}</dt><dd><span class="hz-place-figure__value">{e(value)}</span>'
        f'<span class="hz-place-figure__unit">{e(unit)}</span></dd></div>'
        for label, value, unit in numbers
    )
    year = card.facts.get("year")
    note = f'<p class="hz-muted">{e(gettext("%(year)s 年数据，来源见概况页。") % {"year": year})}</p>' if year else ""
    return (
        f'<section class="hz-band hz-band--wall hz-home__extra" aria-labelledby="place-title"><div class="hz-wrap">'
        f'{heading(home, title, "place-title", card.address)}<dl class="hz-place-figures">{cells}</dl>{note}</div></section>'
    )


def figures_of(facts: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return the figures of a region: label, value, unit."""
    labels = {"population": gettext("常住人口"), "area": gettext("面积"), "output": gettext("地区生产总值")}
    return [(label, *number_and_unit(facts[name])) for name, label in labels.items() if facts.get(name)]


def number_and_unit(text: Any) -> tuple[str, str]:
    """Split ``963.4 万人`` so that the number may be set large."""
    words = card_parts.fact_words(text)
    end = next((place for place, letter in enumerate(words) if not (letter.isdigit() or letter in ",.约 ")), len(words))
    return words[:end].strip() or words, words[end:].strip() if words[:end].strip() else ""


def themes(home: Home, section: Told) -> str:
    """What many things are told about in one place."""
    column = home.site.column("themes")
    paths = [path for path in section.get("columns", ()) if home.got(path)]
    if column is None or not paths:
        return ""
    cells = "".join(
        f'<li class="hz-theme-card"><a href="{each.address}">{card_parts.picture(each, "hz-theme-card__picture")}<span class="hz-theme-card__title">{e(each.short_title)}</span>'
        f'<span class="hz-theme-card__text">{e(card_parts.shortened(each.summary, 44))}</span></a></li>'
        for each in merged(home, paths)[: int(section.get("limit") or ROWS)]
    )
    names = home.site.once("home:themes", lambda: _names_below(home.site, "themes"))
    inner = f'<ul class="hz-theme-cards">{cells}</ul><ul class="hz-inline-links">{names}</ul>'
    return (
        f'<section class="hz-band hz-home__extra" aria-labelledby="themes-home-title"><div class="hz-wrap">'
        f"{heading(home, column.title(home.site.language), 'themes-home-title', '/themes/')}{inner}</div></section>"
    )


def _names_below(site: sites.Site, path: str) -> str:
    return "".join(
        f"<li>{link(column_address(each), each.title(site.language))}</li>" for each in site.children_of(path)
    )


def pictures(home: Home, section: Told) -> str:
    paths = [path for path in section.get("columns", ()) if home.got(path)]
    if not paths:
        return ""
    shots = card_parts.pictures(merged(home, paths)[: int(section.get("limit") or 4)])
    return (
        f'<section class="hz-band hz-band--wall hz-home__extra" aria-labelledby="pictures-title"><div class="hz-wrap">'
        f"{heading(home, home.title_of(paths[0]), 'pictures-title', f'/{paths[0]}/')}{shots}</div></section>"
    )


def prices(home: Home, section: Told) -> str:
    parts = []
    for path in section.get("columns", ()):
        if found := home.got(path):
            anchor = path.replace("/", "-")
            parts.append(
                f'<section aria-labelledby="{anchor}">{heading(home, home.title_of(path), anchor, f"/{path}/")}{kinds.listed(list(found), home=home.site.slug)}</section>'
            )
    return f'<div class="hz-band"><div class="hz-wrap hz-stack">{"".join(parts)}</div></div>' if parts else ""


def interaction(home: Home, section: Told) -> str:
    """The ways of writing to the government that work here, and what others were answered."""
    column = home.site.column("interaction")
    if column is None:
        return ""
    ways = [each for each in home.site.children_of("interaction") if each.type == "form"]
    letters = home.got("interaction/selected")
    if not ways and not letters:
        return columns(home, section)
    doors = home.site.once(
        "home:ways",
        lambda: "".join(
            f"<li>{link(column_address(each), each.title(home.site.language), 'hz-way')}</li>" for each in ways[:8]
        ),
    )
    answers = (
        f'<section aria-labelledby="letters-title">{heading(home, home.title_of("interaction/selected"), "letters-title", "/interaction/selected/", level=3)}'
        f"{card_parts.rows(letters, home=home.site.slug)}</section>"
        if letters
        else ""
    )
    return (
        f'<section class="hz-band hz-band--wall" aria-labelledby="interaction-title"><div class="hz-wrap">'
        f'{heading(home, column.title(home.site.language), "interaction-title", "/interaction/")}<ul class="hz-ways">{doors}</ul>{answers}</div></section>'
    ) + columns(home, section)


def columns(home: Home, section: Told) -> str:
    """Columns side by side, each with its newest: what a site chose to show."""
    parts = []
    told: set[str] = set()
    for path in section.get("columns", ()):
        found = home.got(path)
        # A column all of whose titles stand in the columns before it says nothing new.
        if told.issuperset(card.title for card in found):
            continue
        told.update(card.title for card in found)
        anchor = f"home-{path.replace('/', '-')}"
        parts.append(
            f'<section aria-labelledby="{anchor}">{heading(home, home.title_of(path), anchor, f"/{path}/")}'
            f"{card_parts.rows(found, home=home.site.slug)}</section>"
        )
    if not parts:
        return ""
    wall = " hz-band--wall" if section.get("wall") else ""
    return f'<div class="hz-band{wall}"><div class="hz-wrap hz-trio">{"".join(parts)}</div></div>'


def doors(home: Home, section: Told) -> str:
    """First-level columns as cards: what is below each, at a glance."""
    cells = []
    for path in section.get("columns", ()):
        column = home.site.column(path)
        if column is None:
            continue
        names = _names_below(home.site, path)
        cells.append(
            f'<section class="hz-door"><h3 class="hz-door__title">{link(column_address(column), column.title(home.site.language))}</h3>\n<ul class="hz-door__list">{names}</ul></section>'
        )
    if not cells:
        return ""
    title = section.get("title") or gettext("按主题浏览")
    return f'<section class="hz-band" aria-labelledby="doors-title"><div class="hz-wrap">{heading(home, title, "doors-title")}<div class="hz-doorsteps">{"".join(cells)}</div></div></section>'


def hall(home: Home, section: Told) -> str:  # noqa: ARG001
    return services.home_section(home.site)


def cluster_section(home: Home, section: Told) -> str:  # noqa: ARG001
    return cluster.home_section(home.site, home.port)


KINDS: Final[dict[str, Callable[[Home, Told], str]]] = {
    "headlines": headlines,
    "notices": notices,
    "services": hall,
    "openness": openness,
    "data": data,
    "interaction": interaction,
    "themes": themes,
    "pictures": pictures,
    "prices": prices,
    "columns": columns,
    "doors": doors,
    "sites": cluster_section,
}
