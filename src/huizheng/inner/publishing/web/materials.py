"""The library of a site's files, and the files that a text names, for those who work with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from huizheng.commons.files.api import BlobDamaged, FileErased, FileRefused, InQuarantine, download_response
from huizheng.inner.publishing import queries
from huizheng.inner.publishing.actions.materials import RULE, add_material
from huizheng.inner.publishing.choosing import library_of
from huizheng.inner.publishing.errors import PublishingError
from huizheng.inner.publishing.models import Material
from huizheng.inner.publishing.web.actors import actor_of, manuscript_or_404, standing_in
from huizheng.inner.publishing.web.forms import MaterialForm
from huizheng.inner.publishing.web.presenters.lists import material_list

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def library(request: HttpRequest) -> HttpResponseBase:
    """Show the library of the own sites; a POST adds a file."""
    sites = queries.writable_sites(standing_in(request))
    form = MaterialForm(request.POST or None, request.FILES or None, sites=sites)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            facts = form.cleaned_data
            try:
                add_material(
                    site=facts["site"],
                    uploaded=facts["file"],
                    title=facts["title"],
                    alt=facts["alt"],
                    by=actor_of(request),
                    at=timezone.now(),
                )
            except (PublishingError, FileRefused) as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, "已加入素材库，写稿时可以选用。引用它的页面发布以前，公众看不到。")
                return redirect("publishing:materials")
    page = material_list(library_of(request), request.GET)
    return render(
        request, "publishing/materials.html", {"page": page, "form": form, "sites": sites, "rule": RULE}, status=status
    )


@login_required
@require_safe
def material(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    """Hand out a file of the own sites' library."""
    standing_in(request)
    found = library_of(request).filter(pk=key).first()
    if found is None:
        raise Http404
    return _handed_out(request, found)


@login_required
@require_safe
def named_file(request: HttpRequest, number: int, sm3: str) -> HttpResponseBase:
    """Hand out a file of the site of a manuscript that the official works with: what its preview shows."""
    manuscript = manuscript_or_404(request, number)
    found = Material.objects.filter(site=manuscript.site, file__sm3=sm3[:64]).select_related("file").first()
    if found is None:
        raise Http404
    return _handed_out(request, found)


def _handed_out(request: HttpRequest, found: Material) -> HttpResponseBase:
    try:
        return download_response(request, found.file)
    except (InQuarantine, FileErased, BlobDamaged) as error:
        raise Http404 from error
