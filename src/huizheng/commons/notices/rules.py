"""How long is tried, and to whom a message may go."""

from __future__ import annotations

from dataclasses import dataclass

from huizheng.commons.notices.states import Channel

# Waits of 4, 16, 64 … seconds between eight attempts: about six hours in all.
MAX_ATTEMPTS = 8
WAIT_BASE = 4


@dataclass(frozen=True)
class Recipient:
    """Who is told, and where besides the site. ``kind`` and ``id`` are those of the person's ``Actor``.

    ``channels`` are those the person has agreed to; one without an address is left out.
    """

    kind: str
    id: str
    email: str = ""
    mobile: str = ""
    channels: tuple[Channel, ...] = (Channel.EMAIL, Channel.SMS)
    language: str = "zh"

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    def addresses(self) -> dict[Channel, str]:
        given = {Channel.EMAIL: self.email, Channel.SMS: self.mobile}
        return {channel: given[channel] for channel in self.channels if given[channel]}
