"""What is wrong with a file, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the report: a fault that keeps the file out, or a hint that does not."""

    message: str
    field: str = ""
    line: int | None = None
    is_fault: bool = True
    code: str = ""  # of the check that found it

    def __str__(self) -> str:
        where = "".join((f"第{self.line}行　" if self.line else "", f"{self.field}：" if self.field else ""))
        return f"{where}{self.message}"


class Unfit(Exception):
    """The file can't be imported; ``notes`` say why."""

    def __init__(self, *notes: Note | str) -> None:
        self.notes = tuple(note if isinstance(note, Note) else Note(note) for note in notes)
        super().__init__("；".join(str(note) for note in self.notes))


def raise_faults(notes: Iterable[Note]) -> None:
    """Raise ``Unfit`` with everything noted when a part of it is a fault."""
    noted = tuple(notes)
    if any(note.is_fault for note in noted):
        raise Unfit(*noted)
