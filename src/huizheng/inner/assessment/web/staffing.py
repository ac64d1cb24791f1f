"""Who looks at a page: the signed-in official with the duties held now, and the one reading of the clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from huizheng.inner.assessment.policies import SEES_CARDS
from huizheng.inner.assessment.rules import NotVisible, NotYourDuty
from huizheng.inner.casework.api import Staff, staff_of
from huizheng.inner.organs.api import duties_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


@dataclass(frozen=True)
class Sight:
    """The viewer and the moment of a request."""

    staff: Staff
    at: dt.datetime

    @property
    def today(self) -> dt.date:
        return timezone.localdate(self.at)


def for_officials(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let signed-in officials in; what is not visible is shown as not there."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        at = timezone.now()
        try:
            return view(request, Sight(staff_of(request.user, at=at), at), *args, **kwargs)  # type: ignore[arg-type]
        except NotVisible as reason:
            raise Http404(str(reason)) from reason
        except NotYourDuty as reason:
            raise PermissionDenied(str(reason)) from reason

    return guarded


def may_watch(request: HttpRequest) -> bool:
    """Say whether the navigation offers warnings about cases."""
    return any(SEES_CARDS & {str(duty) for duty in held} for held in duties_in(request).values())
