"""The pages of a site for slow phones: words, few marks, one small style sheet, no script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext

from huizheng.outer.portal.web.addresses import column_address
from huizheng.outer.portal.web.frame import Whole
from huizheng.outer.portal.web.markup import e
from huizheng.outer.portal.web.parts import cards as card_parts
from huizheng.outer.portal.web.parts.kinds import price_rows
from huizheng.outer.sites import api as sites

if TYPE_CHECKING:
    import datetime as dt

PRICES: Final = "market/produce-prices"
SHOWN: Final = (("weather/warnings", 3), ("technology/calendar", 4), (PRICES, 6), ("news", 5), ("policy/documents", 4), ("migrant/jobs", 4), ("technology/pests", 3))  # fmt: skip


def home(site: sites.Site, *, at: dt.datetime) -> Whole:
    """Return the home page: what may be urgent, then everything by name, then the newest of what is read most."""
    wants = [sites.Want(key=path, column=path, limit=limit) for path, limit in SHOWN if site.column(path)]
    found = sites.sections(site, wants, at=at)
    doors = "".join(
        f'<li><a href="{column_address(each)}"><strong>{e(each.title(site.language))}</strong><span>{e(_below(site, each))}</span></a></li>'
        for each in site.top
        if each.type != "link"
    )
    parts = [
        f'<h1 class="hz-visually-hidden">{e(site.title(site.language))}</h1>\n<ul class="hz-lightdoors">{doors}</ul>'
    ]
    for path, _ in SHOWN:
        column = site.column(path)
        if column is None or not found.get(path):
            continue
        body = price_rows(found[path]) if path == PRICES else card_parts.rows(found[path])
        title = e(column.title(site.language))
        more = f'<a href="{column_address(column)}">{e(gettext("更多"))}<span class="hz-visually-hidden">{title}</span></a>'
        parts.append(f'<section><div class="hz-lighthead"><h2>{title}</h2>{more}</div>\n{body}</section>')
    return Whole(title="", main=f'<div class="hz-wrap">{"".join(parts)}</div>', section="home", kind="home")


def _below(site: sites.Site, column: sites.Column) -> str:
    names = [each.title(site.language) for each in site.children_of(column.path)][:4]
    return gettext("、").join(names)
