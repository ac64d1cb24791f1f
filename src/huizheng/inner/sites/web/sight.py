"""Who looks at a page: the signed-in official, and the one reading of the clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from huizheng.inner.organs.api import Duty, duties_in, for_officials_with
from huizheng.inner.sites.rules import NotVisible, NotYours

if TYPE_CHECKING:
    from django.http import HttpRequest

    from huizheng.inner.organs.api import Official
    from huizheng.lib.actors import Actor

_WORKS = {
    Duty.SITE_ADMIN,
    Duty.PUBLISH_WRITE,
    Duty.PUBLISH_REVIEW,
    Duty.PUBLISH_RELEASE,
    Duty.OPERATIONS,
}


@dataclass(frozen=True)
class Sight:
    """The viewer and the moment of a request."""

    official: Official
    at: dt.datetime

    @property
    def actor(self) -> Actor:
        return self.official.as_actor()

    @property
    def today(self) -> dt.date:
        return timezone.localdate(self.at)


def _sight_of(request: HttpRequest) -> Sight:
    return Sight(request.user, timezone.now())  # type: ignore[arg-type]


for_officials = for_officials_with(_sight_of, hidden=NotVisible, forbidden=(NotYours,))


def works_on_sites(request: HttpRequest) -> bool:
    """Say whether the navigation offers the sites."""
    return any(_WORKS & held for held in duties_in(request).values())


def announces(request: HttpRequest) -> bool:
    """Say whether the navigation offers emergencies."""
    return any({Duty.PUBLISH_RELEASE, Duty.LEAD} & held for held in duties_in(request).values())
