"""Where a public page is read, as an official follows it from the office."""

from __future__ import annotations

from django.conf import settings

from huizheng.inner.sites.api import NotVisible, site


def public_address(slug: str, page_number: int | None) -> str:
    """Return the address of a page on its own site, or nothing where the site has no host."""
    if page_number is None:
        return ""
    try:
        hosts = site(slug).hosts
    except NotVisible:
        return ""
    if not hosts:
        return ""
    scheme, port = ("https", "") if settings.BEHIND_TLS else ("http", f":{settings.ENVIRONMENT.outer_port}")
    return f"{scheme}://{hosts[0]}{port}/pages/{page_number}/"
