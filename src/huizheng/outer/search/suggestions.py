"""A few lines while somebody is typing: words begun, pinyin, initials."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from tantivy import Occur, Query, Searcher

from huizheng.lib.likeliest import cut
from huizheng.outer.guides import api as guides
from huizheng.outer.search.answers import Suggestion, Wanted
from huizheng.outer.search.asking.meant import sound_of
from huizheng.outer.search.asking.query import Scope, within
from huizheng.outer.search.asking.question import plain
from huizheng.outer.search.entry import COLUMN, ORGAN, PAGE, SERVICE, SITE
from huizheng.outer.search.index import reader
from huizheng.outer.search.index.schema import schema
from huizheng.outer.search.queries import known_in, scope_of
from huizheng.outer.search.sources import reading
from huizheng.outer.search.sources.scope import site_columns, site_names, sites_read

# How many of each kind, in the order shown.
_MOST: Final = ((SERVICE, 3), (COLUMN, 2), (SITE, 2), (ORGAN, 2), (PAGE, 4))
MOST: Final = 10
_BEGUN: Final = 40
_LATIN: Final = re.compile(r"[a-z][a-z' ]*")


def suggest(text: str, *, site: str = "", language: str = "zh-hans", at: dt.datetime) -> list[Suggestion]:
    """Return what somebody may be about to ask for, in the scope of a site or of all."""
    typed = plain(text).lower()
    if not typed:
        return []
    try:
        searcher = reader.searcher()
    except reader.NoIndex:
        return []
    begun = list(_begun(typed, searcher, language=language))
    scope = scope_of(Wanted(typed, site=site, language=language))
    found: list[Suggestion] = []
    for kind, most in _MOST:
        if kind == COLUMN:
            found += _columns(typed, site, language)[:most]
        elif begun:
            found += _of_kind(searcher, begun, replace(scope, types=(kind,)), most, language=language, at=at)
    return list({(each.title, each.url): each for each in found}.values())[:MOST]


def _begun(typed: str, searcher: Searcher, *, language: str) -> Iterator[Query]:
    """Return every way to go on from what was typed."""
    if _LATIN.fullmatch(typed):
        spelled = typed.replace(" ", "").replace("'", "")
        if terms := _terms(searcher, "sound", spelled):
            yield _any("sound", terms)
        if query := _words_begun(typed.split(), "english", searcher):
            yield query
        if language == "en":
            return
    if query := _words_begun(cut(typed, known_in(searcher)), "title", searcher):
        yield query
    for old, new in guides.synonyms().items():
        # Two characters of an old word are enough to mean it.
        if (
            len(typed) > 1
            and old.startswith(typed)
            and (query := _words_begun(cut(new[0], known_in(searcher)), "title", searcher))
        ):
            yield query


def _words_begun(words: Sequence[str], field: str, searcher: Searcher) -> Query | None:
    """Return a query for titles with these words, the last of which may only be begun."""
    if not words:
        return None
    terms = _terms(searcher, field, words[-1])
    if not terms:
        return None
    must = [Query.term_query(schema(), field, word) for word in words[:-1]]
    return Query.boolean_query([(Occur.Must, each) for each in (*must, _any(field, terms))])


def _terms(searcher: Searcher, field: str, prefix: str) -> list[str]:
    return [term for term, _ in searcher.terms_with_prefix(field, prefix, limit=_BEGUN)]


def _any(field: str, terms: Iterable[str]) -> Query:
    return Query.term_set_query(schema(), field, list(terms))


def _of_kind(
    searcher: Searcher, begun: Sequence[Query], scope: Scope, most: int, *, language: str, at: dt.datetime
) -> list[Suggestion]:
    query = Query.boolean_query([
        (Occur.Must, Query.boolean_query([(Occur.Should, each) for each in begun])),
        *within(scope, at=at),
    ])  # fmt: skip
    hits = searcher.search(query, most * 2, count=False, weight_by_field="weight").hits
    ids = [str(searcher.doc(address).get_first("id")) for _, address in hits]
    shown = reading.shown(ids, language=language, within=sites_read(scope.site) if scope.site else (), at=at)
    names = site_names(language)
    found = []
    for entry_id in ids:
        one = shown.get(entry_id)
        if one is not None:
            kind = entry_id.partition(":")[0]
            note = names.get(one.site, "") if kind == PAGE else ""
            found.append(Suggestion(kind, one.title, one.url, note, site=one.site))
    return found[:most]


def _columns(typed: str, site: str, language: str) -> list[Suggestion]:
    """Return the columns of the site itself; their names are in memory, so they need no index."""
    if not site or len(typed) < 2:  # noqa: PLR2004 - one character begins too many
        return []
    latin = _LATIN.fullmatch(typed) is not None
    spelled = typed.replace(" ", "")
    found = []
    for column in site_columns(site):
        name = column.title(language)
        low = name.lower()
        hit = typed in low or (latin and language != "en" and _is_spelled(low, spelled))
        if hit:
            found.append(
                (
                    not low.startswith(typed),
                    len(column.path.split("/")),
                    Suggestion(COLUMN, name, column.url, site=site),
                )
            )
    return [each for *_, each in sorted(found, key=lambda row: row[:2])]


def _is_spelled(name: str, typed: str) -> bool:
    sounds = [sound_of(each) for each in name]
    return "".join(sounds).startswith(typed) or "".join(each[:1] for each in sounds).startswith(typed)
