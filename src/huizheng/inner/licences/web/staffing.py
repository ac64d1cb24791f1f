"""Who looks at a page: the signed-in official with the duties held now, and the one reading of the clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.utils import timezone

from huizheng.inner.licences.errors import NotVisible
from huizheng.inner.licences.policies import SEES, officer_of
from huizheng.inner.organs.api import duties_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from huizheng.inner.licences.policies import Officer


@dataclass(frozen=True)
class Sight:
    """The viewer and the moment of a request."""

    officer: Officer
    at: dt.datetime

    @property
    def today(self) -> dt.date:
        return timezone.localdate(self.at)


def for_officials(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let signed-in officials in, give the view its ``Sight``, and show what is not visible as not there."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        at = timezone.now()
        sight = Sight(officer_of(request.user, at=at), at)  # type: ignore[arg-type]
        try:
            return view(request, sight, *args, **kwargs)
        except NotVisible as reason:
            raise Http404(str(reason)) from reason

    return guarded


def may_look(request: HttpRequest) -> bool:
    """Say whether the navigation offers licences: to whoever serves at an organ that issues them."""
    return any(SEES & held for held in duties_in(request).values())
