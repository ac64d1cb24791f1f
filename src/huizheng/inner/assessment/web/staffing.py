"""Which officials a page of this room is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huizheng.inner.assessment.policies import SEES_CARDS
from huizheng.inner.assessment.rules import NotVisible, NotYourDuty
from huizheng.inner.casework.api import sight_of
from huizheng.inner.organs.api import duties_in, for_officials_with

if TYPE_CHECKING:
    from django.http import HttpRequest


for_officials = for_officials_with(sight_of, hidden=NotVisible, forbidden=(NotYourDuty,))


def may_watch(request: HttpRequest) -> bool:
    """Say whether the navigation offers warnings about cases."""
    return any(SEES_CARDS & {str(duty) for duty in held} for held in duties_in(request).values())
