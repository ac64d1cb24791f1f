"""Asking the index, and reading what it finds again from the database: the index proposes, the database decides."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from tantivy import DocAddress, Document, Order, Query, Searcher

from huizheng.lib.likeliest import Known
from huizheng.outer.guides import api as guides
from huizheng.outer.search.answers import FACETS, MOST_PAGES, Answer, FacetValue, Hit, Wanted
from huizheng.outer.search.asking import question as questions
from huizheng.outer.search.asking.meant import instead_of
from huizheng.outer.search.asking.query import Scope, build
from huizheng.outer.search.asking.question import Question
from huizheng.outer.search.asking.snippet import marked, snippet
from huizheng.outer.search.entry import PAGE, SERVICE
from huizheng.outer.search.index import reader
from huizheng.outer.search.labels import label_of
from huizheng.outer.search.sources import reading
from huizheng.outer.search.sources.scope import Pending, columns_taken, pending, site_names, sites_read
from huizheng.outer.search.sources.shown import Shown

_SERVICES_ON_TOP: Final = 3
_FACET_VALUES: Final = 12
# How far behind its fellows a service may be to stand on top, when not all words were met.
_ENOUGH: Final = 0.6
_MOST_TRIES: Final = 4


def search(wanted: Wanted, *, at: dt.datetime) -> Answer:
    """Return what a question finds in its scope at a moment, for readers of the public network."""
    begun = time.perf_counter()
    try:
        searcher = reader.searcher()
    except reader.NoIndex:
        return Answer([], 0, is_ready=False)
    asked = read_question(wanted.text, searcher, language=wanted.language)
    if not asked:
        return Answer([], 0)
    waiting = pending(reader.position(searcher).pages, at=at)
    scope = replace(scope_of(wanted), without=tuple(f"{PAGE}:{number}" for number in waiting.hidden))
    asking = _Asking(searcher, asked, wanted, waiting, at)
    answer = _answer(asking, scope)
    if (not answer.total or answer.loosened) and not answer.services and not wanted.facets:
        meant = instead_of(asked.plain, searcher, known=known_in(searcher))
        answer = replace(answer, instead=meant)
    return replace(answer, renamed=asked.renamed, seconds=time.perf_counter() - begun)


def pages_found(wanted: Wanted, *, at: dt.datetime, limit: int) -> list[int]:
    """Return the numbers of the pages that a question finds, the best first, for who reads them elsewhere."""
    try:
        searcher = reader.searcher()
    except reader.NoIndex:
        return []
    asked = read_question(wanted.text, searcher, language=wanted.language)
    if not asked:
        return []
    query = build(asked, replace(scope_of(wanted), types=(PAGE,)), at=at)
    hits = searcher.search(query, limit, count=False, weight_by_field="weight").hits
    return [int(str(searcher.doc(address).get_first("id")).partition(":")[2]) for _, address in hits]


def read_question(text: str, searcher: Searcher, *, language: str) -> Question:
    empty = guides.EMPTY_WORDS if language != "en" else _ENGLISH_EMPTY
    return questions.read(text, known=known_in(searcher), synonyms=guides.synonyms(), empty=empty)


_ENGLISH_EMPTY: Final = frozenset({
    "a", "an", "and", "apply", "can", "do", "for", "get", "how", "i", "in", "is", "it", "my", "need", "of", "on",
    "or", "the", "to", "want", "what", "where", "with",
})  # fmt: skip


def known_in(searcher: Searcher) -> Known:
    """Return how many things of the index hold a word."""

    def known(word: str) -> int:
        return searcher.doc_freq("title", word) + searcher.doc_freq("text", word)

    return known


def scope_of(wanted: Wanted) -> Scope:
    facets = {name: value for name, value in wanted.facets.items() if name in FACETS and value}
    return Scope(
        language="en" if wanted.language == "en" else "zh-hans",
        site=wanted.site,
        columns=columns_taken(wanted.site) if wanted.site else frozenset(),
        facets=facets,
    )


@dataclass(eq=False)
class _Asking:
    """One question on its way."""

    searcher: Searcher
    asked: Question
    wanted: Wanted
    waiting: Pending
    at: dt.datetime

    @cached_property
    def names(self) -> dict[str, str]:
        return site_names(self.wanted.language)


def _answer(asking: _Asking, scope: Scope) -> Answer:
    wanted, asked, at = asking.wanted, asking.asked, asking.at
    services = _services(asking, scope)
    # Services stand above the list; only who asks for nothing else meets them in it.
    inner = scope if scope.facets.get("kind") == SERVICE else replace(scope, without_types=(SERVICE,))
    query = build(asked, inner, at=at)
    total = _count(asking.searcher, query)
    loosened = False
    if not total:
        for needed in _fewer(asked):
            query = build(asked, inner, at=at, needed=needed)
            total = _count(asking.searcher, query)
            if total:
                loosened = True
                break
    hits, dropped = _page_of(asking, query) if total else ([], 0)
    total = max(total - dropped, len(hits))
    return Answer(
        hits=hits,
        total=total,
        services=services,
        facets=_facets(asking, query, scope) if total else {},
        loosened=loosened and bool(hits),
        pages=min(-(-total // wanted.size), MOST_PAGES),
    )


def _fewer(asked: Question) -> list[int]:
    """Return how many words may be enough where not all are met, the most first."""
    longest = max((len(reading) for reading in asked.readings), default=0)
    steps = {longest - 1, round(longest * _ENOUGH), 1}
    return sorted((each for each in steps if 0 < each < longest), reverse=True)


def _count(searcher: Searcher, query: Query) -> int:
    return int(searcher.search(query, 1, count=True).count)  # type: ignore[attr-defined]  # the stub knows it not


def _page_of(asking: _Asking, query: Query) -> tuple[list[Hit], int]:
    """Return a page of hits; where the database no longer shows one, the next takes its place."""
    wanted = asking.wanted
    offset = (min(max(wanted.page, 1), MOST_PAGES) - 1) * wanted.size
    hits: list[Hit] = []
    dropped = 0
    for _ in range(_MOST_TRIES):
        missing = wanted.size - len(hits)
        found = _find(asking, query, missing, offset=offset, newest=wanted.order == "newest") if missing else []
        if not found:
            break
        offset += len(found)
        shown = _read_again(asking, found)
        dropped += len(found) - len(shown)
        hits += shown
    return hits, dropped


def _find(asking: _Asking, query: Query, limit: int, *, offset: int = 0, newest: bool = False) -> list[DocAddress]:
    search = asking.searcher.search
    if newest:
        found = search(query, limit, count=False, offset=offset, order_by_field="published", order=Order.Desc)
    else:
        found = search(query, limit, count=False, offset=offset, weight_by_field="weight")
    return [address for _, address in found.hits]


def _services(asking: _Asking, scope: Scope) -> list[Hit]:
    """Return the services that the question itself names, for the top of the first page."""
    if asking.wanted.page > 1 or scope.facets:
        return []
    query = build(asking.asked, replace(scope, types=(SERVICE,)), at=asking.at)
    hits = _read_again(asking, _find(asking, query, _SERVICES_ON_TOP))
    return [hit for hit in hits if _is_named(hit, asking.asked)]


def _is_named(hit: Hit, asked: Question) -> bool:
    title = hit.title.lower()
    if title in asked.plain.lower():
        return True
    ways = [[word[:5] if word.isascii() else word.replace(" ", "") for word in reading] for reading in asked.readings]
    return any(all(word in title for word in way) for way in ways)


def _facets(asking: _Asking, query: Query, scope: Scope) -> dict[str, list[FacetValue]]:
    asked = {name: {"terms": {"field": name, "size": _FACET_VALUES}} for name in FACETS}
    counted = asking.searcher.aggregate(query, asked)
    facets: dict[str, list[FacetValue]] = {}
    for name in FACETS:
        buckets = [(str(each["key"]), int(each["doc_count"])) for each in counted[name]["buckets"]]
        labels = label_of(name, [value for value, _ in buckets], names=asking.names)
        if name == "year":
            buckets.sort(reverse=True)
        values = [
            FacetValue(value, labels[value], count, chosen=scope.facets.get(name) == value)
            for value, count in buckets
            if value in labels
        ]
        if values:
            facets[name] = values
    return facets


def _read_again(asking: _Asking, addresses: Sequence[DocAddress]) -> list[Hit]:
    documents = [asking.searcher.doc(address) for address in addresses]
    wanted, words = asking.wanted, asking.asked.words
    within = sites_read(wanted.site) if wanted.site else ()
    ids = [str(each.get_first("id")) for each in documents]
    shown = reading.shown(ids, language=wanted.language, within=within, at=asking.at)
    return [
        Hit(
            type=entry_id.partition(":")[0],
            key=entry_id.partition(":")[2],
            kind=one.kind,
            title=one.title,
            marked_title=marked(one.title, words),
            snippet=snippet(_body(asking, entry_id, document, one), words),
            url=one.url,
            site=one.site,
            site_name=asking.names.get(one.site, ""),
            organ=one.organ,
            published_at=one.published_at,
            document_number=one.document_number,
            validity=one.validity,
        )
        for entry_id, document in zip(ids, documents, strict=True)
        if (one := shown.get(entry_id))
    ]


def _body(asking: _Asking, entry_id: str, document: Document, shown: Shown) -> str:
    """Return the text to quote from: the index's, unless it is of an edition that the page no longer shows."""
    kind, _, key = entry_id.partition(":")
    if kind == SERVICE and shown.summary:
        return shown.summary  # what it is for, rather than a row of conditions and papers
    if kind == PAGE:
        is_current = int(key) not in asking.waiting.numbers
    else:
        is_current = asking.wanted.language != "en" and document.get_first("version") == shown.version
    body = bytes(document.get_first("body") or b"").decode("utf-8", "ignore") if is_current else ""
    return body or shown.summary
