"""Who holds an upload: the signed-in account, or the session of somebody who is not signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest


NOBODY = "nobody"


def holder_of(request: HttpRequest) -> str:
    """Return the holder of this request; ``NOBODY``, who may hold nothing, without account and session."""
    if request.user.is_authenticated:
        return f"account:{request.user.pk}"
    key = request.session.session_key
    return f"session:{key}" if key else NOBODY
