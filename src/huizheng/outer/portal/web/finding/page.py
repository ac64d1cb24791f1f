"""A page of this part in the frame of its site: its way, its heading, its own styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.templatetags.static import static
from django.utils.translation import gettext

from huizheng.outer.portal.web.frame import Whole, framed
from huizheng.outer.portal.web.markup import breadcrumbs, e

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from huizheng.outer.sites.api import Site


def in_page(
    request: HttpRequest,
    site: Site,
    *,
    title: str,
    main: str,
    heading: str | None = None,
    steps: Sequence[tuple[str, str]] = (),
    section: str = "",
    robots: str = "",
    head: str = "",
    status: int = 200,
) -> HttpResponse:
    """Return the page; ``heading`` is its title unless said, and empty where ``main`` brings its own."""
    crumbs = breadcrumbs([(gettext("首页"), "/"), *steps, (title, "")])
    words = title if heading is None else heading
    top = (
        f'<header class="hz-column-head"><h1 class="hz-column-head__title">{e(words)}</h1></header>\n' if words else ""
    )
    body = f'<div class="hz-wrap hz-column">{crumbs}{top}{main}</div>'
    styles = (
        f'<link rel="stylesheet" href="{e(static("portal/finding.css"))}">\n'
        f'<script src="{e(static("portal/finding.js"))}" defer></script>\n'
    )
    meta = (("ColumnName", title), ("robots", robots))
    return framed(
        request, site, Whole(title=title, main=body, section=section, meta=meta, head=styles + head), status=status
    )
