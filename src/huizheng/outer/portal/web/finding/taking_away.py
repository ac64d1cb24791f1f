"""The catalogue as data, whole: under the same visibility as its page, row by row, never all in memory."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, Final

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from huizheng.outer.portal.web.addresses import port_of
from huizheng.outer.portal.web.asked import of_a_site
from huizheng.outer.portal.web.finding.catalogue import Asked
from huizheng.outer.sites import api as sites

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from django.http import HttpRequest

_AT_A_TIME: Final = 100
# What a spreadsheet would take for a formula begins with one of these.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@of_a_site
def as_csv(request: HttpRequest, site: sites.Site) -> StreamingHttpResponse:
    """Give the entries asked for as a table for spreadsheets."""
    now = timezone.now()
    sieve = Asked.read(request.GET).sieve(site, at=now)
    titles = [
        gettext("索引号"), gettext("名称"), gettext("文号"), gettext("文种"), gettext("主题分类"), gettext("发布机构"),
        gettext("成文日期"), gettext("发布日期"), gettext("施行日期"), gettext("有效性"), gettext("内容概述"),
        gettext("关键词"), gettext("网址"),
    ]  # fmt: skip
    response = StreamingHttpResponse(_csv(titles, sieve, request, at=now), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="openness-catalogue.csv"'
    return response


@of_a_site
def as_json(request: HttpRequest, site: sites.Site) -> StreamingHttpResponse:
    """Give the entries asked for as JSON."""
    now = timezone.now()
    sieve = Asked.read(request.GET).sieve(site, at=now)
    response = StreamingHttpResponse(_json(sieve, request, at=now), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="openness-catalogue.json"'
    return response


def entry_facts(entry: sites.Entry, base: str) -> dict[str, Any]:
    """Return an entry as machines read it."""
    return {
        **{name: value for name, value in entry.openness.items() if value not in (None, "")},
        "title": entry.title,
        "published_on": entry.published_on.isoformat(),
        "page": entry.number,
        "site": entry.site,
        "url": base.format(host=_host(entry.site)) + entry.address,
    }


def base_of(request: HttpRequest) -> str:
    """Return how addresses of any site begin, with a place for the host."""
    return f"{request.scheme}://{{host}}{port_of(request)}"


def _host(slug: str) -> str:
    site = sites.site(slug)
    return site.host if site else "localhost"


def _entries(sieve: sites.Sieve, *, at: dt.datetime) -> Iterator[sites.Entry]:
    cursor = ""
    while True:
        part = sites.catalogue(sieve, at=at, cursor=cursor, size=_AT_A_TIME)
        yield from part.entries
        if not part.next:
            return
        cursor = part.next


def _csv(titles: list[str], sieve: sites.Sieve, request: HttpRequest, *, at: dt.datetime) -> Iterator[str]:
    base = base_of(request)
    yield "\ufeff" + _line(titles)
    for entry in _entries(sieve, at=at):
        facts = entry_facts(entry, base)
        yield _line([
            entry.index_number,
            entry.title,
            entry.document_number,
            facts.get("kind_name", ""),
            "／".join(facts.get("themes", ())),
            facts.get("organ_name", ""),
            facts.get("formed_on", ""),
            facts["published_on"],
            facts.get("effective_on", ""),
            entry.validity,
            facts.get("abstract", ""),
            " ".join(facts.get("keywords", ())),
            facts["url"],
        ])  # fmt: skip


def _line(cells: list[Any]) -> str:
    made = io.StringIO()
    csv.writer(made).writerow([f"'{cell}" if str(cell).startswith(_FORMULA) else cell for cell in cells])
    return made.getvalue()


def _json(sieve: sites.Sieve, request: HttpRequest, *, at: dt.datetime) -> Iterator[str]:
    base = base_of(request)
    yield '{"made_at": ' + json.dumps(at.isoformat(timespec="seconds")) + ', "entries": ['
    between = ""
    for entry in _entries(sieve, at=at):
        yield between + "\n" + json.dumps(entry_facts(entry, base), ensure_ascii=False)
        between = ","
    yield "\n]}\n"
