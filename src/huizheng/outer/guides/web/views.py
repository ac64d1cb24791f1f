"""The service hall: lists, life events, guides. Everything here is read only and public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from huizheng.commons.design.api import chosen_place
from huizheng.outer.guides import queries
from huizheng.outer.guides.errors import UnknownService
from huizheng.outer.guides.rules import AUDIENCES
from huizheng.outer.guides.web.presenters import guide as guides
from huizheng.outer.guides.web.presenters import hall as halls
from huizheng.outer.guides.web.presenters import record as records

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def hall(request: HttpRequest) -> HttpResponse:
    """Show the services that fit what is asked for, page by page, or what a search finds."""
    wanted = halls.Wanted.read(request.GET)
    return render(request, "guides/hall.html", {"hall": halls.hall(wanted)})


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Show a few services while somebody types; a fragment for htmx."""
    question = request.GET.get("q", "")[: halls.LONGEST_QUESTION]
    return render(request, "guides/_suggestions.html", {"services": halls.rows(queries.suggestions(question))})


@require_safe
def life_events(request: HttpRequest) -> HttpResponse:
    """Show all themes in the order of a life, or of an enterprise."""
    audience = halls.audience_of(request.GET.get("audience", ""))
    return render(request, "guides/life_events.html", {"page": halls.life_events(audience)})


@require_safe
def theme(request: HttpRequest, audience: str, code: str) -> HttpResponse:
    """Show the services of one theme in the order one meets them."""
    if audience not in AUDIENCES:
        raise Http404
    found = halls.theme_page(halls.audience_of(audience), code)
    if found is None:
        raise Http404
    return render(request, "guides/theme.html", {"page": found})


@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything one must know of a service, for the chosen place."""
    return render(request, "guides/guide.html", {"guide": _guide(request, slug)})


@require_safe
def print_guide(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the guide for paper: all of it open, no navigation."""
    return render(request, "guides/print.html", {"guide": _guide(request, slug)})


@require_safe
def version(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """Show a guide as it stood in one version, for those whose application is pinned to it."""
    try:
        release = queries.service_version(slug, version)
        shown = queries.service(slug)
    except UnknownService as error:
        raise Http404 from error
    return render(
        request,
        "guides/guide.html",
        {"guide": guides.present(shown, release, place=chosen_place(request), pinned=True)},
    )


def _guide(request: HttpRequest, slug: str) -> guides.Guide:
    try:
        shown = queries.service(slug)
        release = queries.service_version(slug, shown.version)
    except UnknownService as error:
        raise Http404 from error
    return guides.present(shown, release, place=chosen_place(request))


@require_safe
@cache_control(public=True, max_age=60)
def index_json(request: HttpRequest) -> JsonResponse:
    """Give the list of services as data, with the same filters as the hall."""
    wanted = halls.Wanted.read(request.GET)
    return JsonResponse(
        {"services": [records.summary(each) for each in halls.found(wanted)]}, json_dumps_params=records.READABLE
    )


@require_safe
@cache_control(public=True, max_age=60)
def guide_json(request: HttpRequest, slug: str) -> JsonResponse:  # noqa: ARG001 - Django's form of a view
    """Give a service's release as data, with its digest, so that anyone may check it."""
    try:
        shown = queries.service(slug)
        release = queries.service_version(slug, shown.version)
    except UnknownService:
        return JsonResponse({"error": "没有这个事项"}, status=404, json_dumps_params=records.READABLE)
    return JsonResponse(records.whole(shown, release), json_dumps_params=records.READABLE)
