"""What was probably meant when nothing was found: a name that sounds the same, or an English word nearly the same."""

from __future__ import annotations

import difflib
import re
from typing import Final

from tantivy import Query, Searcher

from huizheng.lib.likeliest import Known, cut
from huizheng.outer.search.index import reader
from huizheng.outer.search.index.schema import schema

_LEAST: Final = 2
_LONGEST: Final = 12
_NEIGHBOURS: Final = 400
_LATIN: Final = re.compile(r"[a-z]{4,}")


def sound_of(text: str) -> str:
    """Return how a text sounds, character by character; latin letters and digits stay."""
    table = reader.sounds()
    return "".join(table.get(each, each if each.isascii() and each.isalnum() else "") for each in text.lower())


def instead_of(asked: str, searcher: Searcher, *, known: Known) -> str:
    """Return another question that would find something, or nothing."""
    if asked.isascii():
        return _nearly(asked.lower(), searcher)
    return _sounding_the_same(asked, searcher, known)


def _nearly(asked: str, searcher: Searcher) -> str:
    words = asked.split()
    found = []
    for word in words:
        if not _LATIN.fullmatch(word) or searcher.doc_freq("english", word):
            found.append(word)
            continue
        near = [term for term, _ in searcher.terms_with_prefix("english", word[:2], limit=_NEIGHBOURS)]
        close = difflib.get_close_matches(word, near, n=1, cutoff=0.75)
        found.append(close[0] if close else word)
    return " ".join(found) if found != words else ""


def _sounding_the_same(asked: str, searcher: Searcher, known: Known) -> str:
    """Replace the longest run that sounds like a name we hold, if it is written otherwise there."""
    size = len(asked)
    for length in range(min(size, _LONGEST), _LEAST - 1, -1):
        for start in range(size - length + 1):
            piece = asked[start : start + length]
            if known(piece):
                continue
            name = _written(piece, searcher)
            if name and name != piece:
                return asked[:start] + name + asked[start + length :]
    return ""


def _written(piece: str, searcher: Searcher) -> str:
    sound = sound_of(piece)
    if len(sound) < len(piece) * 2 - 1:
        return ""
    for term, _ in searcher.terms_with_prefix("sound", sound, limit=3):
        hits = searcher.search(Query.term_query(schema(), "sound", term), 3, count=False, weight_by_field="weight").hits
        for _, address in hits:
            title = str(searcher.doc(address).get_first("called") or "")
            for start in range(len(title) - len(piece) + 1):
                window = title[start : start + len(piece)]
                if sound_of(window) == sound and cut(window, lambda word: int(len(word) > 1)):
                    return window
    return ""
