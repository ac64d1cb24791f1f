"""The pass that a request at the dock must show: signed by the inner zone, fresh, and good for once."""

from __future__ import annotations

import base64
import datetime as dt
import os
import threading
from collections import OrderedDict

from django.utils import timezone

from huizheng.commons.keys.api import Signature, sign, verify
from huizheng.lib.canonical import canonical

HEADER = "X-Huizheng-Pass"
FRESH = dt.timedelta(seconds=60)
REMEMBERED = 20_000


class Refused(Exception):
    """The request is not the inner zone's, is stale, or has been seen before."""


def issue(*, method: str, path: str, offset: str) -> str:
    """Return the pass for one request."""
    date = timezone.now().astimezone(dt.UTC).isoformat()
    nonce = base64.urlsafe_b64encode(os.urandom(16)).decode()
    signature = sign(_text(method, path, offset, date, nonce))
    return f"{signature.kid};{signature.alg};{date};{nonce};{signature.value}"


class Gatekeeper:
    """Checks passes of one zone, and remembers those it has seen for as long as they could be shown again."""

    def __init__(self, zone: str) -> None:
        self._zone = zone
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def admit(self, shown: str, *, method: str, path: str, offset: str) -> None:
        parts = shown.split(";")
        if len(parts) != 5:  # noqa: PLR2004 - as issued
            raise Refused("no pass")
        kid, alg, date, nonce, value = parts
        try:
            age = timezone.now() - dt.datetime.fromisoformat(date)
        except (ValueError, TypeError):
            raise Refused("no date") from None
        if abs(age) > FRESH:
            raise Refused("stale")
        if not verify(_text(method, path, offset, date, nonce), Signature(kid, alg, value), self._zone):
            raise Refused("not signed by the inner zone")
        with self._lock:
            if nonce in self._seen:
                raise Refused("seen before")
            self._seen[nonce] = None
            while len(self._seen) > REMEMBERED:
                self._seen.popitem(last=False)


def _text(method: str, path: str, offset: str, date: str, nonce: str) -> bytes:
    return canonical(
        {
            "purpose": "huizheng.gate.dock",
            "method": method,
            "path": path,
            "offset": offset,
            "date": date,
            "nonce": nonce,
        },
    )
