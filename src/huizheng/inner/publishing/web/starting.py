"""A new page: choose the site, then one of its columns and what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huizheng.inner.publishing import queries
from huizheng.inner.publishing.actions.writing import open_editor, start_page
from huizheng.inner.publishing.columns import column_choices
from huizheng.inner.publishing.errors import PublishingError
from huizheng.inner.publishing.kinds import kind_choices_in
from huizheng.inner.publishing.web.actors import actor_of, standing_in
from huizheng.inner.publishing.web.forms import StartForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Ask where a page is to stand; a POST begins it and opens the editor."""
    sites = queries.writable_sites(standing_in(request))
    if not sites:
        messages.error(request, "您没有“信息采编”职责。如工作需要，请联系本机关的机构管理员。")
        return redirect("publishing:manuscripts")
    wanted = request.POST.get("site") or request.GET.get("site") or sites[0][0]
    chosen = wanted if wanted in dict(sites) else sites[0][0]
    given = request.POST if request.method == "POST" and request.POST.get("act") == "start" else None
    columns = column_choices(chosen)
    asked = request.POST.get("column") or request.GET.get("column", "")
    column = asked if asked in dict(columns) else columns[0][0] if columns else ""
    offered = kind_choices_in(chosen, column)
    form = StartForm(
        given,
        initial={
            "site": chosen,
            "column": column,
            "kind": offered[0][0] if offered else "",
            "title": request.POST.get("title", ""),
        },
        sites=sites,
        columns=columns,
        kinds=offered,
    )
    status = 200
    if given is not None:
        status = 422
        if form.is_valid():
            facts = form.cleaned_data
            try:
                made = start_page(
                    site=chosen,
                    column=facts["column"],
                    kind=facts["kind"],
                    title=facts["title"],
                    by=actor_of(request),
                    at=timezone.now(),
                )
            except PublishingError as error:
                form.add_error(None, str(error))
            else:
                page = open_editor(number=made.number, by=actor_of(request), at=timezone.now())
                return redirect("wagtailadmin_pages:edit", page)
    crumbs = [("稿件", reverse("publishing:manuscripts")), ("新建稿件", "")]
    return render(request, "publishing/start.html", {"form": form, "crumbs": crumbs}, status=status)
