"""The entrance of the service hall, and the choice of place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from huizheng.commons.design.api import remember_place
from huizheng.commons.reference import api as reference
from huizheng.outer.portal.web import presenters
from huizheng.outer.portal.web.navigation import PROVINCE, place_code

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def entrance(request: HttpRequest) -> HttpResponse:
    """Show where every service begins: search, themes, what is done most, tracking."""
    audience: presenters.Audience = "corp" if request.GET.get("audience") == "corp" else "person"
    return render(
        request,
        "portal/entrance.html",
        presenters.entrance(audience=audience, today=timezone.localdate()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def choose_place(request: HttpRequest) -> HttpResponse:
    """Show the province's cities and counties; a POST keeps the chosen one and leads back."""
    error = ""
    if request.method == "POST":
        back = request.POST.get("next", "/")
        if not url_has_allowed_host_and_scheme(
            back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        ):
            back = "/"
        try:
            chosen = reference.current_division(request.POST.get("code", ""))
        except (reference.UnknownPlace, reference.DivisionEnded):
            error = gettext("没有找到这个地区，请在下面的列表里重新选择。")
        else:
            response = HttpResponseRedirect(back)
            remember_place(response, chosen.code[:6])
            return response
    context = presenters.places(chosen=place_code(request), province=PROVINCE)
    back = request.GET.get("next", "/")
    return render(
        request,
        "portal/place.html",
        {**context, "error": error, "next": back},
        status=422 if error else 200,
    )
