"""What the frame asks of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from huizheng.inner.casework.api import staff_of, todo_count
from huizheng.inner.organs.api import Official

if TYPE_CHECKING:
    from django.http import HttpRequest


def waiting_cases(request: HttpRequest) -> int:
    """Return how many cases wait for the signed-in official, for the number beside the navigation entry."""
    if not isinstance(request.user, Official):
        return 0
    return todo_count(staff_of(request.user, at=timezone.now())).n
