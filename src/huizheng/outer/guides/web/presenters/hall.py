"""The service hall and the life events, in ready words and links."""

from __future__ import annotations

from dataclasses import dataclass, replace
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from huizheng.outer.guides import queries
from huizheng.outer.guides.rules import LIFE, Audience
from huizheng.outer.guides.web.presenters.organ_kinds import kind_words
from huizheng.outer.guides.web.presenters.words import LEVELS, TYPES, is_english, limit_words, visits_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from huizheng.outer.guides.models import Service

PAGE: Final = 30
LONGEST_QUESTION: Final = 60
_A_MINUTE: Final = 60


def audience_of(text: str) -> Audience:
    return "corp" if text == "corp" else "person"


@dataclass(frozen=True)
class Wanted:
    """What a reader has asked the hall for."""

    audience: str = ""
    theme: str = ""
    level: str = ""
    organ: str = ""
    type: str = ""
    letter: str = ""
    online: str = ""
    q: str = ""
    after: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        return cls(**{name: query.get(name, "").strip()[:LONGEST_QUESTION] for name in cls.__dataclass_fields__})

    def address(self, **changes: str) -> str:
        """Return the hall's address with some wishes changed; a change always begins at the first page."""
        chosen = replace(self, **{"after": "", **changes})
        query = {name: value for name in self.__dataclass_fields__ if (value := getattr(chosen, name))}
        return reverse("guides:home") + (f"?{urlencode(query)}" if query else "")

    @property
    def narrows(self) -> bool:
        return any(getattr(self, name) for name in ("theme", "level", "organ", "type", "letter", "online"))


def found(wanted: Wanted) -> list[Service]:
    """Return all services that fit, a search's best hit first, a list's by name."""
    within = queries.services(
        audience=wanted.audience,
        theme=wanted.theme,
        level=wanted.level,
        organ_kind=wanted.organ,
        type_code=wanted.type,
        letter=wanted.letter,
        online=bool(wanted.online),
    )
    return queries.search(wanted.q, within=within) if wanted.q else list(within)


def hall(wanted: Wanted) -> dict[str, Any]:
    """Return the hall's page: at most three questions to the database."""
    facets = _facets()
    shown, following, total = _page(wanted)
    begins = not wanted.q and not wanted.narrows and not wanted.after
    audience = audience_of(wanted.audience)
    return {
        "wanted": wanted,
        "tabs": [
            {
                "key": key,
                "label": label,
                "url": wanted.address(audience=key, theme=""),
                "current": key == wanted.audience,
            }
            for key, label in (("", gettext("全部")), ("person", gettext("个人办事")), ("corp", gettext("法人办事")))
        ],
        "services": rows(shown),
        "following": wanted.address(after=following) if following else "",
        "first": wanted.address() if wanted.after else "",
        "total": total,
        "reset": reverse("guides:home") + (f"?audience={wanted.audience}" if wanted.audience else ""),
        "chosen": _chosen(wanted, facets),
        "levels": [(code, label) for code, label in LEVELS.items()],
        "types": [(code, TYPES[code]) for code in facets["types"] if code in TYPES],
        "organs": sorted(((kind, kind_words(kind)) for kind in facets["organs"]), key=lambda pair: pair[1]),
        "themes": [(one.code, _theme_name(one)) for one in facets[audience] if one.count],
        "theme_audience": audience,
        "letters": [
            {
                "letter": letter,
                "url": wanted.address(letter=letter) if letter in facets["letters"] else "",
                "current": letter == wanted.letter.upper(),
            }
            for letter in ascii_uppercase
        ],
        "often": rows(queries.often_used(audience)) if begins else [],
        "life_events_url": f"{reverse('guides:themes')}?audience={audience}",
        "suggest_url": reverse("guides:suggest"),
    }


def _page(wanted: Wanted) -> tuple[list[Service], str, int | None]:
    """Return one page, the key of the next, and how many there are where that is known without asking."""
    if wanted.q:
        hits = found(wanted)
        return hits, "", len(hits)
    within = queries.services(
        audience=wanted.audience,
        theme=wanted.theme,
        level=wanted.level,
        organ_kind=wanted.organ,
        type_code=wanted.type,
        letter=wanted.letter,
        online=bool(wanted.online),
    )
    total = within.count() if not wanted.after else None
    pinyin, _, slug = wanted.after.partition("~")
    if slug:
        within = within.filter(Q(pinyin__gt=pinyin) | Q(pinyin=pinyin, slug__gt=slug))
    shown = list(within[: PAGE + 1])
    following = ""
    if len(shown) > PAGE:
        shown = shown[:PAGE]
        following = f"{shown[-1].pinyin}~{shown[-1].slug}"
    return shown, following, total


def _facets() -> dict[str, Any]:
    """Return what the filters offer; it changes only with a release, so a minute in memory is safe."""
    known: dict[str, Any] | None = cache.get("guides:facets")
    if known is None:
        known = {
            "letters": queries.counts_by_letter(),
            "organs": queries.organ_kinds(),
            "types": sorted(TYPES),
            "person": queries.themes("person"),
            "corp": queries.themes("corp"),
        }
        cache.set("guides:facets", known, _A_MINUTE)
    return known


def _chosen(wanted: Wanted, facets: dict[str, Any]) -> list[dict[str, str]]:
    """Return what narrows the list, each with the address that takes it away."""
    themes = {one.code: _theme_name(one) for one in facets[audience_of(wanted.audience)]}
    words = {
        "theme": themes.get(wanted.theme, wanted.theme),
        "level": str(LEVELS.get(wanted.level, wanted.level)),
        "organ": kind_words(wanted.organ) if wanted.organ else "",
        "type": str(TYPES.get(wanted.type, wanted.type)),
        "letter": wanted.letter.upper(),
        "online": gettext("全程网办") if wanted.online else "",
    }
    return [{"label": label, "url": wanted.address(**{name: ""})} for name, label in words.items() if label]


def rows(services: Iterable[Service]) -> list[dict[str, Any]]:
    """Return services as the lists show them."""
    english = is_english()
    return [
        {
            "slug": each.slug,
            "name": (each.name_en if english else "") or each.name,
            "summary": (each.summary_en if english else "") or each.summary,
            "url": reverse("guides:guide", args=[each.slug]),
            "type": TYPES.get(each.type_code, ""),
            "organ": kind_words(each.organ_kind),
            "limit": limit_words(each.promised_n, each.promised_unit),
            "visits": visits_words(each.visits),
            "online": each.grade == "Ⅳ",
            "free": not each.charged,
        }
        for each in services
    ]


def _theme_name(theme: queries.Theme) -> str:
    return (theme.name_en if is_english() else "") or theme.name


# --- life events ---


def life_events(audience: Audience) -> dict[str, Any]:
    """Return the stages of a life with their themes; an empty theme is left out, an empty stage too."""
    known = {one.code: one for one in queries.themes(audience)}
    stages = []
    for stage in LIFE[audience]:
        themes = [
            {"label": _theme_name(known[code]), "url": theme_url(audience, code), "count": known[code].count}
            for code in stage.codes
            if code in known and known[code].count
        ]
        if themes:
            stages.append({"key": stage.key, "title": stage.title, "themes": themes})
    return {
        "stages": stages,
        "audience": audience,
        "tabs": [
            {"key": key, "label": label, "url": f"{reverse('guides:themes')}?audience={key}"}
            for key, label in (("person", gettext("个人办事")), ("corp", gettext("法人办事")))
        ],
    }


def theme_url(audience: Audience, code: str) -> str:
    return reverse("guides:theme", args=[audience, code])


def _linked(slugs: Iterable[str], names: dict[str, Service]) -> list[dict[str, str]]:
    english = is_english()
    return [
        {
            "label": (names[slug].name_en if english else "") or names[slug].name,
            "url": reverse("guides:guide", args=[slug]),
        }
        for slug in slugs
        if slug in names
    ]


def theme_page(audience: Audience, code: str) -> dict[str, Any] | None:
    """Return a theme's services in the order one meets them, or nothing for a theme that there is not."""
    known = {one.code: one for one in queries.themes(audience)}
    if code not in known:
        return None
    services = queries.services_of_theme(audience, code)
    names = {each.slug: each for each in services}
    elsewhere = {slug for each in services for slug in (*each.needs, *each.leads_to)} - set(names)
    names |= queries.names_of(elsewhere) if elsewhere else {}
    stage = next(stage for stage in LIFE[audience] if code in stage.codes)
    entries = [
        {
            **row,
            "number": number,
            "before": _linked(each.needs, names),
            "after": _linked(each.leads_to, names),
        }
        for number, (each, row) in enumerate(zip(services, rows(services), strict=True), 1)
    ]
    return {
        "title": _theme_name(known[code]),
        "stage": stage.title,
        "services": entries,
        "audience": audience,
        "up_url": f"{reverse('guides:themes')}?audience={audience}",
        "siblings": [
            {"label": _theme_name(known[each]), "url": theme_url(audience, each), "current": each == code}
            for each in stage.codes
            if each in known and (known[each].count or each == code)
        ],
    }
