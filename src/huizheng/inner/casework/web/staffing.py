"""Who looks at a page: the signed-in official with the duties held now, and the one reading of the clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.utils import timezone

from huizheng.inner.casework.errors import NotVisible
from huizheng.inner.casework.standing import staff_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

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


def for_officials(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let signed-in officials in, give the view its ``Sight``, and show what is not visible as not there."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, sight_of(request), *args, **kwargs)
        except NotVisible as reason:
            raise Http404(str(reason)) from reason

    return guarded
