"""Who acts, behind a sign-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from huizheng.inner.organs.api import Official

if TYPE_CHECKING:
    from django.http import HttpRequest

    from huizheng.lib.actors import Actor


def actor_of(request: HttpRequest) -> Actor:
    """Return the signed-in official as an actor; to anybody else the page does not exist."""
    if not isinstance(request.user, Official):
        raise Http404
    return request.user.as_actor()
