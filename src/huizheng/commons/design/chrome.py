"""What the frame around every page shows. The rooms say it at start-up, so the frame knows no room.

Areas: ``inner`` is the office's left navigation, ``outer`` the public top one, ``outer-footer`` the links at its foot.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

Area = Literal["inner", "outer", "outer-footer"]
Zone = Literal["inner", "outer"]


@dataclass(frozen=True)
class NavEntry:
    """One entry of a navigation; ``count`` is asked only where the entry is shown."""

    area: Area
    key: str
    label: str | _StrPromise
    url_name: str
    order: int
    duty: str | None = None
    icon: str = ""
    group: str | _StrPromise = ""
    count: Callable[[HttpRequest], int] | None = None
    visible: Callable[[HttpRequest], bool] | None = None


@dataclass(frozen=True)
class Link:
    """A link with its words; ``current`` marks where the reader is, ``icon`` names a drawing of the sprite."""

    label: str
    url: str
    current: bool = False
    icon: str = ""
    note: str = ""


@dataclass(frozen=True)
class Bearer:
    """Who is signed in, in ready words. ``posts`` are shown as a POST menu: value and label, the current one marked."""

    name: str
    role: str = ""
    posts: tuple[tuple[str, str, bool], ...] = ()
    switch_post_url: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Site:
    """The facts a public page must show in its footer."""

    name: str = "徽政"
    place: str = ""
    sponsor: str = ""
    operator: str = ""
    phone: str = ""
    site_code: str = ""
    icp: str = ""
    police: str = ""
    find_error_url: str = ""
    demonstration: bool = True
    links: tuple[Link, ...] = ()
    place_url: str = ""
    mark: str = "徽政"


@dataclass
class _Zone:
    sign_in: str = ""
    sign_out: str = ""
    sign_up: str = ""
    describe: Callable[[HttpRequest], Bearer | None] | None = None
    has_duty: Callable[[HttpRequest, str], bool] | None = None
    search_url: str = ""
    search_label: str | _StrPromise = ""
    site: Callable[[HttpRequest], Site] | None = None


_entries: dict[tuple[str, str], NavEntry] = {}
_zones: dict[str, _Zone] = {"inner": _Zone(), "outer": _Zone()}


def register_nav(  # noqa: PLR0917 - the order is how people say it
    zone: Area,
    key: str,
    label: str | _StrPromise,
    url_name: str,
    order: int,
    duty: str | None = None,
    *,
    icon: str = "",
    group: str | _StrPromise = "",
    count: Callable[[HttpRequest], int] | None = None,
    visible: Callable[[HttpRequest], bool] | None = None,
) -> None:
    """This function will show one more entry in a navigation.

    ``duty`` names a duty of the reader's post, checked by what ``register_duty_check`` was given; ``count`` is a
    number beside the label (things to do), ``visible`` any other condition. Called in a room's ``AppConfig.ready``.
    """
    _entries[zone, key] = NavEntry(zone, key, label, url_name, order, duty, icon, group, count, visible)


def register_session(
    zone: Zone,
    *,
    sign_in: str,
    sign_out: str,
    sign_up: str = "",
    describe: Callable[[HttpRequest], Bearer | None],
) -> None:
    """This function will give the frame the names of the session's addresses and a way to describe who is signed in."""
    _zones[zone].sign_in, _zones[zone].sign_out, _zones[zone].sign_up = sign_in, sign_out, sign_up
    _zones[zone].describe = describe


def register_duty_check(zone: Zone, has_duty: Callable[[HttpRequest, str], bool]) -> None:
    """This function will let navigation entries be shown by duty."""
    _zones[zone].has_duty = has_duty


def register_search(zone: Zone, url_name: str, label: str | _StrPromise) -> None:
    """This function will put a search box (GET, parameter ``q``) into the frame of a zone."""
    _zones[zone].search_url, _zones[zone].search_label = url_name, label


def register_site(zone: Zone, site: Callable[[HttpRequest], Site]) -> None:
    """This function will give the footer the facts of the site that answers the request."""
    _zones[zone].site = site


def entries(area: str) -> list[NavEntry]:
    return sorted(
        (entry for entry in _entries.values() if entry.area == area),
        key=lambda entry: (entry.order, entry.key),
    )


def zone_chrome(zone: str) -> _Zone:
    return _zones[zone]
