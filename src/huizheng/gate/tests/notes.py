"""Two small messages, one each way, and a room that writes down what reached it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings as django_settings

from huizheng.gate.api import EnvelopeFacts
from huizheng.gate.broker import other_zone
from huizheng.gate.contracts import Attachment, Message

HERE = django_settings.ZONE
THERE = other_zone(HERE)
NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)


@dataclass(frozen=True)
class NoteSent(Message):
    """From this zone to the other."""

    NAME = "gate_tests.note_sent"
    ZONE_FROM = HERE
    ZONE_TO = THERE

    matter: str
    text: str
    county: str = "340104"
    files: tuple[Attachment, ...] = ()

    def channel(self) -> str:
        return f"notes.{self.county}"

    def business_number(self) -> str:
        return self.matter

    def attached(self) -> tuple[Attachment, ...]:
        return self.files


@dataclass(frozen=True)
class NoteReceived(NoteSent):
    """From the other zone to this one."""

    NAME = "gate_tests.note_received"
    ZONE_FROM = THERE
    ZONE_TO = HERE


@dataclass(frozen=True)
class NobodyListens(NoteSent):
    NAME = "gate_tests.nobody_listens"
    ZONE_FROM = THERE
    ZONE_TO = HERE


class Room:
    """What reached the room; ``on`` lets a test say what the room does with a note."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []
        self.facts: list[EnvelopeFacts] = []
        self.on: dict[str, Any] = {}

    def take(self, note: NoteReceived, facts: EnvelopeFacts) -> None:
        if act := self.on.get(note.text):
            act()
        self.heard.append((note.matter, note.text))
        self.facts.append(facts)
