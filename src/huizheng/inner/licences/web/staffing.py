"""Who looks at a page: the signed-in official with the duties held now, and the one reading of the clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from huizheng.inner.licences.errors import NotVisible
from huizheng.inner.licences.policies import SEES, officer_of
from huizheng.inner.organs.api import duties_in, for_officials_with

if TYPE_CHECKING:
    from django.http import HttpRequest

    from huizheng.inner.licences.policies import Officer


@dataclass(frozen=True)
class Sight:
    """The viewer and the moment of a request."""

    officer: Officer
    at: dt.datetime

    @property
    def today(self) -> dt.date:
        return timezone.localdate(self.at)


def _sight_of(request: HttpRequest) -> Sight:
    at = timezone.now()
    return Sight(officer_of(request.user, at=at), at)  # type: ignore[arg-type]


for_officials = for_officials_with(_sight_of, hidden=NotVisible)


def may_look(request: HttpRequest) -> bool:
    """Say whether the navigation offers licences: to whoever serves at an organ that issues them."""
    return any(SEES & held for held in duties_in(request).values())
