"""The item library in the office: lists, releases, quality reports, previews, changes. Read only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from huizheng.commons.forms.api import Context, load_form
from huizheng.commons.forms.api import render as render_form
from huizheng.inner.items import queries
from huizheng.inner.items.errors import NoSuchRelease, NotOffered
from huizheng.inner.items.web.actors import actor_of
from huizheng.inner.items.web.presenters import changes as change_pages
from huizheng.inner.items.web.presenters import library as libraries
from huizheng.inner.items.web.presenters import release as releases
from huizheng.lib.row_keys import row_key

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from huizheng.inner.items.models import Item, Release


@login_required
@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Show the items that fit the filters, page by page."""
    return render(request, "items/library.html", {"page": libraries.library(request.GET)})


@login_required
@require_safe
def item(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an item with all its releases and what may be done."""
    found = item_or_404(slug)
    shown = libraries.item_page(found, by=actor_of(request), at=timezone.now())
    return render(request, "items/item.html", {"page": shown})


@login_required
@require_safe
def release(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """Show one release whole, with its quality report; made for paper too."""
    found = release_or_404(slug, version)
    shown = releases.release_page(found, by=actor_of(request), at=timezone.now())
    return render(request, "items/release.html", {"page": shown})


@login_required
@require_safe
def form_preview(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """Show the release's form as applicants will see it; nothing can be sent."""
    found = release_or_404(slug, version)
    form = load_form(found.document["form"])
    drawn = render_form(form, {}, context=Context(at=timezone.now()))
    return render(request, "items/form.html", {"page": releases.heading(found), "form": drawn})


@login_required
@require_safe
def changes(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """Show what changed since the release before, or since the one that is named."""
    found = release_or_404(slug, version)
    since = row_key(request.GET.get("since", ""))
    before = release_or_404(slug, since) if since is not None else queries.release_before(found)
    return render(request, "items/changes.html", {"page": change_pages.changes_page(before, found)})


@login_required
@require_safe
def document(request: HttpRequest, slug: str, version: int) -> HttpResponse:  # noqa: ARG001 - Django's form of a view
    """Give the release's document, to be worked on outside and uploaded as a draft."""
    found = release_or_404(slug, version)
    answer = JsonResponse(found.document, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{version}.json"'
    return answer


def item_or_404(slug: str) -> Item:
    try:
        return queries.item(slug)
    except NotOffered as error:
        raise Http404 from error


def release_or_404(slug: str, version: int) -> Release:
    try:
        return queries.release(slug, version)
    except NoSuchRelease as error:
        raise Http404 from error
