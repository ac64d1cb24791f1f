from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from huizheng.lib.sealed import Sealed

Zone = Literal["outer", "inner"]

__all__ = ["Attachment", "Message", "Sealed", "Zone", "message_class", "message_classes"]

_classes: dict[tuple[str, int], type[Message]] = {}


@dataclass(frozen=True)
class Attachment:
    """A file that travels beside the message, by the SM3 digest of its (sealed) bytes."""

    sm3: str
    size: int
    media: str
    name: str = ""


@dataclass(frozen=True)
class Message:
    """Base of all messages; a concrete one sets the class variables."""

    NAME: ClassVar[str] = ""
    VERSION: ClassVar[int] = 1
    ZONE_FROM: ClassVar[Zone]
    ZONE_TO: ClassVar[Zone]

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        if cls.NAME:
            _classes[cls.NAME, cls.VERSION] = cls

    def channel(self) -> str:
        """Return the channel that numbers this message, so that a gap is seen."""
        return self.NAME.partition(".")[0]

    def lane(self) -> str:
        """Return what this message must stay in order with: one that cannot be applied holds back its lane only."""
        return self.business_number() or self.channel()

    def business_number(self) -> str:
        """Return the number people know the matter by, or an empty string."""
        return ""

    def attached(self) -> tuple[Attachment, ...]:
        """Return the files that must have arrived before the message takes effect."""
        return ()


def message_class(name: str, version: int) -> type[Message]:
    """Return the class of a message; raises ``LookupError`` for one that may not cross."""
    return _classes[name, version]


def message_classes() -> list[type[Message]]:
    """Return everything that may cross."""
    return list(_classes.values())
