"""The one writer. It holds the index's lock; whoever else wants to write is told so."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Final

import tantivy

from huizheng.outer.search.index import folder
from huizheng.outer.search.index.reader import Place
from huizheng.outer.search.index.schema import POSITION, document, position, schema
from huizheng.outer.search.words.sounds import table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from huizheng.outer.search.entry import Entry
    from huizheng.outer.search.words.cutting import Cutter

_SMALL: Final = 30_000_000
_LARGE: Final = 240_000_000


class AlreadyWriting(RuntimeError):
    """Another process holds the index."""


class Writer:
    """Writes entries into one generation; nothing is found before ``commit``."""

    def __init__(self, generation: folder.Generation, cutter: Cutter, *, large: bool = False) -> None:
        self.generation = generation
        self.cutter = cutter
        index = tantivy.Index(schema(), str(generation.path), reuse=True)
        try:
            self._writer = index.writer(_LARGE if large else _SMALL, 2 if large else 1)
        except ValueError as error:
            raise AlreadyWriting(str(generation.path)) from error

    def put(self, entries: Iterable[Entry], *, today: dt.datetime, new: bool = False) -> int:
        """Write entries in place of what stood under their ids; ``new`` when nothing can have stood there."""
        count = 0
        for entry in entries:
            if not new:
                self.remove(entry.id)
            self._writer.add_document(document(entry, self.cutter, today=today))
            count += 1
        return count

    def remove(self, entry_id: str) -> None:
        self._writer.delete_documents_by_term("id", entry_id)

    def commit(self, place: Place) -> None:
        """Let everything written be found, and note with it up to which change that is."""
        self.remove(POSITION)
        self._writer.add_document(position(place.pages, place.others))
        self._writer.commit()

    def finish(self, place: Place) -> None:
        """Commit, wait for the segments to be merged, write what questions need beside, and let go of the lock."""
        self.commit(place)
        self._writer.wait_merging_threads()
        (self.generation.path / folder.SOUNDS).write_text(json.dumps(table(), ensure_ascii=False), "utf-8")

    def close(self) -> None:
        """Let go of the lock; what was not committed is forgotten."""
        self._writer.wait_merging_threads()
