"""The home page of a site, section by section: what its keepers arrange without a word of code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huizheng.inner.sites.actions.home import arrange_home, moved, restore_home
from huizheng.inner.sites.homes import MOST_ROWS, SECTIONS, Section
from huizheng.inner.sites.queries import columns_of, site_for
from huizheng.inner.sites.rules import NotYours, Refused
from huizheng.inner.sites.web.sight import Sight, for_officials
from huizheng.inner.sites.web.site_views import crumbs, keeps

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from huizheng.inner.sites.models import Site

_LEAST_ENTRIES = 3


@require_http_methods(["GET", "HEAD", "POST"])
@for_officials
def home(request: HttpRequest, sight: Sight, slug: str) -> HttpResponse:
    """Show the sections; a POST changes one of them, moves it, takes it away, adds one, or restores the standard."""
    found = site_for(sight.official, slug, at=sight.at)
    if request.method != "POST":
        return _page(request, found, sight)
    seen = request.POST.get("seen", "")
    common: dict[str, Any] = {"by": sight.actor, "at": sight.at, "seen": int(seen) if seen.isdecimal() else None}
    try:
        if request.POST.get("act") == "restore":
            restore_home(slug, **common)
        else:
            arrange_home(slug, sections=_wanted(found.home, request.POST), **common)
    except NotYours:
        raise
    except Refused as reason:
        messages.error(request, reason.sentence)
        return _page(request, found, sight, typed=request.POST, status=422)
    messages.success(request, _("首页已调整，公众网随即更新。"))
    return redirect("sites:home", slug=slug)


def _wanted(sections: list[Section], typed: QueryDict) -> list[Section]:
    """Return the sections as the one button pressed wants them."""
    told = typed.get("place", "")
    place = int(told) if told.isdecimal() else -1
    match typed.get("act", ""):
        case "up" | "down" as direction:
            return moved(sections, place, up=direction == "up")
        case "remove" if 0 <= place < len(sections):
            return [*sections[:place], *sections[place + 1 :]]
        case "change" if 0 <= place < len(sections):
            return [*sections[:place], _typed(typed, sections[place]["section"]), *sections[place + 1 :]]
        case "add":
            return [*sections, _typed(typed, typed.get("section", "")[:20])]
    raise Http404


def _typed(typed: QueryDict, kind: str) -> Section:
    limit = typed.get("limit", "")
    return {
        "section": kind,
        "columns": [each[:120] for each in typed.getlist("column")],
        "limit": int(limit) if limit.isdecimal() and len(limit) < 4 else 0,  # noqa: PLR2004 - more digits are no count
        "title": typed.get("title", ""),
    }


def _page(
    request: HttpRequest, found: Site, sight: Sight, *, typed: QueryDict | None = None, status: int = 200
) -> HttpResponse:
    every = columns_of(found)
    shown = [each for each in every if each.is_shown]
    names = {
        each.path: each.name if each.is_shown else _("%(column)s（本站未显示）") % {"column": each.name}
        for each in every
    }
    may = keeps(found, sight)
    sections = [_shown(place, each, names) for place, each in enumerate(found.home) if each.get("section") in SECTIONS]
    for each in sections:
        each["first"], each["last"] = each is sections[0], each is sections[-1]
    if typed is not None and typed.get("act") == "change":
        for each in sections:
            if str(each["place"]) == typed.get("place"):
                each |= {"opened": True, **_again(typed, each["entries"])}
    context = {
        "site": found,
        "crumbs": crumbs(found, _("首页布置")),
        "keeps": may,
        "sections": sections,
        "columns": [{"path": each.path, "name": each.name} for each in shown],
        "kinds": [{"key": key, "label": kind.label, "note": kind.note} for key, kind in SECTIONS.items()],
        "most_rows": MOST_ROWS,
        "added": _again(typed if typed is not None and typed.get("act") == "add" else QueryDict(), [""] * 4),
        "added_kind": typed.get("section", "") if typed is not None else "",
    }
    return render(request, "sites/home.html", context, status=status)


def _shown(place: int, section: Section, names: dict[str, str]) -> dict[str, Any]:
    kind = SECTIONS[section["section"]]
    columns = [path for path in section.get("columns") or () if path in names]  # a tree may lack a standard one
    said = "、".join(names[path] for path in columns) or str(kind.note)
    empty = max(0, min(kind.most_columns, max(_LEAST_ENTRIES, len(columns) + 1)) - len(columns))
    return {
        "place": place,
        "label": section.get("title") or kind.label,
        "kind": kind,
        "said": said,
        "limit": section.get("limit") or "",
        "title": section.get("title") or "",
        "entries": [*columns, *[""] * empty],
        "opened": False,
    }


def _again(typed: QueryDict, entries: list[str]) -> dict[str, Any]:
    """Return what was typed, so that a refusal loses nothing."""
    written = typed.getlist("column")
    return {
        "entries": [*written, *[""] * (len(entries) - len(written))],
        "limit": typed.get("limit", ""),
        "title": typed.get("title", ""),
    }
