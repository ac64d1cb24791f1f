"""After the submission: number and receipt, the timeline, the result, withdrawal and rating."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, cast
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huizheng.commons.files.api import read_sealed
from huizheng.commons.forms import api as forms
from huizheng.gate import api as gate
from huizheng.gate.contracts import CaseAct
from huizheng.outer.applications import policies
from huizheng.outer.applications.actions import following
from huizheng.outer.applications.errors import ApplicationError
from huizheng.outer.applications.models import Application
from huizheng.outer.applications.queries import own_copy
from huizheng.outer.applications.rules import RATING_TEXT_LENGTH, WITHDRAWAL_REASON_LENGTH
from huizheng.outer.applications.services import OfferedService, pinned_service
from huizheng.outer.applications.states import DECIDED, OWN_STEPS, ApplicationState
from huizheng.outer.applications.vaulted import unlock
from huizheng.outer.applications.web import presenters
from huizheng.outer.applications.web.access import ApplicationView
from huizheng.outer.applications.web.drafts import channel_of
from huizheng.outer.applications.web.receipts import first_receipt
from huizheng.outer.applications.web.renewing import licence_panel
from huizheng.outer.applications.web.speaking import speaking_card
from huizheng.outer.applications.web.timeline import timeline
from huizheng.outer.applications.wording import GRADES, INDICATORS


class Submitted(ApplicationView):
    """The panel with number and query code, and the receipt."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        if not self.application.case_number:
            return redirect("applications:fill", self.application.pk)
        page = (
            presenters.head(self.application)
            | presenters.stages(4)
            | {
                "number": self.application.case_number,
                "code": own_copy(self.application).get("query_code", ""),
                "receipt": first_receipt(self.application),
            }
        )
        return render(request, "applications/submitted.html", page)


class FollowApplication(ApplicationView):
    def get(self, request: HttpRequest) -> HttpResponseBase:
        application = self.application
        if application.state == ApplicationState.DRAFT:
            return redirect("applications:fill", application.pk)
        copy = own_copy(application)
        service = pinned_service(application.item_slug, application.release_version)
        state = ApplicationState(application.state)
        result = _result(application, service)
        head = presenters.head(application)
        page = head | {
            "facts": [
                (_("办件编号"), application.case_number),
                (_("查询码"), copy.get("query_code") or _("已随留底删除")),
                (_("办理机关"), head["organ_name"]),
                (_("提交时间"), presenters.moment(application.submitted_at)),
                *(
                    [(_("承诺办结日"), presenters.day(application.promised_due_on))]
                    if application.promised_due_on
                    else []
                ),
                *(
                    [(_("法定办结日"), presenters.day(application.statutory_due_on))]
                    if application.statutory_due_on
                    else []
                ),
            ],
            "clock_note": application.clock_note,
            "timeline": timeline(application, private=True),
            "answers": forms.render_summary(
                forms.summary(service.form, _clean(service, copy, application)), heading_level=3
            )
            if copy
            else "",
            "materials": [each["name"] for each in copy.get("materials", [])],
            "erase_on": presenters.day(application.own_copy_erase_on),
            "is_erased": not copy,
            "receipt": first_receipt(application),
            "result": result,
            "may_correct": state is ApplicationState.CORRECTION_REQUESTED,
            "may_withdraw": "withdraw" in OWN_STEPS.get(state, {})
            and not application.timeline.filter(act="withdrawal_sent").exists(),
            "may_rate": _may_rate(application),
            "speaking": speaking_card(application, service, today=timezone.localdate()),
            "may_confirm": state in DECIDED
            and not application.timeline.filter(act__in=["result_received", CaseAct.DELIVERED]).exists(),
            "rating": application.ratings.last(),
            "rating_label": GRADES[last.level] if (last := application.ratings.last()) else "",
            "licence": licence_panel(application, today=timezone.localdate()),
            "rating_answer": unlock(application.account, last.answer).get("text", "") if last else "",
        }
        return render(request, "applications/follow.html", page)


class Withdraw(ApplicationView):
    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        reason = request.POST.get("reason", "").strip()
        if not reason or len(reason) > WITHDRAWAL_REASON_LENGTH:
            return self._page(request, error=_("请用300字以内说明撤回的原因。"), reason=reason, status=422)
        try:
            following.withdraw(self.application, reason=reason, by=self.party, at=timezone.now())
        except ApplicationError as error:
            messages.error(request, str(error.sentence))
        else:
            messages.success(request, _("撤回申请已送达办理机关，作出决定前都可以撤回。结果会显示在进度里。"))
        return redirect("applications:follow", self.application.pk)

    def _page(self, request: HttpRequest, *, error: str = "", reason: str = "", status: int = 200) -> HttpResponse:
        page = presenters.head(self.application) | {"error": error, "reason": reason}
        return render(request, "applications/withdraw.html", page, status=status)


class Rate(ApplicationView):
    """Five grades, voluntary; nobody who handled the case sees it before it is given."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        if not _may_rate(self.application):
            return redirect("applications:follow", self.application.pk)
        return self._page(request, {})

    def post(self, request: HttpRequest) -> HttpResponseBase:
        level = request.POST.get("level", "")
        text = request.POST.get("text", "").strip()
        errors = {}
        if level not in {"1", "2", "3", "4", "5"}:
            errors["level"] = _("请选择一个评价等级。")
        if len(text) > RATING_TEXT_LENGTH:
            errors["text"] = _("评价请不超过500字。")
        if errors:
            return self._page(request, errors, status=422)
        try:
            following.rate(
                self.application,
                level=int(level),
                indicators=[each for each in request.POST.getlist("indicators") if each in INDICATORS],
                text=text,
                anonymous="anonymous" in request.POST,
                channel="1" if channel_of(request) == "2" else "2",
                by=self.party,
                at=timezone.now(),
            )
        except ApplicationError as error:
            messages.error(request, str(error.sentence))
        else:
            messages.success(request, _("感谢您的评价。评价会直接送到监督部门。"))
        return redirect("applications:follow", self.application.pk)

    def _page(self, request: HttpRequest, errors: dict[str, str], *, status: int = 200) -> HttpResponse:
        page = presenters.head(self.application) | {
            "grades": [(str(level), label) for level, label in GRADES.items()],
            "indicators": list(INDICATORS.items()),
            "chosen": request.POST.get("level", ""),
            "chosen_indicators": request.POST.getlist("indicators"),
            "text": request.POST.get("text", ""),
            "errors": [{"text": text, "id": key} for key, text in errors.items()],
            "level_error": errors.get("level", ""),
            "text_error": errors.get("text", ""),
        }
        return render(request, "applications/rate.html", page, status=status)


class ConfirmResult(ApplicationView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponseBase:
        try:
            following.confirm_result(self.application, by=self.party, at=timezone.now())
        except ApplicationError as error:
            messages.error(request, str(error.sentence))
        else:
            messages.success(request, _("已确认收到结果。"))
        return redirect("applications:follow", self.application.pk)


class DownloadNotice(ApplicationView):
    """A notice or result as the office sealed it for the applicant, opened with the key in the applicant's vault."""

    def get(self, request: HttpRequest, entry_id: int, place: int) -> HttpResponseBase:  # noqa: ARG002 - a view's signature
        entry = self.application.timeline.filter(pk=entry_id).first()
        notices = unlock(self.application.account, entry.private).get("notices", []) if entry else []
        if place >= len(notices) or not gate.has_blob(notices[place].get("sm3", "")):
            raise Http404
        notice = notices[place]
        response = StreamingHttpResponse(_opened(notice), content_type="application/pdf")
        name = quote(f"{notice.get('title') or 'notice'} {notice.get('number', '')}".strip() + ".pdf")
        response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response


def _opened(notice: dict[str, Any]) -> Iterator[bytes]:
    with gate.open_blob(notice["sm3"]) as sealed:
        yield from read_sealed(cast("BinaryIO", sealed), file_key=notice["file_key"])


def _result(application: Application, service: OfferedService) -> dict[str, Any]:
    """Return the outcome in words with all its papers, once there is a decision."""
    entries = list(
        application.timeline.filter(
            act__in=[CaseAct.GRANTED, CaseAct.DEEMED_RENEWED, CaseAct.DECLINED, CaseAct.DELIVERED]
        )
    )
    if not entries:
        return {}
    granted = all(entry.act != CaseAct.DECLINED for entry in entries)
    result = service.release["result"]
    found: dict[str, Any] = {"granted": granted, "notices": []}
    if granted:
        found["name"] = result.get("name_en") if presenters.english() and result.get("name_en") else result["name"]
    for entry in entries:
        inside = unlock(application.account, entry.private)
        found |= {key: value for key, value in (inside.get("result") or {}).items() if value}
        found["notices"] += [
            {
                "title": notice.get("title", ""),
                "number": notice.get("number", ""),
                "url": reverse("applications:notice", args=[application.pk, entry.pk, place]),
            }
            for place, notice in enumerate(inside.get("notices") or [])
            if notice.get("sm3")
        ]
    return found


def _clean(service: OfferedService, copy: dict[str, Any], application: Application) -> dict[str, Any]:
    context = forms.Context(application.submitted_at or application.saved_at)
    return forms.validate(service.form, copy["answers"], context=context).clean


def _may_rate(application: Application) -> bool:
    given = list(application.ratings.all())
    try:
        policies.check_rate(application, given=len(given), answered=bool(given and given[-1].answer))
    except ApplicationError:
        return False
    return True
