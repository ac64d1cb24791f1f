"""Who looks at a page: the signed-in official with the duties held now, and the one reading of the clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from huizheng.inner.casework.errors import NotVisible
from huizheng.inner.casework.standing import staff_of
from huizheng.inner.organs.api import for_officials_with

if TYPE_CHECKING:
    from django.http import HttpRequest

    from huizheng.inner.casework.policies import Staff


@dataclass(frozen=True)
class Sight:
    """The viewer and the moment of a request."""

    staff: Staff
    at: dt.datetime

    @property
    def today(self) -> dt.date:
        return timezone.localdate(self.at)


def sight_of(request: HttpRequest) -> Sight:
    """Return who looks, with the duties held at this moment; behind ``login_required``."""
    at = timezone.now()
    return Sight(staff_of(request.user, at=at), at)  # type: ignore[arg-type]


for_officials = for_officials_with(sight_of, hidden=NotVisible)
