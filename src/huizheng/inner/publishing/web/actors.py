"""Who acts and what they stand for, behind a sign-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone

from huizheng.inner.organs.api import Official
from huizheng.inner.publishing import queries
from huizheng.inner.publishing.errors import NotVisible
from huizheng.inner.publishing.policies import Standing, bring_standing

if TYPE_CHECKING:
    from django.http import HttpRequest

    from huizheng.inner.publishing.models import Manuscript
    from huizheng.lib.actors import Actor


def actor_of(request: HttpRequest) -> Actor:
    """Return the signed-in official as an actor; to anybody else the page does not exist."""
    if not isinstance(request.user, Official):
        raise Http404
    return request.user.as_actor()


def standing_in(request: HttpRequest) -> Standing:
    """Return what the signed-in official stands for now, worked out once a request."""
    if not isinstance(request.user, Official):
        raise Http404
    known: Standing | None = getattr(request.user, "publishing_standing", None)
    return known or bring_standing(request.user, timezone.now())


def manuscript_or_404(request: HttpRequest, number: int) -> Manuscript:
    try:
        return queries.manuscript_for(standing_in(request), number)
    except NotVisible as error:
        raise Http404 from error
