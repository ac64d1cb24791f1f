"""The fields of the index and how an entry is written into them."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import tantivy

from huizheng.outer.search.entry import PAGE, Entry
from huizheng.outer.search.words.numbers import plain_number
from huizheng.outer.search.words.sounds import spellings

if TYPE_CHECKING:
    from huizheng.outer.search.words.cutting import Cutter

# Raised whenever the fields, or what is written into them, change: an index of another version is made anew.
_FORM: Final = 1
# The one document that is no entry: it says what the index has seen, and is written with it or not at all.
POSITION: Final = "position:"
FOREVER: Final = 253_402_300_799
_EPOCH: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
# A page of this many years ago counts half of one of today, all else being equal. Only the relation of two pages
# counts, so the weight never has to be written again as time goes by.
_HALF_LIFE_YEARS: Final = 8.0
# What is kept to show the place where the words stand.
_KEPT_TEXT: Final = 6000
_LONGEST_SPELLED: Final = 40


@cache
def version() -> str:
    """Return the version of the index that this code writes: its form and its dictionary."""
    folder = Path(__file__).parents[1] / "words"
    digest = hashlib.sha256(str(_FORM).encode())
    for path in sorted(folder.iterdir()):
        if path.suffix in {".py", ".toml"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def schema() -> tantivy.Schema:
    fields = tantivy.SchemaBuilder()
    for name in ("title", "text"):
        fields.add_text_field(name, tokenizer_name="whitespace")
    for name in ("english", "english_text"):
        fields.add_text_field(name, tokenizer_name="en_stem")
    for name in ("name", "number", "sound", "on", "column", "language", "type"):
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("kind", "site", "organ", "theme", "year"):
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    fields.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("shown_from", "shown_until", "published"):
        fields.add_integer_field(name, indexed=True, fast=True)
    fields.add_float_field("weight", fast=True)
    fields.add_text_field("called", stored=True, tokenizer_name="raw", index_option="basic")
    fields.add_integer_field("version", stored=True)
    fields.add_integer_field("seen", stored=True)
    fields.add_bytes_field("body", stored=True)
    return fields.build()


def document(entry: Entry, cutter: Cutter, *, today: dt.datetime) -> tantivy.Document:
    """Return an entry as the index keeps it."""
    made = tantivy.Document()
    made.add_text("id", entry.id)
    made.add_text("type", entry.type)
    made.add_text("language", entry.language)
    english = entry.language == "en"
    titles = " ".join((entry.title, *entry.names, *entry.numbers))
    body = "\n".join(filter(None, (entry.summary, entry.text)))
    made.add_text("title", cutter.searchable(titles))
    made.add_text("text", cutter.searchable("\n".join((*entry.keywords, *entry.themes, body))))
    made.add_text("english", f"{titles} {entry.english}" if english else entry.english)
    made.add_text("english_text", "\n".join((*entry.keywords, body)) if english else entry.english_text)
    _exact(made, entry)
    for spelling in _sounds(entry, cutter):
        made.add_text("sound", spelling)
    moment = entry.published_at or today
    made.add_integer("published", int(moment.timestamp()))
    made.add_float("weight", _weight(moment, entry.hot))
    made.add_integer("shown_from", int(entry.shown_from.timestamp()) if entry.shown_from else 0)
    made.add_integer("shown_until", int(entry.shown_until.timestamp()) if entry.shown_until else FOREVER)
    made.add_integer("version", entry.version)
    made.add_text("called", entry.title)
    made.add_bytes("body", body[:_KEPT_TEXT].encode())
    return made


def position(pages: int, others: int) -> tantivy.Document:
    made = tantivy.Document()
    made.add_text("id", POSITION)
    made.add_integer("version", pages)
    made.add_integer("seen", others)
    return made


def _weight(moment: dt.datetime, hot: float) -> float:
    """Return what makes tantivy multiply a score, which it does by log2(2 + weight)."""
    wanted = hot * 2 ** ((moment - _EPOCH).days / 365.25 / _HALF_LIFE_YEARS)
    return float(2 ** min(max(wanted, 1.0), 900.0) - 2)


def _exact(made: tantivy.Document, entry: Entry) -> None:
    for name in dict.fromkeys((entry.title, entry.english, *entry.names)):
        if name:
            made.add_text("name", name.lower())
    for number in entry.numbers:
        made.add_text("number", plain_number(number))
    for field, values in (("on", entry.sites), ("column", entry.columns), ("theme", entry.themes)):
        for value in dict.fromkeys(values):
            made.add_text(field, value)
    for field, value in (("kind", entry.kind), ("site", entry.site), ("organ", entry.organ)):
        if value:
            made.add_text(field, value)
    if entry.year:
        made.add_text("year", str(entry.year))


def _sounds(entry: Entry, cutter: Cutter) -> set[str]:
    """Return the spellings of the title; of names (services, organs, sites) also the initials."""
    if entry.language == "en":
        return set()
    is_name = entry.type != PAGE
    names = (entry.title, *entry.names) if is_name else (entry.title,)
    return {spelling for name in names for spelling in spellings(cutter.cut(name[:_LONGEST_SPELLED]), whole=is_name)}
