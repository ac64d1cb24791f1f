"""What an answer depends on besides its address, and what keeps a request out of the shared answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Mapping

Environ = dict[str, Any]
Key = tuple[str, ...]

# How a reader wants pages (outer/portal), as the cookie says it; anything else is the standard.
MODE_COOKIE: Final = "hz_text_size"
PLACE_COOKIE: Final = "hz_place"
# A message waits for its reader.
MESSAGES_COOKIE: Final = "messages"
MODES: Final = frozenset({"contrast", "large"})
_PLACE = re.compile(r"[0-9]{6}")
_HOST = re.compile(r"[a-z0-9.-]{1,120}(?::[0-9]{1,5})?|\[::1\](?::[0-9]{1,5})?")
# The one parameter by which shared pages differ; whoever adds others is answered, but nothing is kept of it.
_QUERY = re.compile(r"(?:after=[A-Za-z0-9_-]{1,120})?")
_READS: Final = frozenset({"GET", "HEAD"})


def key_of(environ: Environ) -> Key | None:
    """Return what the answer to a request is kept under; nothing for a request that is answered for itself alone.

    Everything that Django may look at is in the key or rules the request out, so no answer made for one reader is
    given to another who asked something else.
    """
    if environ["REQUEST_METHOD"] not in _READS:
        return None
    if "HTTP_AUTHORIZATION" in environ or "HTTP_HX_REQUEST" in environ or "HTTP_RANGE" in environ:
        return None
    host, query = environ.get("HTTP_HOST", ""), environ.get("QUERY_STRING", "")
    if not _HOST.fullmatch(host) or not _QUERY.fullmatch(query):
        return None
    cookies = environ.get("HTTP_COOKIE", "")
    chosen = _cookies(cookies) if cookies else {}
    if settings.SESSION_COOKIE_NAME in chosen or MESSAGES_COOKIE in chosen:
        return None
    mode, place = chosen.get(MODE_COOKIE, ""), chosen.get(PLACE_COOKIE, "")
    return (
        host,
        environ.get("PATH_INFO", ""),
        query,
        mode if mode in MODES else "",
        place if _PLACE.fullmatch(place) else "",
        chosen.get(settings.LANGUAGE_COOKIE_NAME, "")[:8],
        _scheme(environ),
    )


def takes_gzip(environ: Environ) -> bool:
    return "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")


def _scheme(environ: Environ) -> str:
    told = environ.get("HTTP_X_FORWARDED_PROTO", "") if settings.BEHIND_TLS else ""
    return "https" if told == "https" else str(environ.get("wsgi.url_scheme", "http"))


def _cookies(text: str) -> Mapping[str, str]:
    pairs = (each.partition("=") for each in text.split(";"))
    return {name.strip(): value.strip().strip('"') for name, _, value in pairs}
