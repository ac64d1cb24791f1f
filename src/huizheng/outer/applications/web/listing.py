"""My applications: drafts to go on with, what is under way, what is done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huizheng.outer.applications.models import Application
from huizheng.outer.applications.queries import my_page
from huizheng.outer.applications.rules import draft_kept_until
from huizheng.outer.applications.states import OWNERS, ApplicationState, Owner
from huizheng.outer.applications.web import presenters
from huizheng.outer.applications.web.access import PartyView
from huizheng.outer.applications.web.renewing import licence_line
from huizheng.outer.applications.wording import STATE_KINDS, STATE_LABELS


class MyApplications(PartyView):
    def get(self, request: HttpRequest) -> HttpResponse:
        page = my_page(self.party, before=request.GET.get("before", ""))
        organs = presenters.organ_words(application.organ_name for application in page.applications)
        rows = [_row(application, organ=organs[application.organ_name]) for application in page.applications]
        return render(
            request,
            "applications/mine.html",
            {
                "title": _("我的申请"),
                "crumbs": [(_("首页"), "/"), (_("我的申请"), "")],
                "rows": rows,
                "older": f"?before={page.older}" if page.older else "",
                "newer": reverse("applications:mine") if request.GET.get("before") else "",
                "party_name": self.party.enterprise.name if self.party.enterprise else "",
            },
        )


def _next_page(application: Application) -> str:
    """Return the page on which the applicant goes on."""
    if application.state == ApplicationState.DRAFT:
        return "fill"
    return "correct" if application.state == ApplicationState.CORRECTION_REQUESTED else "follow"


def _row(application: Application, *, organ: str) -> dict[str, object]:
    is_draft = application.state == ApplicationState.DRAFT
    owner = OWNERS[ApplicationState(application.state)]
    return {
        "title": presenters.title_of(application),
        "number": application.case_number or "",
        "organ": organ,
        "state": STATE_LABELS[application.state],
        "tone": STATE_KINDS[application.state],
        "when": presenters.moment(application.submitted_at or application.saved_at),
        "when_label": _("提交") if application.submitted_at else _("上次保存"),
        "due": presenters.day(application.promised_due_on or application.statutory_due_on)
        if owner is Owner.OFFICE
        else "",
        "kept_until": presenters.day(draft_kept_until(application.saved_at)) if is_draft else "",
        "licence": licence_line(application),
        "is_mine": owner is Owner.APPLICANT,
        "url": reverse("applications:fill" if is_draft else "applications:follow", args=[application.pk]),
        "action_url": reverse(f"applications:{_next_page(application)}", args=[application.pk]),
        "action": _("继续填写")
        if is_draft
        else _("去补正")
        if application.state == ApplicationState.CORRECTION_REQUESTED
        else _("查看进度"),
        "discard_url": reverse("applications:discard", args=[application.pk]) if is_draft else "",
    }
