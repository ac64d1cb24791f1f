"""Which officials a page of the stories is for."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404

from huizheng.inner.casework.api import sight_of
from huizheng.inner.journeys.policies import SEES
from huizheng.inner.journeys.rules import NotVisible, NotYourDuty
from huizheng.inner.organs.api import duties_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


def for_officials(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let signed-in officials in; what is not visible is shown as not there."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, sight_of(request), *args, **kwargs)
        except NotVisible as reason:
            raise Http404(str(reason)) from reason
        except NotYourDuty as reason:
            raise PermissionDenied(str(reason)) from reason

    return guarded


def may_watch(request: HttpRequest) -> bool:
    """Say whether the navigation offers what grants owe the public."""
    return any(SEES & {str(duty) for duty in held} for held in duties_in(request).values())
