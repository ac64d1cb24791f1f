"""What every page of a draft begins with: the pinned release, what is kept, and the moment."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from huizheng.commons.forms import api as forms
from huizheng.lib.row_keys import row_key
from huizheng.outer.accounts.api import applicant_facts
from huizheng.outer.applications.content import Content
from huizheng.outer.applications.queries import own_copy
from huizheng.outer.applications.services import OfferedService, pinned_service
from huizheng.outer.applications.states import ApplicationState
from huizheng.outer.applications.web.access import ApplicationView

PHONES = ("Mobile", "Android", "iPhone")


def channel_of(request: HttpRequest) -> str:
    """Return the code of GB/T 39046 A.5: 2 电脑端, 3 移动端."""
    agent = request.headers.get("User-Agent", "")
    return "3" if any(phone in agent for phone in PHONES) else "2"


class DraftView(ApplicationView):
    """A page of a draft: the pinned release, what is kept, and the moment."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.now = timezone.now()
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def service(self) -> OfferedService:
        return pinned_service(self.application.item_slug, self.application.release_version)

    @property
    def context(self) -> forms.Context:
        return forms.Context(self.now)

    def content(self, answers: dict[str, Any], **limits: Any) -> Content:
        promised = set(own_copy(self.application).get("promised", []))
        return Content(
            self.application,
            self.service,
            answers,
            applicant=applicant_facts(self.party),
            at=self.now,
            promised=promised,
            **limits,
        )

    def open_fields(self, copy: dict[str, Any]) -> set[str]:
        """Return the fields that a post may change: all but those whose source is the authority for them."""
        locked = {key for key, each in copy.get("provenance", {}).items() if each["locked"]}
        return set(self.service.form.fields) - locked

    def must_be_draft(self) -> HttpResponseBase | None:
        if self.application.state == ApplicationState.DRAFT:
            return None
        return redirect("applications:follow", self.application.pk)


def revision_of(request: HttpRequest) -> int | None:
    """Return the revision that the page was built from; a page without one saves over whatever is there."""
    text = request.POST.get("__version") or request.POST.get("version") or ""
    return row_key(text)
