"""Sites and their columns as values in memory, made from the documents that the gate brought."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

T = TypeVar("T")
_CHINESE = re.compile("[\u4e00-\u9fff]")

MAIN_SITE = "anhui"
# A bare address on a laptop, or one that only machines use, is that of the main site.
BARE_HOSTS = frozenset({"localhost", "127.0.0.1", "::1", "testserver", "0.0.0.0"})  # noqa: S104 - a name to compare


@dataclass(frozen=True, slots=True)
class Column:
    """A column of one site, as it is shown there."""

    site: str
    path: str
    name: str
    english_name: str
    type: str
    order: int
    parent: str
    children: tuple[str, ...]
    required: str
    update_days: int | None
    function: str
    source: str
    sources: tuple[tuple[str, str], ...]
    description: str = ""
    keywords: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return f"/{self.path}/"

    def title(self, language: str) -> str:
        return self.english_name if language == "en" and self.english_name else self.name

    def purpose(self, language: str) -> str:
        """Return what the column is for; nothing on an English site for which it was written in Chinese only."""
        return "" if language == "en" and _CHINESE.search(self.description) else self.description

    def words(self, language: str) -> tuple[str, ...]:
        """Return the column's keywords that the site's language can say."""
        return tuple(each for each in self.keywords if language != "en" or not _CHINESE.search(each))


@dataclass(frozen=True, slots=True)
class Site:
    """A site of the cluster with the columns that it shows, in order."""

    slug: str
    version: int
    kind: str
    tier: str
    name: str
    short_name: str
    english_name: str
    parent: str
    division: str
    organ: str
    organ_name: str
    language: str
    hosts: tuple[str, ...]
    tree: str
    theme: Mapping[str, Any]
    site_code: str
    site_code_status: str
    footer: Mapping[str, Any]
    functions: Mapping[str, bool]
    home: tuple[Mapping[str, Any], ...]
    is_open: bool
    closed_reason: str
    demonstration: bool
    columns: Mapping[str, Column] = field(repr=False)
    top: tuple[Column, ...] = field(repr=False)
    # Every column of another site that one of ours shows.
    taken: frozenset[tuple[str, str]] = field(repr=False)
    # What questions about this site have worked out already: a site never changes, a newer one is another object.
    known: dict[Any, Any] = field(repr=False, compare=False, default_factory=dict)

    def column(self, path: str) -> Column | None:
        return self.columns.get(path)

    def children_of(self, path: str) -> tuple[Column, ...]:
        """Return the columns directly below one, in order."""
        return tuple(self.columns[each] for each in self.columns[path].children)

    def ancestors_of(self, path: str) -> tuple[Column, ...]:
        """Return the columns above one, the highest first."""
        names = path.split("/")
        found = (self.columns.get("/".join(names[:count])) for count in range(1, len(names)))
        return tuple(each for each in found if each is not None)

    def below(self, path: str) -> tuple[Column, ...]:
        """Return a column and all below it, in order."""
        inside = f"{path}/"
        return self.once(
            path,
            lambda: tuple(each for each in self.columns.values() if each.path == path or each.path.startswith(inside)),
        )

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what follows from this site alone, worked out the first time somebody asks."""
        found: T | None = self.known.get(key)
        if found is None:
            found = self.known[key] = make()
        return found

    def has_function(self, name: str) -> bool:
        return self.functions.get(name, False)

    def title(self, language: str) -> str:
        return self.english_name if language == "en" and self.english_name else self.name

    @property
    def host(self) -> str:
        """Return its own address, without a port."""
        return self.hosts[0] if self.hosts else f"{self.slug}.localhost"


def told_columns(document: Mapping[str, Any], tree: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Return the columns that a site shows, by path in order: its tree with the site's own differences."""
    functions: Mapping[str, bool] = document.get("functions") or {}
    # What a site does not change is the tree's own object: 169 sites share it.
    told: dict[str, Mapping[str, Any]] = {each["path"]: each for each in tree}
    for path, difference in (document.get("differences") or {}).items():
        if added := difference.get("added"):
            told[path] = {**added, "path": path}
        if path in told:
            own = {key: value for key, value in difference.items() if key not in {"added", "sources"}}
            sources = [*(told[path].get("sources") or ()), *(difference.get("sources") or ())]
            told[path] = {**told[path], **own, "sources": sources}
    shown = [path for path in told if not any(_is_off(told.get(each, {}), functions) for each in _upwards(path))]
    return {path: told[path] for path in sorted(shown, key=lambda path: _place(path, told))}


def build_site(
    document: Mapping[str, Any],
    *,
    version: int,
    columns: Mapping[str, Mapping[str, Any]],
    sources: Mapping[str, tuple[tuple[str, str], ...]],
) -> Site:
    """Return the site of a document with the columns told for it and, by path, what they take from other sites."""
    slug = document["slug"]
    words: Mapping[str, str] = document.get("words") or {}
    children: dict[str, list[str]] = {}
    for path in columns:
        children.setdefault(path.rpartition("/")[0], []).append(path)
    built = {
        path: _column(
            slug, path, told, children=tuple(children.get(path, ())), sources=sources.get(path, ()), words=words
        )
        for path, told in columns.items()
    }
    return Site(
        slug=slug,
        version=version,
        kind=document.get("kind", ""),
        tier=document.get("tier", ""),
        name=document.get("name", slug),
        short_name=document.get("short_name", "") or document.get("name", slug),
        english_name=document.get("english_name", ""),
        parent=document.get("parent") or "",
        division=document.get("division", ""),
        organ=document.get("organ", ""),
        organ_name=document.get("organ_name", ""),
        language=document.get("language", "zh-hans"),
        hosts=hosts_of(document),
        tree=document.get("tree", ""),
        theme=document.get("theme") or {},
        site_code=document.get("site_code", ""),
        site_code_status=document.get("site_code_status", ""),
        footer=document.get("footer") or {},
        functions=document.get("functions") or {},
        home=tuple(document.get("home") or ()),
        is_open=document.get("is_open", True),
        closed_reason=document.get("closed_reason", ""),
        demonstration=document.get("demonstration", False),
        columns=built,
        top=tuple(each for each in built.values() if not each.parent),
        taken=frozenset(each for found in sources.values() for each in found),
    )


def hosts_of(document: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(host.lower().partition(":")[0] for host in document.get("hosts") or ())


def _column(
    slug: str,
    path: str,
    told: Mapping[str, Any],
    *,
    children: tuple[str, ...],
    sources: tuple[tuple[str, str], ...],
    words: Mapping[str, str],
) -> Column:
    return Column(
        site=slug,
        path=path,
        name=_filled(told.get("name", path), words),
        english_name=_filled(told.get("english_name", ""), words),
        type=told.get("type", "list"),
        order=told.get("order", 0),
        parent=path.rpartition("/")[0],
        children=children,
        required=told.get("required") or "",
        update_days=told.get("update_days"),
        function=told.get("function") or "",
        source=told.get("source") or "",
        sources=sources,
        description=_filled(told.get("description") or "", words),
        keywords=tuple(_filled(word, words) for word in told.get("keywords") or ()),
    )


def _filled(text: str, words: Mapping[str, str]) -> str:
    if "{" in text:
        for name, word in words.items():
            text = text.replace(f"{{{name}}}", word)
    return text


def _is_off(told: Mapping[str, Any], functions: Mapping[str, bool]) -> bool:
    needs = told.get("function", "")
    return bool(told.get("hidden")) or bool(needs and not functions.get(needs, False))


def _upwards(path: str) -> list[str]:
    names = path.split("/")
    return ["/".join(names[:count]) for count in range(1, len(names) + 1)]


def _place(path: str, told: Mapping[str, Mapping[str, Any]]) -> list[tuple[int, str]]:
    return [(told.get(each, {}).get("order", 0), each) for each in _upwards(path)]
