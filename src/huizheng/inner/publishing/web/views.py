"""The room's pages that are read: lists, one manuscript, its preview and its changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from huizheng.inner.publishing import queries
from huizheng.inner.publishing.documents import edition_of
from huizheng.inner.publishing.web.actors import manuscript_or_404, standing_in
from huizheng.inner.publishing.web.presenters import lists
from huizheng.inner.publishing.web.presenters.changes import changes_page
from huizheng.inner.publishing.web.presenters.manuscript import manuscript_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_required
@require_safe
def manuscripts(request: HttpRequest) -> HttpResponse:
    """Show the manuscripts the official works with, filtered, page by page."""
    page = lists.manuscripts(standing_in(request), request.GET)
    return render(request, "publishing/manuscripts.html", {"page": page})


@login_required
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Show what waits for the official: reviews, releases, returned drafts, placements."""
    return render(request, "publishing/waiting.html", {"page": lists.waiting(standing_in(request))})


@login_required
@require_safe
def manuscript(request: HttpRequest, number: int) -> HttpResponse:
    """Show one manuscript: its preview, facts, findings, history, and what may be done now."""
    found = manuscript_or_404(request, number)
    shown = manuscript_page(found, standing_in(request), at=timezone.now())
    return render(request, "publishing/manuscript.html", {"page": shown})


@csp_replace({"frame-ancestors": [SELF]})  # type: ignore[arg-type]
@xframe_options_sameorigin
@login_required
@require_safe
def preview(request: HttpRequest, number: int) -> HttpResponse:
    """Show the text under review, or the working copy, or what is public, as it will look."""
    found = manuscript_or_404(request, number)
    if submission := queries.open_submission_of(found):
        document = submission.document
    elif found.page is not None:
        document = edition_of(found.page.specific)
    elif (current := queries.newest_document(found)) is not None:
        document = current
    else:
        raise Http404
    return render(request, "publishing/preview.html", {"edition": document})


@login_required
@require_safe
def changes(request: HttpRequest, number: int) -> HttpResponse:
    """Show how the text differs from the edition that was last released."""
    found = manuscript_or_404(request, number)
    submission = queries.open_submission_of(found)
    document = submission.document if submission else (edition_of(found.page.specific) if found.page else None)
    if document is None:
        raise Http404
    shown = changes_page(found, queries.newest_document(found), document)
    return render(request, "publishing/changes.html", {"page": shown})
