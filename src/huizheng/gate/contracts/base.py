from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

Zone = Literal["outer", "inner"]

_classes: dict[tuple[str, int], type[Message]] = {}


@dataclass(frozen=True)
class Sealed:
    """A JSON document that only one zone can read.

    ``key_id`` names the SM2 key it is sealed for, ``wrapped_key`` is the SM4 key encrypted to it, ``ciphertext`` is
    SM4-GCM over the document; all base64. ``sm3`` is the digest of the document, which holds a random ``nonce``
    so that the digest tells nothing about its content.
    """

    key_id: str
    wrapped_key: str
    iv: str
    ciphertext: str
    sm3: str


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
        """Return the channel in which this message keeps its order."""
        raise NotImplementedError

    def business_number(self) -> str:
        """Return the number people know the matter by, or an empty string."""
        return ""

    def attached(self) -> tuple[Attachment, ...]:
        """Return the files that must have arrived before the message takes effect."""
        return ()


def message_class(name: str, version: int) -> type[Message]:
    """Return the class of a message; raises ``LookupError`` for one that may not cross."""
    return _classes[name, version]
