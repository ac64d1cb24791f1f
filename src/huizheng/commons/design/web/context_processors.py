"""Gives every template ``chrome``: lazily, so a page that shows no navigation asks nothing."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from huizheng.commons.design.chrome import Bearer, Site, entries, zone_chrome
from huizheng.commons.design.web.text_size import is_contrast, is_large

if TYPE_CHECKING:
    from django.http import HttpRequest


class Chrome:
    """The frame of one request."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._zone = zone_chrome(settings.ZONE)

    @property
    def zone(self) -> str:
        return str(settings.ZONE)

    @property
    def large_text(self) -> bool:
        return is_large(self._request)

    @property
    def contrast(self) -> bool:
        return is_contrast(self._request)

    @cached_property
    def nav(self) -> list[dict[str, object]]:
        return self._nav(settings.ZONE)

    @cached_property
    def footer_nav(self) -> list[dict[str, object]]:
        return self._nav(f"{settings.ZONE}-footer")

    @cached_property
    def bearer(self) -> Bearer | None:
        return self._zone.describe(self._request) if self._zone.describe else None

    @cached_property
    def site(self) -> Site:
        return self._zone.site(self._request) if self._zone.site else Site()

    @property
    def search_label(self) -> str:
        return str(self._zone.search_label)

    @property
    def search_url(self) -> str:
        return _address(self._zone.search_url)

    @property
    def sign_in_url(self) -> str:
        return _address(self._zone.sign_in)

    @property
    def sign_up_url(self) -> str:
        return _address(self._zone.sign_up)

    @property
    def sign_out_url(self) -> str:
        return _address(self._zone.sign_out)

    @property
    def home_url(self) -> str:
        return "/"

    def _nav(self, area: str) -> list[dict[str, object]]:
        """Return the groups of a navigation in order, each with the entries this reader may see."""
        groups: dict[str, list[dict[str, object]]] = {}
        shown = [entry for entry in entries(area) if self._may_see(entry)]
        addresses = {entry.key: reverse(entry.url_name) for entry in shown}
        here = self._here(addresses)
        for entry in shown:
            groups.setdefault(str(entry.group), []).append(
                {
                    "key": entry.key,
                    "label": entry.label,
                    "url": addresses[entry.key],
                    "icon": entry.icon,
                    "count": entry.count(self._request) if entry.count else None,
                    "current": entry.key == here,
                },
            )
        return [{"label": label, "entries": members} for label, members in groups.items()]

    def _may_see(self, entry: object) -> bool:
        duty, visible = getattr(entry, "duty", None), getattr(entry, "visible", None)
        if duty and not (self._zone.has_duty and self._zone.has_duty(self._request, duty)):
            return False
        return visible is None or bool(visible(self._request))

    def _here(self, addresses: dict[str, str]) -> str:
        """Return the entry whose address is the longest beginning of this page's; home only for itself."""
        path = self._request.path
        fitting = [key for key, url in addresses.items() if path == url or (url != "/" and path.startswith(url))]
        return max(fitting, key=lambda key: len(addresses[key]), default="")


def _address(url_name: str) -> str:
    if not url_name:
        return ""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def chrome(request: HttpRequest) -> dict[str, object]:
    return {"chrome": Chrome(request), "zone": settings.ZONE}
