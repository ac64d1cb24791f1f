"""What the index is asked: all words, titles first, whole phrases before scattered words, within a scope."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from tantivy import FieldType, Filter, Occur, Query, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from huizheng.outer.search.asking.question import Question
from huizheng.outer.search.entry import EVERYWHERE
from huizheng.outer.search.index.schema import schema

# What a word counts in each field; the best of them counts whole, the others a little.
_CHINESE: Final = (("title", 8.0), ("text", 1.0))
_ENGLISH: Final = (("english", 8.0), ("english_text", 1.0))
_OTHERS: Final = 0.1
_TITLE_PHRASE: Final = 12.0
_TEXT_PHRASE: Final = 3.0
_WHOLE_NAME: Final = 60.0
_NUMBER: Final = 90.0
# Parts of a long word, met apart, against the word itself.
_PARTS: Final = 0.3
_LATIN: Final = re.compile(r"[a-z][a-z0-9]*")


@dataclass(frozen=True)
class Scope:
    """Where is looked: everywhere, or in what one site shows; in one language; some kinds, a year, an organ."""

    language: str = ""
    site: str = ""
    # Columns of other sites (``site/path``) that the site shows beside its own pages.
    columns: frozenset[str] = frozenset()
    facets: Mapping[str, str] = field(default_factory=dict)
    types: tuple[str, ...] = ()
    without_types: tuple[str, ...] = ()
    without: tuple[str, ...] = ()  # ids that the database no longer shows


def build(question: Question, scope: Scope, *, at: dt.datetime, needed: int | None = None) -> Query:
    """Return the query for a question in a scope; ``needed`` words are enough where not all can be met."""
    ways = [_reading(reading, question.parts, needed) for reading in question.readings]
    if question.number:
        ways.append(Query.boost_query(_term("number", question.number), _NUMBER))
    clauses = [
        (Occur.Must, ways[0] if len(ways) == 1 else Query.disjunction_max_query(ways, 0.1)),
        (Occur.Should, Query.boost_query(_term("name", question.plain.lower()), _WHOLE_NAME)),
        *within(scope, at=at),
    ]
    return Query.boolean_query(clauses)


def within(scope: Scope, *, at: dt.datetime) -> list[tuple[Occur, Query]]:
    """Return the clauses that hold a query to its scope and to what is shown at a moment."""
    now = int(at.timestamp())
    must = [
        Query.range_query(schema(), "shown_until", FieldType.Integer, now, None, include_lower=False),
        Query.range_query(schema(), "shown_from", FieldType.Integer, None, now),
    ]
    if scope.language:
        must.append(_one_of("language", (scope.language, EVERYWHERE)))
    if scope.site:
        own = _one_of("on", (scope.site, EVERYWHERE))
        if scope.columns:
            own = Query.boolean_query([(Occur.Should, own), (Occur.Should, _one_of("column", scope.columns))])
        must.append(own)
    if scope.types:
        must.append(_one_of("type", scope.types))
    must += [_term(name, value) for name, value in scope.facets.items()]
    clauses = [(Occur.Must, Query.const_score_query(each, 0.0)) for each in must]
    if scope.without_types:
        clauses.append((Occur.MustNot, _one_of("type", scope.without_types)))
    if scope.without:
        clauses.append((Occur.MustNot, _one_of("id", scope.without)))
    return clauses


def _reading(words: Sequence[str], parts: Mapping[str, Sequence[str]], needed: int | None) -> Query:
    if needed is None or needed >= len(words):
        clauses = [(Occur.Must, _word_or_parts(word, parts)) for word in words]
        if len(words) > 1:
            clauses += [(Occur.Should, phrase) for phrase in _phrases(words)]
        return Query.boolean_query(clauses)
    # A single character met anywhere says nothing.
    telling = [word for word in words if len(word) > 1]
    if not telling:
        return Query.empty_query()
    return Query.boolean_query(
        [(Occur.Should, _word_or_parts(word, parts)) for word in telling],
        minimum_number_should_match=min(needed, len(telling)),
    )


def _word_or_parts(word: str, parts: Mapping[str, Sequence[str]]) -> Query:
    inner = parts.get(word, ())
    if not inner:
        return _word(word)
    together = Query.boolean_query([(Occur.Must, _word(part)) for part in inner])
    return Query.disjunction_max_query([_word(word), Query.boost_query(together, _PARTS)], 0.0)


def _word(word: str) -> Query:
    if " " in word:
        parts: list[str | tuple[int, str]] = list(word.split())
        phrases = [Query.boost_query(Query.phrase_query(schema(), name, parts), weight) for name, weight in _CHINESE]
        return Query.disjunction_max_query(phrases, _OTHERS)
    fields = [Query.boost_query(_term(name, word), weight) for name, weight in _CHINESE]
    if _LATIN.fullmatch(word):
        stem = _stemmed(word)
        fields += [Query.boost_query(_term(name, stem), weight) for name, weight in _ENGLISH]
    return Query.disjunction_max_query(fields, _OTHERS)


def _phrases(words: Sequence[str]) -> Iterable[Query]:
    parts: list[str | tuple[int, str]] = [part for word in words for part in word.split()]
    yield Query.boost_query(Query.phrase_query(schema(), "title", parts, 1), _TITLE_PHRASE)
    yield Query.boost_query(Query.phrase_query(schema(), "text", parts, 2), _TEXT_PHRASE)
    if all(_LATIN.fullmatch(word) for word in words):
        stems: list[str | tuple[int, str]] = [_stemmed(word) for word in words]
        yield Query.boost_query(Query.phrase_query(schema(), "english", stems, 1), _TITLE_PHRASE)


def _stemmed(word: str) -> str:
    found = _analyzer.analyze(word)
    return found[0] if found else word


def _term(name: str, value: str) -> Query:
    return Query.term_query(schema(), name, value)


def _one_of(name: str, values: Iterable[str]) -> Query:
    return Query.term_set_query(schema(), name, sorted(values))


def _make_analyzer() -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).filter(Filter.stemmer("english")).build()


_analyzer: Final = _make_analyzer()
