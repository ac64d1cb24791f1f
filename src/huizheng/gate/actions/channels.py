"""The heads of the channels: whoever numbers or receives holds the rows it moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huizheng.gate.models import Channel

if TYPE_CHECKING:
    from huizheng.gate.states import Direction

LONGEST_NAME = 120


def locked_channels(direction: Direction, names: set[str]) -> dict[str, Channel]:
    """Lock the channels in the order of their names, making those that are new."""
    names = {name[:LONGEST_NAME] for name in names}
    if not names:
        return {}
    wanted = Channel.objects.select_for_update().filter(direction=direction, name__in=names).order_by("name")
    found = {row.name: row for row in wanted}
    if new := sorted(names - found.keys()):
        Channel.objects.bulk_create([Channel(direction=direction, name=name) for name in new], ignore_conflicts=True)
        found = {row.name: row for row in wanted.all()}
    return found
