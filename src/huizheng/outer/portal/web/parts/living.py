"""Blocks of a page that are made when it is read: the newest of a column, services of the hall, a question box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from huizheng.outer.guides import api as guides
from huizheng.outer.portal.web.markup import e
from huizheng.outer.portal.web.parts import kinds, services
from huizheng.outer.sites import api as sites

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

MOST: int = 30


def filled(parts: Sequence[Mapping[str, Any]], site: sites.Site, *, at: dt.datetime) -> str:
    """Return the whole body: what was ready, and what lives; all columns asked for in one statement."""
    columns = _columns(parts, site, at=at)
    return "".join(
        str(part["html"]) if "html" in part else _live(part["live"], place, site, columns)
        for place, part in enumerate(parts)
    )


def _columns(
    parts: Sequence[Mapping[str, Any]], site: sites.Site, *, at: dt.datetime
) -> dict[str, tuple[sites.Card, ...]]:
    wants, others = [], {}
    for place, part in enumerate(parts):
        block = part.get("live")
        if block and block["type"] == "column":
            other = str(block.get("site") or site.slug)
            if found := sites.site(other):
                others[other] = found
            wants.append(
                sites.Want(
                    key=str(place), column=block["column"], limit=min(int(block.get("limit") or 6), MOST), site=other
                )
            )
    return sites.sections(site, wants, at=at, sites=others) if wants else {}


def _live(block: Mapping[str, Any], place: int, site: sites.Site, columns: Mapping[str, Sequence[sites.Card]]) -> str:
    title = str(block.get("title", ""))
    head = f'<h2 id="live-{place}">{e(title)}</h2>\n' if title else ""
    if block["type"] == "column":
        found = columns.get(str(place), ())
        return f'<section class="hz-block">{head}{kinds.listed(list(found), home=site.slug)}</section>' if found else ""
    if block["type"] == "services":
        listed = services.listed(_services(block))
        return f'<section class="hz-block">{head}{listed}</section>' if listed else ""
    hint = str(block.get("placeholder", ""))
    label = title or gettext("搜索本站")
    return (
        f'<section class="hz-block"><form class="hz-ask" method="get" action="/search/" role="search"><label for="ask-{place}">{e(label)}</label>'
        f'<div class="hz-ask__row"><input class="hz-input" type="search" id="ask-{place}" name="q" placeholder="{e(hint)}" maxlength="80">'
        f'<button class="hz-button" type="submit">{e(gettext("搜索"))}</button></div></form></section>'
    )


def _services(block: Mapping[str, Any]) -> list[guides.Service]:
    if slugs := block.get("slugs"):
        held = {each.slug: each for each in guides.services().filter(pk__in=list(slugs))}
        return [held[slug] for slug in slugs if slug in held]
    theme = str(block.get("theme", ""))
    return list(guides.services(theme=theme)[:MOST]) if theme else []
