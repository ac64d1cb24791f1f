"""Pages for signed-in officials: what a view is given, and what its room's refusals are shown as."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    View = Callable[..., HttpResponseBase]


def for_officials_with(
    sight_of: Callable[[HttpRequest], object],
    *,
    hidden: type[Exception],
    forbidden: tuple[type[Exception], ...] = (),
) -> Callable[[View], View]:
    """Return a room's decorator of pages: signed-in officials are let in, and the view is given what ``sight_of`` sees.

    ``hidden`` is shown as not there (404), ``forbidden`` as refused, with its reason (403).
    """

    def for_officials(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return view(request, sight_of(request), *args, **kwargs)
            except hidden as reason:
                raise Http404(str(reason)) from reason
            except forbidden as reason:
                raise PermissionDenied(str(reason)) from reason

        return guarded

    return for_officials
