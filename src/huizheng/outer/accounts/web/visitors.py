"""What a browser tells about itself, as far as its owner will recognise it; and how often one address may ask."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest

from huizheng.commons.throttle.api import allow
from huizheng.outer.accounts.rules import TooManyCodes

_BROWSERS = (
    ("MicroMessenger", "微信"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)
_HOUR = dt.timedelta(hours=1)
# One address may be a whole office behind one line: generous, but no flood.
_CODES_OF_AN_ADDRESS = 60


def device_words(request: HttpRequest) -> str:
    """Return e.g. ``Chrome · Windows``."""
    agent = request.headers.get("User-Agent", "")
    found = [next((name for sign, name in signs if sign in agent), "") for signs in (_BROWSERS, _SYSTEMS)]
    return " · ".join(filter(None, found)) or "-"


def take_code_of_address(request: HttpRequest, *, at: dt.datetime) -> None:
    """Count one code asked for from this address. Raises ``TooManyCodes``."""
    address = request.META.get("REMOTE_ADDR", "")
    if not allow(scope="accounts-codes", key=address, limit=_CODES_OF_AN_ADDRESS, window=_HOUR, at=at):
        raise TooManyCodes
