"""Where a public page is read, as an official follows it from the office."""

from __future__ import annotations

from django.conf import settings

from huizheng.inner.sites.api import NotVisible, site


def public_address(slug: str, page_number: int | None) -> str:
    """Return the address of a page on its own site; a site without a domain answers at its name on this machine."""
    if page_number is None:
        return ""
    try:
        hosts = site(slug).hosts
    except NotVisible:
        return ""
    host = hosts[0] if hosts else f"{slug}.localhost"
    scheme, port = ("https", "") if settings.BEHIND_TLS else ("http", f":{settings.ENVIRONMENT.outer_port}")
    return f"{scheme}://{host}{port}/pages/{page_number}/"
