"""Placements: where a page also stands, and what the own sites are asked to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huizheng.inner.publishing import queries
from huizheng.inner.publishing.actions import placing
from huizheng.inner.publishing.columns import column_choices
from huizheng.inner.publishing.errors import PublishingError
from huizheng.inner.publishing.web.actors import actor_of, manuscript_or_404, standing_in
from huizheng.inner.publishing.web.forms import PlaceForm
from huizheng.inner.publishing.web.presenters.lists import placement_list
from huizheng.inner.publishing.web.presenters.manuscript import heading
from huizheng.inner.sites.api import all_sites
from huizheng.lib.row_keys import row_key

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse


@login_required
@require_safe
def placements(request: HttpRequest) -> HttpResponse:
    """Show what the own sites are asked for, what they show, and what they have sent elsewhere."""
    return render(request, "publishing/placements.html", {"page": placement_list(standing_in(request), request.GET)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, number: int) -> HttpResponse:
    """Ask where else a released page is to stand; a POST asks the receiving site."""
    found = manuscript_or_404(request, number)
    sites = list(all_sites().values_list("slug", "name"))
    wanted = request.POST.get("site") or request.GET.get("site") or found.site
    chosen = wanted if wanted in dict(sites) else found.site
    given = request.POST if request.method == "POST" and request.POST.get("act") == "place" else None
    form = PlaceForm(given, initial={"site": chosen}, sites=sites, columns=column_choices(chosen))
    status = 200
    if given is not None:
        status = 422
        if form.is_valid():
            facts = form.cleaned_data
            try:
                placing.request_placement(
                    number=number,
                    site=chosen,
                    column=facts["column"],
                    rank=facts["rank"] or 0,
                    shown_until=facts["shown_until"],
                    note=facts["note"],
                    by=actor_of(request),
                    at=timezone.now(),
                )
            except PublishingError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, "已送对方审定。对方采用后，页面在那里同时展示，并标明来源。")
                return redirect("publishing:manuscript", number)
    return render(
        request, "publishing/place.html", {"page": heading(found), "form": form, "chosen": chosen}, status=status
    )


@login_required
@require_POST
def decide(request: HttpRequest, key: uuid.UUID, act: str) -> HttpResponse:
    """Take, decline or end a placement."""
    if not queries.placements_for(standing_in(request)).filter(pk=key).exists():
        raise Http404
    common: dict[str, Any] = {"key": key, "by": actor_of(request), "at": timezone.now()}
    reason = request.POST.get("reason", "")
    try:
        match act:
            case "accept":
                placing.accept_placement(**common, rank=row_key(request.POST.get("rank", "")))
                messages.success(request, "已采用，公众网随即展示。")
            case "decline":
                placing.decline_placement(**common, reason=reason)
                messages.success(request, "已答复不采用。")
            case "end":
                placing.end_placement(**common, reason=reason)
                messages.success(request, "展示已结束。")
            case _:
                raise Http404
    except PublishingError as error:
        messages.error(request, str(error))
    return redirect("publishing:placements")
