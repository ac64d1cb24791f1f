"""The page of the duty to open: what is due, what is late, which document lacks its interpretation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from huizheng.inner.publishing.web.actors import standing_in
from huizheng.inner.publishing.web.presenters.opening import opening_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_required
@require_safe
def opening(request: HttpRequest) -> HttpResponse:
    """Show how the official's organs keep the twenty working days (政府信息公开条例 art 26)."""
    page = opening_page(standing_in(request), today=timezone.localdate())
    return render(request, "publishing/opening.html", {"page": page})
