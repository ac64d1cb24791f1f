"""Who looks at a page: the signed-in official, and the one reading of the clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from huizheng.inner.organs.api import Duty, duties_in
from huizheng.inner.sites.rules import NotVisible, NotYours

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from huizheng.inner.organs.api import Official
    from huizheng.lib.actors import Actor

_WORKS = {
    Duty.SITE_ADMIN,
    Duty.PUBLISH_WRITE,
    Duty.PUBLISH_REVIEW,
    Duty.PUBLISH_RELEASE,
    Duty.OPERATIONS,
}


@dataclass(frozen=True)
class Sight:
    """The viewer and the moment of a request."""

    official: Official
    at: dt.datetime

    @property
    def actor(self) -> Actor:
        return self.official.as_actor()

    @property
    def today(self) -> dt.date:
        return timezone.localdate(self.at)


def for_officials(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let signed-in officials in; what is not visible is not there, what is another's is refused with its reason."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, Sight(request.user, timezone.now()), *args, **kwargs)  # type: ignore[arg-type]
        except NotVisible as reason:
            raise Http404(str(reason)) from reason
        except NotYours as reason:
            raise PermissionDenied(reason.sentence) from reason

    return guarded


def works_on_sites(request: HttpRequest) -> bool:
    """Say whether the navigation offers the sites."""
    return any(_WORKS & held for held in duties_in(request).values())


def announces(request: HttpRequest) -> bool:
    """Say whether the navigation offers emergencies."""
    return any({Duty.PUBLISH_RELEASE, Duty.LEAD} & held for held in duties_in(request).values())
