"""Who does something: an official, a resident, an enterprise's agent, or the system itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    OFFICIAL = "official"
    RESIDENT = "resident"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """The doer of an act, as the audit chain and the events know it: an id and a post, never a person's data."""

    kind: ActorKind
    id: str
    post: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


SYSTEM = Actor(ActorKind.SYSTEM, "system")
