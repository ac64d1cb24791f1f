"""Which officials a page of the stories is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huizheng.inner.casework.api import sight_of
from huizheng.inner.journeys.policies import SEES
from huizheng.inner.journeys.rules import NotVisible, NotYourDuty
from huizheng.inner.organs.api import duties_in, for_officials_with

if TYPE_CHECKING:
    from django.http import HttpRequest


for_officials = for_officials_with(sight_of, hidden=NotVisible, forbidden=(NotYourDuty,))


def may_watch(request: HttpRequest) -> bool:
    """Say whether the navigation offers what grants owe the public."""
    return any(SEES & {str(duty) for duty in held} for held in duties_in(request).values())
