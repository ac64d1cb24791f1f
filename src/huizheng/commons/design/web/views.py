"""The living page of the design, and the page for a form that can't be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from huizheng.commons.design.web.gallery import ERROR_PAGES, SpecimenChrome, specimens

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in all its states inside the public frame."""
    return render(request, "design/gallery.html", {**specimens(), "frame": "design/outer.html"})


@require_safe
def gallery_inner(request: HttpRequest) -> HttpResponse:
    """Show the same inside the frame of the office."""
    shown = {**specimens(), "frame": "design/inner.html", "chrome": SpecimenChrome(request)}
    return render(request, "design/gallery.html", shown)


@require_safe
def error_page(request: HttpRequest, name: str) -> HttpResponse:
    """Show an error page as people would meet it."""
    if name not in ERROR_PAGES:
        raise Http404(name)
    return render(request, f"{name}.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - the signature is Django's
    """Say that the form was open too long or came from elsewhere, and how to go on without losing what was written."""
    return render(request, "403_csrf.html", status=403)
