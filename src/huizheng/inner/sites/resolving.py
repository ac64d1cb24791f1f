"""From a tree, a site's facts and its differences to the columns the site has. Plain Python, no queries."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from huizheng.inner.sites.rules import holds
from huizheng.inner.sites.states import DifferenceKind, Hidden, Requirement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Row = dict[str, Any]
_REQUIREMENTS = {
    "always": Requirement.REQUIRED,
    "recommended": Requirement.RECOMMENDED,
    "optional": Requirement.OPTIONAL,
}
_SHOWN_BY_SYSTEMS = frozenset({"services", "catalogue", "emergencies", "maps"})
_HEADS = {
    "县": ("县长", "county head"),
    "县级市": ("市长", "mayor"),
    "地级市": ("市长", "mayor"),
    "市辖区": ("区长", "district head"),
    "省": ("省长", "governor"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column as one site has it: names filled in, differences applied, and whether it is shown."""

    path: str
    name: str
    english_name: str
    type: str
    source: str
    sources: tuple[str, ...]
    order: int
    requirement: Requirement
    condition: str
    basis: str
    update_rule: str
    update_days: int | None
    owner_kind: str
    review_chain: str
    function: str
    requirements: tuple[str, ...]
    description: str
    keywords: tuple[str, ...]
    note: str = ""
    hidden: Hidden = Hidden.NO
    differs: frozenset[DifferenceKind] = field(default_factory=frozenset)
    own_sources: tuple[str, ...] = ()

    @property
    def parent(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def depth(self) -> int:
        return self.path.count("/")

    @property
    def is_shown(self) -> bool:
        return self.hidden is Hidden.NO

    @property
    def is_section(self) -> bool:
        """Say whether it only holds other columns."""
        return self.type == "section"

    @property
    def takes_pages(self) -> bool:
        """Say whether pages are released into it: not into containers, links, and what other systems show."""
        if self.type in {"link", "service"} or self.function in _SHOWN_BY_SYSTEMS or self.source == "sites":
            return False
        return self.type != "section" or bool(self.source)

    @property
    def is_mandatory(self) -> bool:
        return self.requirement is Requirement.REQUIRED


@dataclass(frozen=True)
class SiteFacts:
    """What filling in needs to know of a site."""

    facts: Mapping[str, str]  # what conditions ask
    words: Mapping[str, str]  # what placeholders stand for
    functions: Mapping[str, bool]


def words_of(*, short_name: str, english_name: str, division_type: str) -> dict[str, str]:
    """Return what the placeholders of a tree stand for in a division."""
    head, english_head = _HEADS.get(division_type, ("负责人", "head"))
    english = english_name.partition(" (")[0].removesuffix(" City").removesuffix(" Province")
    return {"short": short_name, "en": english, "head": head, "headen": english_head}


def filled(text: str, words: Mapping[str, str]) -> str:
    for name, word in words.items():
        text = text.replace("{" + name + "}", word)
    return text


def resolve(rows: Iterable[Row], site: SiteFacts, differences: Iterable[tuple[str, str, Row]]) -> list[Column]:
    """Return the site's columns in reading order, the hidden ones among them.

    ``differences`` are ``(path, kind, value)``. A column whose condition the site does not meet is hidden unless the
    site shows it on purpose; what stands under a hidden column is hidden as well.
    """
    changes: dict[str, dict[str, Row]] = {}
    for path, kind, value in differences:
        changes.setdefault(path, {})[kind] = value
    found = [_column(row, site, changes.pop(row["path"], {})) for row in rows]
    for path, kinds in changes.items():
        if added := kinds.pop(DifferenceKind.ADD.value, None):
            found.append(replace(_column({**added, "path": path}, site, kinds), differs=_kinds(kinds, added=True)))
    return _in_order(found)


def _kinds(changes: Mapping[str, Row], *, added: bool = False) -> frozenset[DifferenceKind]:
    kinds = {DifferenceKind(kind) for kind in changes}
    return frozenset(kinds | {DifferenceKind.ADD} if added else kinds)


def _column(row: Row, site: SiteFacts, changes: Mapping[str, Row]) -> Column:
    meets = holds(row.get("condition", ""), dict(site.facts))
    requirement = Requirement.REQUIRED if row["required"] == "conditional" else _REQUIREMENTS[row["required"]]
    renamed = changes.get(DifferenceKind.RENAME.value, {})
    moved = changes.get(DifferenceKind.ORDER.value) or row
    own = tuple(changes.get(DifferenceKind.SUBSCRIBE.value, {}).get("sources", ()))
    return Column(
        path=row["path"],
        name=renamed.get("name") or filled(row["name"], site.words),
        english_name=renamed.get("english_name") or filled(row["english_name"], site.words),
        type=row["type"],
        source=row["source"],
        sources=(*row["sources"], *own),
        order=moved["order"],
        requirement=requirement if meets else Requirement.NOT_HERE,
        condition=row.get("condition", ""),
        basis=row.get("basis", ""),
        update_rule=row["update_rule"],
        update_days=row["update_days"],
        owner_kind=row["owner_kind"],
        review_chain=row["review_chain"],
        function=row["function"],
        requirements=tuple(row["requirements"]),
        description=filled(row["description"], site.words),
        keywords=tuple(filled(word, site.words) for word in row["keywords"]),
        note=row.get("note", ""),
        hidden=_hidden(row, site, changes, meets=meets),
        differs=_kinds(changes),
        own_sources=own,
    )


def _hidden(row: Row, site: SiteFacts, changes: Mapping[str, Row], *, meets: bool) -> Hidden:
    chosen = changes.get(DifferenceKind.HIDE.value)
    if row["function"] and not site.functions.get(row["function"], False):
        return Hidden.FUNCTION
    if chosen is not None:
        return Hidden.SITE if chosen["hidden"] else Hidden.NO
    return Hidden.NO if meets else Hidden.CONDITION


def _in_order(columns: list[Column]) -> list[Column]:
    children: dict[str, list[Column]] = {}
    for each in columns:
        children.setdefault(each.parent, []).append(each)
    found: list[Column] = []

    def walk(parent: str, *, shown: bool) -> None:
        for each in sorted(children.get(parent, ()), key=lambda one: (one.order, one.path)):
            kept = each if shown or not each.is_shown else replace(each, hidden=Hidden.ABOVE)
            found.append(kept)
            walk(each.path, shown=kept.is_shown)

    walk("", shown=True)
    return found
