from __future__ import annotations

from dataclasses import dataclass

from huizheng.gate.contracts import Attachment, Message

COUNTIES = 4


@dataclass(frozen=True)
class _Shuttle(Message):
    number: int
    matter: str
    files: tuple[Attachment, ...] = ()

    def channel(self) -> str:
        return f"shuttle.{int(self.matter[1:]) % COUNTIES}"

    def business_number(self) -> str:
        return self.matter

    def attached(self) -> tuple[Attachment, ...]:
        return self.files


@dataclass(frozen=True)
class Sent(_Shuttle):
    NAME = "shuttle.sent"
    ZONE_FROM = "outer"
    ZONE_TO = "inner"


@dataclass(frozen=True)
class Answered(_Shuttle):
    NAME = "shuttle.answered"
    ZONE_FROM = "inner"
    ZONE_TO = "outer"
