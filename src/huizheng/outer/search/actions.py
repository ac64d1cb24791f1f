"""Writing the index: what has changed, as it changes; everything, when there is no index or one of another version.

The index keeps, within each commit, up to which change it has seen. So whatever kills the writer, the next one goes on
from there, and writing a thing twice changes nothing.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from django.db import connection, transaction

from huizheng.commons.reference import api as reference
from huizheng.commons.telemetry.api import logger
from huizheng.outer.search.entry import PAGE, Entry
from huizheng.outer.search.index import folder, reader
from huizheng.outer.search.index.writer import Writer
from huizheng.outer.search.models import Waiting
from huizheng.outer.search.sources import reading
from huizheng.outer.search.words.cutting import Cutter
from huizheng.outer.sites import api as sites

_log = logger("outer.search")
BATCH: Final = 2000
# Of everything that is written anew, how much is told at a time.
_STEP: Final = 2000
_STRIDE: Final = 50_000
_NOTING: Final = 0x66696E64

# Who writes, and that somebody wants it written: whoever finds the writer busy leaves it to them and does not wait.
_lock = threading.Lock()
_wanted = threading.Event()
_writer: Writer | None = None
_cutter: Cutter | None = None


def note(ids: Iterable[str], *, at: dt.datetime) -> None:
    """This function will have the index take up what has changed beside the pages, soon."""
    with transaction.atomic():
        # One at a time, so that numbers are committed in their order: the index goes by them.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NOTING])
        Waiting.objects.bulk_create([Waiting(entry=each, noted_at=at) for each in ids])


def forget_old(*, before: dt.datetime) -> None:
    """This function will drop what was noted long ago: every index has seen it or will be made anew."""
    Waiting.objects.filter(noted_at__lt=before).delete()


def catch_up(*, at: dt.datetime, make: Callable[[dt.datetime], int] | None = None) -> int:
    """This function will write what has changed into the index, and return how many changes that were.

    Makes the whole index where there is none, or one of another version: by ``make`` if given, else here.
    """
    _wanted.set()
    written = 0
    while _wanted.is_set() and _lock.acquire(blocking=False):
        try:
            _wanted.clear()
            written += _write_all(at, make or make_missing)
        finally:
            _lock.release()
    return written


def is_ready() -> bool:
    """Say whether there is an index that changes can be written into."""
    generation = folder.current()
    return generation is not None and generation.is_ours


def _write_all(at: dt.datetime, make: Callable[[dt.datetime], int]) -> int:
    written = 0 if is_ready() else make(at)
    generation = folder.current()
    if generation is None or not generation.is_ours:
        return written
    while count := _write_some(generation, at=at):
        written += count
    return written


def _write_some(generation: folder.Generation, *, at: dt.datetime) -> int:
    place = reader.position(reader.searcher())
    waiting = list(Waiting.objects.filter(pk__gt=place.others).order_by("id").values_list("id", "entry")[:BATCH])
    changes = sites.changes_after(place.pages, limit=BATCH)
    ids = dict.fromkeys([*(entry for _, entry in waiting), *(f"{PAGE}:{number}" for number in changes.numbers)])
    if not ids:
        return 0
    # The writer and its dictionary are large: a process that has nothing to write does without them.
    writer = _writer_of(generation)
    for each in ids:
        writer.remove(each)
    writer.put(reading.entries_of(ids), today=at, new=True)
    writer.commit(reader.Place(changes.upto, waiting[-1][0] if waiting else place.others))
    return len(ids)


def rebuild(*, at: dt.datetime, tell: Callable[[int], None] | None = None) -> int:
    """This function will make the whole index anew beside the one that answers, then let the new one answer.

    ``tell`` hears now and then how many entries are written. What changes meanwhile is caught up with afterwards.
    """
    with folder.alone():
        return _make(at, tell)


def make_missing(at: dt.datetime) -> int:
    """This function will make the whole index unless there is one by now; safe to be asked for by many at once."""
    with folder.alone():
        return 0 if is_ready() else _make(at, None)


def _make(at: dt.datetime, tell: Callable[[int], None] | None) -> int:
    begun = time.monotonic()
    # What changes from here on is seen again by ``catch_up``.
    place = _latest_place()
    generation = folder.begin()
    writer = Writer(generation, cutter(), large=True)
    count = writer.put(_counted(tell), today=at, new=True)
    writer.finish(place)
    folder.switch(generation)
    close()
    _log.info("index made anew", entries=count, seconds=round(time.monotonic() - begun, 1))
    return count


def _latest_place() -> reader.Place:
    pages = 0
    while (changes := sites.changes_after(pages, limit=_STRIDE)).upto > pages:
        pages = changes.upto
    others = Waiting.objects.order_by("-id").values_list("id", flat=True).first() or 0
    return reader.Place(pages, others)


def _counted(tell: Callable[[int], None] | None) -> Iterator[Entry]:
    for count, entry in enumerate(reading.all_entries(), 1):
        yield entry
        if tell is not None and count % _STEP == 0:
            tell(count)


def _writer_of(generation: folder.Generation) -> Writer:
    """Return this process's writer of the generation that answers; it stays open between batches."""
    global _writer  # noqa: PLW0603 - one writer a process
    if _writer is None or _writer.generation != generation:
        close()
        _writer = Writer(generation, cutter())
    return _writer


def close() -> None:
    """This function will let go of the index, so that another process may write."""
    global _writer  # noqa: PLW0603 - one writer a process
    if _writer is not None:
        _writer.close()
        _writer = None


def cutter() -> Cutter:
    """Return the dictionary with the names of places and organs in it."""
    global _cutter  # noqa: PLW0603 - one dictionary a process
    if _cutter is None:
        _cutter = Cutter(_names())
    return _cutter


def _names() -> Iterator[str]:
    for name, short in reference.divisions().values_list("name", "short_name"):
        yield name
        yield short
    # A place's organ is the place and its kind of organ: both parts are words of their own.
    for short in reference.organs().values_list("short_name", flat=True):
        yield short
