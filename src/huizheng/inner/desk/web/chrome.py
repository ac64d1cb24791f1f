"""What the frame asks of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from huizheng.inner.casework.api import DUTIES, staff_of, todo_count
from huizheng.inner.organs.api import Official, duties_in

if TYPE_CHECKING:
    from django.http import HttpRequest


def works_on_cases(request: HttpRequest) -> bool:
    """Say whether the navigation offers cases: to whoever holds a duty of casework somewhere."""
    return any(duty in DUTIES for duties in duties_in(request).values() for duty in duties)


def waiting_cases(request: HttpRequest) -> int:
    """Return how many cases wait for the signed-in official, for the number beside the navigation entry."""
    if not isinstance(request.user, Official):
        return 0
    return todo_count(staff_of(request.user, at=timezone.now())).n
