"""When a form is judged, by the wall clock of the place."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone


@dataclass(frozen=True)
class Context:
    """The moment the answers are judged at; "today" is a day in the country's own time zone."""

    at: dt.datetime

    @cached_property
    def _local(self) -> dt.datetime:
        return timezone.localtime(self.at)

    @property
    def today(self) -> str:
        return self._local.date().isoformat()

    @property
    def now(self) -> str:
        return self._local.strftime("%Y-%m-%dT%H:%M")
