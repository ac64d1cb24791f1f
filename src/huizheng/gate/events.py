from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from huizheng.commons.events.api import Event


@dataclass(frozen=True)
class MessageAnswered(Event):
    """The other zone has processed one of our messages, or refused it with a code."""

    env_id: UUID
    message: str
    business_number: str
    is_refused: bool
    code: str
    text: str
    at: dt.datetime
