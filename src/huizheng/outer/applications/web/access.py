"""What every page of this room begins with: who asks, for whom, and which application."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from huizheng.outer.accounts.api import Party, current_party
from huizheng.outer.applications.errors import NotVisible
from huizheng.outer.applications.models import Application
from huizheng.outer.applications.queries import application_for


@method_decorator(never_cache, name="dispatch")
class PartyView(LoginRequiredMixin, View):
    """A page for somebody who is signed in; ``party`` is whom they act for."""

    party: Party

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.party = current_party(request)
        return super().dispatch(request, *args, **kwargs)

    def handle_no_permission(self) -> HttpResponse:  # type: ignore[override]
        """Ask to sign in; where something was posted, say first that it has not been kept and how to keep it."""
        if self.request.method != "POST":
            return super().handle_no_permission()
        back = self.request.path if "get" in self.http_method_names else reverse("applications:mine")
        page = {"sign_in_url": f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}"}
        return render(self.request, "applications/signed_out.html", page, status=401)


class ApplicationView(PartyView):
    """A page about one application of the party; somebody else's does not exist."""

    application: Application

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.party = current_party(request)
            try:
                self.application = application_for(self.party, kwargs.pop("application_id"))
            except NotVisible:
                raise Http404 from None
        return super().dispatch(request, *args, **kwargs)
