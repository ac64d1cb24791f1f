"""Addresses between the sites of the cluster, and within one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest

    from huizheng.outer.sites.api import Column, Site, SiteName


def port_of(request: HttpRequest) -> str:
    """Return the port after the host as ``:8000``, or nothing: sites of a cluster answer at the same one."""
    return _port(request.get_host())


@lru_cache(maxsize=1000)
def _port(host: str) -> str:
    port = host.rpartition(":")[2] if ":" in host and not host.endswith("]") else ""
    return f":{port}" if port.isdigit() else ""


def site_address(site: Site | SiteName, port: str, path: str = "/") -> str:
    return f"//{site.host}{port}{path}"


def column_address(column: Column) -> str:
    return f"/{column.path}/"
