"""The pages of acts: offered only when policy allows, one press is one act, and nobody's text is lost."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from huizheng.inner.casework.actions import accepting, desk
from huizheng.inner.casework.errors import AlreadyDone, CaseworkRefusal, ChangedMeanwhile, Incomplete
from huizheng.inner.casework.policies import check_act
from huizheng.inner.casework.queries import acts_since, case_for
from huizheng.inner.casework.releases import plan_for
from huizheng.inner.casework.rules import Unlawful
from huizheng.inner.casework.states import Act
from huizheng.inner.casework.web import presenting
from huizheng.inner.casework.web.act_form import ActForm
from huizheng.inner.casework.web.acts import FORMS
from huizheng.inner.casework.web.contents import correctable
from huizheng.inner.casework.web.staffing import Sight, for_officials
from huizheng.inner.casework.wording import ACTS
from huizheng.lib.row_keys import row_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from huizheng.inner.casework.models import Case

CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
@for_officials
def act(request: HttpRequest, sight: Sight, number: str, act: str) -> HttpResponse:
    case = case_for(sight.staff, number=number)
    form_class = _form_of(act)
    plan = plan_for(case)
    if request.method != "POST":
        try:
            check_act(form_class.act, case, by=sight.staff)
        except CaseworkRefusal as reason:
            return _sent_back(request, case, reason)
        return _page(request, case, form_class(case=case, plan=plan))
    form = form_class(request.POST, case=case, plan=plan)
    if not form.is_valid():
        return _page(request, case, form)
    try:
        form.do(by=sight.staff, at=sight.at)
    except AlreadyDone:
        pass
    except ChangedMeanwhile as change:
        return _merge(request, sight, case, form, change)
    except (Unlawful, CaseworkRefusal) as reason:
        field = reason.field if isinstance(reason, Incomplete) and reason.field in form.fields else None
        form.add_error(field, str(reason))
        return _page(request, case, form)
    messages.success(request, _("已%(act)s。") % {"act": ACTS[form.act]})
    return redirect("casework:case", number=case.number)


def _form_of(slug: str) -> type[ActForm]:
    try:
        return FORMS[presenting.act_of(slug)]
    except (ValueError, KeyError) as error:
        raise Http404(_("没有这个页面。")) from error


def _page(request: HttpRequest, case: Case, form: ActForm, **more: Any) -> HttpResponse:
    context = {
        "case": case,
        "crumbs": presenting.crumbs_of(case, str(form.title)),
        "form": form,
        "title": form.title,
        "lead": form.lead,
        "button": form.button,
        "danger": form.danger,
        "meanwhile": [],
        **more,
    }
    return render(request, "casework/act.html", context, status=CONFLICT if context["meanwhile"] else 200)


def _merge(request: HttpRequest, sight: Sight, case: Case, form: ActForm, change: ChangedMeanwhile) -> HttpResponse:
    """Show what colleagues did meanwhile beside the official's own text; nothing was written."""
    case = case_for(sight.staff, number=case.number)
    try:
        check_act(form.act, case, by=sight.staff)
    except CaseworkRefusal as reason:
        form.add_error(None, str(reason))
    fresh = _with(request.POST, seen=str(case.version), token=str(uuid.uuid4()))
    again = type(form)(fresh, case=case, plan=plan_for(case))
    again.is_valid()
    for text in form.non_field_errors():
        again.add_error(None, text)
    return _page(
        request,
        case,
        again,
        meanwhile=presenting.acts_meanwhile(acts_since(case, version=change.seen)),
        meanwhile_note=str(change),
    )


def _with(posted: Mapping[str, Any], **changes: str) -> Any:
    copy = posted.copy()  # type: ignore[attr-defined]
    for key, value in changes.items():
        copy[key] = value
    return copy


def _sent_back(request: HttpRequest, case: Case, reason: CaseworkRefusal) -> HttpResponse:
    messages.warning(request, str(reason))
    return redirect("casework:case", number=case.number)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officials
def correction(request: HttpRequest, sight: Sight, number: str) -> HttpResponse:
    """Tick fields and materials, each with its reason: everything at once, and once only."""
    case = case_for(sight.staff, number=number)
    plan = plan_for(case)
    rows = correctable(case, plan)
    context: dict[str, Any] = {
        "case": case,
        "crumbs": presenting.crumbs_of(case, str(ACTS[Act.REQUEST_CORRECTION])),
        "title": ACTS[Act.REQUEST_CORRECTION],
        "groups": rows,
        "errors": [],
        "note": "",
        "seen": case.version,
        "token": uuid.uuid4(),
        "meanwhile": [],
        "meanwhile_note": "",
    }
    if request.method != "POST":
        try:
            check_act(Act.REQUEST_CORRECTION, case, by=sight.staff)
        except CaseworkRefusal as reason:
            return _sent_back(request, case, reason)
        return render(request, "casework/correction.html", context)
    for group in rows:
        for row in group["rows"]:
            row["ticked"] = request.POST.get(f"tick:{row['id']}") == "1"
            row["reason"] = request.POST.get(f"reason:{row['id']}", "")[:1000]
    context["note"] = note = request.POST.get("note", "")[:4000]
    try:
        accepting.request_correction(
            case,
            by=sight.staff,
            at=sight.at,
            fields=_ticked(rows, "field"),
            materials=_ticked(rows, "material"),
            note=note,
            seen=_number(request.POST.get("seen")),
            token=_uuid(request.POST.get("token")),
        )
    except AlreadyDone:
        pass
    except ChangedMeanwhile as change:
        fresh = case_for(sight.staff, number=number)
        context |= {
            "case": fresh,
            "seen": fresh.version,
            "meanwhile_note": str(change),
            "meanwhile": presenting.acts_meanwhile(acts_since(fresh, version=change.seen)),
        }
        return render(request, "casework/correction.html", context, status=CONFLICT)
    except Incomplete as lack:
        context["errors"] = [
            {
                "text": str(lack),
                "id": next(
                    (f"reason-{row['id']}" for group in rows for row in group["rows"] if row["key"] == lack.field),
                    "",
                ),
            }
        ]
        return render(request, "casework/correction.html", context)
    except (Unlawful, CaseworkRefusal) as reason:
        context["errors"] = [str(reason)]
        return render(request, "casework/correction.html", context)
    messages.success(request, _("补正告知书已出具并告知申请人。"))
    return redirect("casework:case", number=number)


def _ticked(groups: list[dict[str, Any]], kind: str) -> list[dict[str, str]]:
    return [
        {"key": row["key"], "label": str(row["label"]), "reason": row["reason"].strip()}
        for group in groups
        for row in group["rows"]
        if row["kind"] == kind and row["ticked"]
    ]


def _number(text: str | None) -> int | None:
    return row_key(text or "")


def _uuid(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


@require_POST
@for_officials
def claim_case(request: HttpRequest, sight: Sight, number: str) -> HttpResponse:
    return _pressed(request, sight, number, desk.claim, _("已领办。"))


@require_POST
@for_officials
def release_case(request: HttpRequest, sight: Sight, number: str) -> HttpResponse:
    return _pressed(request, sight, number, desk.release_claim, _("已退领。"))


def _pressed(request: HttpRequest, sight: Sight, number: str, verb: Any, done: str) -> HttpResponse:
    case = case_for(sight.staff, number=number)
    try:
        verb(case, by=sight.staff, at=sight.at)
    except CaseworkRefusal as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, done)
    return redirect("casework:case", number=number)
