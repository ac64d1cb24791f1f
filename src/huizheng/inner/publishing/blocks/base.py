"""A part knows its way into an edition and back."""

from __future__ import annotations

from typing import Any, Protocol

Block = dict[str, Any]


class Part(Protocol):
    """What every part of a body can do beside being a Wagtail block."""

    def to_blocks(self, value: Any) -> list[Block]:
        """Return the edition's blocks of a filled-in part."""

    def from_block(self, block: Block, site: str) -> Any | None:
        """Return the raw value that would become this block, or nothing when another part must take it."""


def given(**members: Any) -> Block:
    """Return the members that say something."""
    return {name: value for name, value in members.items() if value not in ("", None, [])}
