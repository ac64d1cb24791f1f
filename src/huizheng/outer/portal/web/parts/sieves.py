"""What a column may be narrowed by: a form of plain GET parameters, and what it asks."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext

from huizheng.commons.design.api import pickable_day
from huizheng.outer.portal.web.addresses import column_address
from huizheng.outer.portal.web.markup import e
from huizheng.outer.portal.web.parts.cards import validity_words
from huizheng.outer.portal.web.parts.kinds import fact_label
from huizheng.outer.sites import api as sites

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST: Final = 60
YEARS: Final = 8
VALIDITIES: Final = ("有效", "失效", "废止", "尚未施行")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
# Facts that lists of a kind are looked through by; the kind is told by what the column is called in every tree.
FACTS: Final[Mapping[str, tuple[str, ...]]] = {
    "vacancies": ("place", "employer"),
    "jobs": ("place", "employer"),
    "courses": ("place", "organiser"),
    "training": ("place", "organiser"),
    "parks": ("category", "place"),
    "produce-prices": ("product", "market"),
    "input-prices": ("product", "market"),
    "enterprises": ("category", "place"),
    "tourism": ("grade", "place"),
    "products": ("category", "origin"),
    "permits": ("grantee", "decision_number", "certificate_number", "decided_on"),
}
# Facts that are a day: looked for as a whole.
DAYS: Final = frozenset({"decided_on"})
WITH_AWAY: Final = frozenset({"vacancies", "jobs"})


@dataclass(frozen=True)
class Asked:
    """What a reader asks a column for, and the parameters that say so."""

    narrow: sites.Narrow
    kept: dict[str, str] = field(default_factory=dict)

    @property
    def is_something(self) -> bool:
        return bool(self.kept)


def facts_of(column: sites.Column) -> tuple[str, ...]:
    name = column.path.rpartition("/")[2]
    if name == "projects":
        return ("industry", "place") if column.path.startswith(("invest", "business")) else ("owner", "stage")
    return FACTS.get(name, ())


def of_records(column: sites.Column) -> bool:
    """Say whether decisions of the organ stand here one by one, as records."""
    return "grantee" in facts_of(column)


def of_documents(column: sites.Column) -> bool:
    return column.type == "library" and not facts_of(column)


def read(column: sites.Column, given: Mapping[str, str]) -> Asked:
    """Return what the parameters ask, as far as they make sense for the column."""
    kept: dict[str, str] = {}

    def take(name: str) -> str:
        words = given.get(name, "").strip()[:LONGEST]
        if words:
            kept[name] = words
        return words

    year = given.get("year", "")
    if _YEAR.fullmatch(year):
        kept["year"] = year
    validity = given.get("validity", "")
    if of_documents(column) and validity in VALIDITIES:
        kept["validity"] = validity
    away = given.get("away", "")
    flags: dict[str, bool] = {}
    if column.path.rpartition("/")[2] in WITH_AWAY and away in {"yes", "no"}:
        kept["away"] = away
        flags["away"] = away == "yes"
    narrow = sites.Narrow(
        year=int(year) if "year" in kept else None,
        words=take("title"),
        number=take("number") if of_documents(column) else "",
        validity=kept.get("validity", ""),
        facts={name: words for name in facts_of(column) if (words := take(name))},
        flags=flags,
    )
    return Asked(narrow, kept)


def form(column: sites.Column, asked: Asked, *, today: dt.date) -> str:
    """Return the form; it stands open once something is asked."""
    kept = asked.kept
    years = [str(today.year - back) for back in range(YEARS)]
    fields = [
        _words("title", gettext("标题含"), kept),
        _choice("year", gettext("年份"), [(year, year) for year in years], kept),
    ]
    if of_documents(column):
        fields.append(_words("number", gettext("文号含"), kept))
        fields.append(
            _choice("validity", gettext("有效性"), [(each, validity_words(each)) for each in VALIDITIES], kept)
        )
    fields += [_words(name, fact_label(name), kept) for name in facts_of(column)]
    if column.path.rpartition("/")[2] in WITH_AWAY:
        choices = [("no", gettext("本地岗位")), ("yes", gettext("外出岗位"))]
        fields.append(_choice("away", gettext("工作地点"), choices, kept))
    clear = f'<a class="hz-sieve__clear" href="{column_address(column)}">{e(gettext("清除条件"))}</a>' if kept else ""
    return (
        f'<details class="hz-sieve"{" open" if kept or facts_of(column) or of_documents(column) else ""}><summary class="hz-sieve__summary">{e(gettext("筛选"))}</summary>'
        f'<form class="hz-sieve__form" method="get" action="{column_address(column)}">{"".join(fields)}'
        f'<div class="hz-sieve__act"><button class="hz-button" type="submit">{e(gettext("筛选"))}</button>{clear}</div></form></details>'
    )


def _words(name: str, label: str, kept: Mapping[str, str]) -> str:
    typed = kept.get(name, "")
    kind = (
        f'type="date" value="{pickable_day(typed)}"'
        if name in DAYS
        else f'type="text" value="{e(typed)}" maxlength="{LONGEST}"'
    )
    return (
        f'<div class="hz-sieve__field"><label for="sieve-{name}">{e(label)}</label>'
        f'<input class="hz-input" {kind} id="sieve-{name}" name="{name}" autocomplete="off"></div>'
    )


def _choice(name: str, label: str, choices: list[tuple[str, str]], kept: Mapping[str, str]) -> str:
    options = "".join(
        f'<option value="{e(value)}"{" selected" if kept.get(name) == value else ""}>{e(words)}</option>'
        for value, words in choices
    )
    return (
        f'<div class="hz-sieve__field"><label for="sieve-{name}">{e(label)}</label><select class="hz-select" id="sieve-{name}" name="{name}">'
        f'<option value="">{e(gettext("全部"))}</option>{options}</select></div>'
    )
