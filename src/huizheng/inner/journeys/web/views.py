"""The pages of what grants owe the public: a list, one grant, and the judgement of art 5."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huizheng.commons.design.api import day
from huizheng.commons.reference.api import organ, organs
from huizheng.inner.casework.api import cases_for
from huizheng.inner.journeys.policies import check_judge, judges
from huizheng.inner.journeys.publication_of_grants import publish_grant
from huizheng.inner.journeys.queries import explanation, publication_for, publication_page
from huizheng.inner.journeys.rules import Incomplete, JourneyRefusal, NotVisible, NotYourDuty
from huizheng.inner.journeys.states import OPEN, TONES, Ground, LicenceStatus, PublicationState, Trouble
from huizheng.inner.journeys.web.addresses import public_address
from huizheng.inner.journeys.web.forms import FORMS, JudgementForm
from huizheng.inner.journeys.web.staffing import for_officials

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse

    from huizheng.inner.casework.api import Sight
    from huizheng.inner.journeys.models import GrantPublication


@require_safe
@for_officials
def grants(request: HttpRequest, sight: Sight) -> HttpResponse:
    state = request.GET.get("state", "")
    page = publication_page(sight.staff, state=state, before=request.GET.get("before", ""))
    names = dict(organs().filter(key__in={row.organ_key for row in page.rows}).values_list("key", "name"))
    kept = {"state": state} if state else {}
    context = {
        "columns": [
            ("case", _("办件编号")),
            ("item", _("事项")),
            ("organ", _("许可机关")),
            ("decided_on", _("决定日期")),
            ("state", _("状态")),
            ("due_on", _("公开期限")),
        ],
        "rows": [_row(each, names=names, today=sight.today) for each in page.rows],
        "states": [
            ("", _("全部")),
            ("todo", _("须处理")),
            *((each.value, each.label) for each in PublicationState),
        ],
        "state": state,
        "following": "?" + urlencode({**kept, "before": page.next}) if page.next else "",
        "first": "?" + urlencode(kept) if request.GET.get("before") else "",
    }
    return render(request, "journeys/grants.html", context)


def _row(each: GrantPublication, *, names: dict[str, str], today: dt.date) -> dict[str, Any]:
    state = PublicationState(each.state)
    late = state in OPEN and each.due_on < today
    near = state in OPEN and each.warn_on <= today
    due: Any = {"text": day(each.due_on)}
    if late:
        due = {"text": _("已超期"), "tone": "danger", "note": day(each.due_on)}
    elif near:
        due = {"text": _("将到期"), "tone": "warning", "note": day(each.due_on)}
    elif state not in OPEN:
        due = {"text": day(each.published_on), "note": _("公开日期")} if each.published_on else {"text": "—"}
    return {
        "case": {"text": each.case_number, "href": reverse("journeys:grant", args=[each.case_number])},
        "item": each.item_name,
        "organ": names.get(each.organ_key, each.organ_key),
        "decided_on": day(each.decided_on),
        "state": {
            "text": state.label,
            "tone": "warning" if each.trouble else TONES[state],
            "note": Trouble(each.trouble).label if each.trouble else "",
        },
        "due_on": due,
        "row_tone": "danger" if late else "",
    }


@require_safe
@for_officials
def grant(request: HttpRequest, sight: Sight, number: str) -> HttpResponse:
    found = publication_for(sight.staff, number)
    state = PublicationState(found.state)
    may_judge = judges(found, by=sight.staff)
    may_open = cases_for(sight.staff).filter(number=number).exists()
    context = {
        "title": found.item_name,
        "number": number,
        "crumbs": [{"label": _("许可公开"), "url": reverse("journeys:grants")}, {"label": number}],
        "state": state.label,
        "state_tone": "warning" if found.trouble else TONES[state],
        "summary": _rows(found),
        "case_url": reverse("casework:case", args=[number]) if may_open else "",
        "page_url": public_address(found.site, found.page_number),
        "trouble": Trouble(found.trouble).label if found.trouble else "",
        "trouble_note": found.trouble_note,
        "clock": explanation(found),
        "acts": [
            {
                "label": form.title,
                "url": reverse("journeys:judge", args=[number, slug]),
                "variant": "danger" if form.danger else "secondary",
            }
            for slug, form in FORMS.items()
            if may_judge and state in form.when
        ],
        "again_url": reverse("journeys:again", args=[number]) if may_judge and found.trouble else "",
    }
    return render(request, "journeys/grant.html", context)


def _rows(found: GrantPublication) -> list[dict[str, str]]:
    rows = [
        (_("许可机关"), organ(found.organ_key).name),
        (_("决定日期"), day(found.decided_on)),
        (_("公开期限"), day(found.due_on)),
        (_("须判断的情形"), Ground(found.doubt).label if found.doubt else ""),
        (_("公开日期"), day(found.published_on)),
        (_("公开途径"), found.elsewhere),
        (_("不公开的依据"), Ground(found.ground).label if found.ground else ""),
        (_("判断的理由"), found.reason),
        (_("许可当前状态"), LicenceStatus(found.status).label),
        (_("状态变更日期"), day(found.status_on)),
        (_("状态变更说明"), found.status_reason),
    ]
    return [{"label": label, "value": str(value)} for label, value in rows if value]


@require_http_methods(["GET", "HEAD", "POST"])
@for_officials
def judge(request: HttpRequest, sight: Sight, number: str, act: str) -> HttpResponse:
    found = publication_for(sight.staff, number)
    if act not in FORMS:
        raise Http404(_("没有这个页面。"))
    check_judge(found, by=sight.staff)
    if request.method != "POST":
        return _form_page(request, found, FORMS[act](initial={"seen": found.version, "ground": found.doubt}))
    form = FORMS[act](request.POST)
    if not form.is_valid():
        return _form_page(request, found, form)
    try:
        form.do(found, by=sight.staff, at=sight.at)
    except (NotVisible, NotYourDuty):
        raise
    except JourneyRefusal as reason:
        field = reason.field if isinstance(reason, Incomplete) and reason.field in form.fields else None
        form.add_error(field, str(reason))
        return _form_page(request, found, form)
    messages.success(request, _("已办理。"))
    return redirect("journeys:grant", number=number)


def _form_page(request: HttpRequest, found: GrantPublication, form: JudgementForm) -> HttpResponse:
    number = found.case_number
    context = {
        "title": form.title,
        "lead": form.lead,
        "button": form.button,
        "danger": form.danger,
        "item": found.item_name,
        "number": number,
        "form": form,
        "crumbs": [
            {"label": _("许可公开"), "url": reverse("journeys:grants")},
            {"label": number, "url": reverse("journeys:grant", args=[number])},
            {"label": form.title},
        ],
    }
    return render(request, "journeys/judge.html", context)


@require_POST
@for_officials
def try_again(request: HttpRequest, sight: Sight, number: str) -> HttpResponse:
    found = publication_for(sight.staff, number)
    check_judge(found, by=sight.staff)
    after = publish_grant(number, at=sight.at)
    if after.state == PublicationState.PUBLISHED:
        messages.success(request, _("已公开。"))
    else:
        messages.warning(request, after.trouble_note or _("没有变化。"))
    return redirect("journeys:grant", number=number)
