"""The applicant speaks while the application is examined: a short form, a check, one press (陈述申辩, 申请听证)."""

from __future__ import annotations

import datetime as dt
import uuid
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huizheng.outer.applications import policies
from huizheng.outer.applications.actions import speaking
from huizheng.outer.applications.errors import ApplicationError
from huizheng.outer.applications.hearings import Hearing, hearing_of
from huizheng.outer.applications.models import Application
from huizheng.outer.applications.rules import STATEMENT_LENGTH
from huizheng.outer.applications.services import OfferedService, pinned_service
from huizheng.outer.applications.states import EXAMINED
from huizheng.outer.applications.web import presenters
from huizheng.outer.applications.web.access import ApplicationView


def speaking_card(application: Application, service: OfferedService, *, today: dt.date) -> dict[str, Any]:
    """Return what the page of progress says of the hearing and of speaking; empty while nothing is examined."""
    if application.state not in EXAMINED or not service.is_licence:
        return {}
    hearing = hearing_of(application)
    card: dict[str, Any] = {"statement_url": reverse("applications:statement", args=[application.pk])}
    if hearing.may_be_asked(today):
        card["title"] = _("您有权申请听证")
        card["text"] = _until(hearing)
        card["url"] = reverse("applications:hearing", args=[application.pk])
        card["link"] = _("申请听证")
    elif told := _standing(hearing):
        card["title"], card["text"] = told
        card["where"] = hearing.where if hearing.held_on and not hearing.is_over else ""
    return card


def _until(hearing: Hearing) -> str:
    return _(
        "申请直接关系他人重大利益。要求听证的，最迟%(day)s提出：自被告知听证权利之日起五个工作日内"
        "（行政许可法第四十七条、第八十二条）。"
    ) % {"day": presenters.day(hearing.request_by_on)}


def _standing(hearing: Hearing) -> tuple[str, str] | None:
    """Return title and sentence of where the hearing stands once it can no longer be asked for; before, nothing."""
    if hearing.held_on is not None:
        if hearing.is_over:
            return None
        return (
            _("听证将于%(day)s举行") % {"day": presenters.day(hearing.held_on)},
            _(
                "由%(chair)s主持。您可以提出证据，进行申辩和质证；认为主持人与本事项有直接利害关系的，有权申请回避"
                "（行政许可法第四十八条）。您不承担听证的费用。"
            )
            % {"chair": hearing.chair},
        )
    if hearing.held_by_on is not None:
        return (
            _("将举行听证"),
            _("部门最迟%(day)s组织听证，时间、地点在听证七个工作日前通知您（行政许可法第四十七条、第四十八条）。")
            % {"day": presenters.day(hearing.held_by_on)},
        )
    if hearing.asked_on is not None:
        return (
            _("您已申请听证"),
            _("%(day)s提出。部门登记后，二十个工作日内组织听证（行政许可法第四十七条）。")
            % {"day": presenters.day(hearing.asked_on)},
        )
    if hearing.request_by_on is not None:
        return (
            _("申请听证的期限已经届满"),
            _(
                "听证应当自被告知听证权利之日起五个工作日内提出，已于%(day)s届满（行政许可法第四十七条）。"
                "作出决定前，您仍可以陈述申辩。"
            )
            % {"day": presenters.day(hearing.request_by_on)},
        )
    return None


class MakeStatement(ApplicationView):
    """Fill in, check, send: what one press sends twice is one."""

    asks_hearing: ClassVar[bool] = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.now = timezone.now()
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def service(self) -> OfferedService:
        return pinned_service(self.application.item_slug, self.application.release_version)

    def get(self, request: HttpRequest) -> HttpResponseBase:
        if refused := self._hindrance():
            return self._page(request, hindrance=refused)
        return self._page(request, press=str(uuid.uuid4()))

    def post(self, request: HttpRequest) -> HttpResponseBase:
        text = request.POST.get("text", "").strip()
        try:
            press = uuid.UUID(request.POST.get("press", ""))
        except ValueError:
            return redirect(request.path)
        if "change" in request.POST:
            return self._page(request, press=str(press), text=text)
        if not text or len(text) > STATEMENT_LENGTH:
            error = _("请写明理由和事实，不超过%(limit)d字。") % {"limit": STATEMENT_LENGTH}
            return self._page(request, status=422, press=str(press), text=text, error=error)
        if "send" in request.POST:
            return self._sent(request, press, text)
        if refused := self._hindrance():
            return self._page(request, status=409, hindrance=refused, text=text)
        return self._page(request, press=str(press), text=text, is_checking=True)

    def _sent(self, request: HttpRequest, press: uuid.UUID, text: str) -> HttpResponseBase:
        try:
            self._send(text, press)
        except ApplicationError as error:
            return self._page(request, status=409, hindrance=str(error.sentence), text=text)
        messages.success(request, self._words()["done"])
        return redirect("applications:follow", self.application.pk)

    def _hindrance(self) -> str:
        """Return why it is not possible now, or nothing."""
        try:
            policies.check_speak(self.application, self.service, said=0)
            if self.asks_hearing:
                policies.check_hearing(hearing_of(self.application), today=timezone.localdate(self.now))
        except ApplicationError as error:
            return str(error.sentence)
        return ""

    def _send(self, text: str, press: uuid.UUID) -> None:
        given: dict[str, Any] = {"service": self.service, "press": press, "by": self.party, "at": self.now}
        if self.asks_hearing:
            speaking.ask_for_hearing(self.application, reasons=text, **given)
        else:
            speaking.make_statement(self.application, text=text, **given)

    def _words(self) -> dict[str, str]:
        if self.asks_hearing:
            return {
                "heading": _("申请听证"),
                "label": _("申请听证的理由和事实"),
                "button": _("确认，申请听证"),
                "done": _("听证申请已送达办理机关，回执在时间线里。部门登记后会告知组织听证的期限。"),
            }
        return {
            "heading": _("陈述申辩"),
            "label": _("您要陈述和申辩的内容"),
            "button": _("确认，提交陈述申辩"),
            "done": _("陈述申辩已送达办理机关，回执在时间线里。作出决定前部门应当听取。"),
        }

    def _page(self, request: HttpRequest, *, status: int = 200, **more: Any) -> HttpResponse:
        words = self._words()
        head = presenters.head(self.application)
        blank = {"text": "", "error": "", "press": "", "hindrance": "", "is_checking": False}
        hearing = hearing_of(self.application) if self.asks_hearing else Hearing()
        page = (
            head
            | words
            | blank
            | {
                "crumbs": presenters.crumbs((head["title"], head["follow_url"]), (words["heading"], "")),
                "limit": STATEMENT_LENGTH,
                "asks_hearing": self.asks_hearing,
                "until": _until(hearing) if hearing.may_be_asked(timezone.localdate(self.now)) else "",
                "statement_url": reverse("applications:statement", args=[self.application.pk]),
            }
            | more
        )
        return render(request, "applications/speak.html", page, status=status)


class AskForHearing(MakeStatement):
    """The same, for a hearing: as long as the five working days run."""

    asks_hearing = True
