"""The pages of licences: the list, one with its history, what is proposed, and its decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huizheng.commons.audit.api import record
from huizheng.commons.files.api import download_response, file_for
from huizheng.gate.contracts import LicenceGround, LicenceState
from huizheng.inner.licences.actions.ending import decide_ending, drop_ending, open_ending, propose_ending
from huizheng.inner.licences.actions.writing_out import owner_of
from huizheng.inner.licences.errors import ChangedMeanwhile, Incomplete, LicenceRefusal
from huizheng.inner.licences.models import LicenceNotice
from huizheng.inner.licences.policies import check_propose
from huizheng.inner.licences.queries import Sieve, bars_for, licence_for, licence_page
from huizheng.inner.licences.states import ENDINGS, EndingState, LicenceAct
from huizheng.inner.licences.web import presenting
from huizheng.inner.licences.web.forms import OpinionForm, ProposeForm
from huizheng.inner.licences.web.staffing import Sight, for_officials
from huizheng.inner.licences.wording import ACTS, STATES, TONES
from huizheng.lib.row_keys import row_key

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from huizheng.inner.licences.models import Licence

BARS = 50
EXPIRING = "expiring"
CONFLICT = 409


def _written_down(sight: Sight, licence: Licence, what: str, **facts: Any) -> None:
    """Write the reading into the audit chain (个人信息保护法 art 54)."""
    with transaction.atomic():
        record(
            actor=sight.officer.actor,
            action=f"licences:licence:{what}",
            target=("licence", str(licence.pk)),
            facts=facts,
            at=sight.at,
        )


@require_safe
@for_officials
def licence_list(request: HttpRequest, sight: Sight) -> HttpResponse:
    kept = {key: request.GET[key].strip()[:80] for key in ("state", "number") if request.GET.get(key)}
    chosen = kept.get("state", "")
    rows, following = licence_page(
        sight.officer,
        sieve=Sieve(state=chosen, expiring=chosen == EXPIRING, text=kept.get("number", "")),
        today=sight.today,
        before=row_key(request.GET.get("before", "")),
    )
    context = {
        "columns": presenting.COLUMNS,
        "rows": [presenting.row(each, today=sight.today) for each in rows],
        "states": [(EXPIRING, _("九十日内到期")), *((state.value, label) for state, label in STATES.items())],
        "chosen": {"state": chosen, "number": kept.get("number", "")},
        "following": "?" + urlencode({**kept, "before": str(following)}) if following else "",
        "newest": "?" + urlencode(kept) if request.GET.get("before") else "",
    }
    return render(request, "licences/list.html", context)


@require_safe
@for_officials
def licence(request: HttpRequest, sight: Sight, pk: int) -> HttpResponse:
    found = licence_for(sight.officer, pk=pk)
    _written_down(sight, found, "read")
    return render(request, "licences/licence.html", _whole(found, sight))


def _whole(found: Licence, sight: Sight, **more: Any) -> dict[str, Any]:
    state = LicenceState(found.state)
    waiting = open_ending(found)
    settled = found.endings.exclude(state=EndingState.PROPOSED).select_related("proposed_by", "decided_by")
    return {
        "licence": found,
        "title": found.name,
        "number": found.number,
        "crumbs": [*_crumbs(), {"label": found.number}],
        "state": str(STATES[state]),
        "state_tone": TONES[state],
        "summary": presenting.summary(found, case_url=_case_url(found.case_number)),
        "renewals": presenting.renewal_rows(list(found.renewals.all())),
        "history": presenting.history(list(found.entries.order_by("position"))),
        "waiting": presenting.ending_rows(waiting) if waiting else [],
        "settled": [presenting.ending_rows(each) for each in settled],
        "notices": [
            {
                "title": each.title,
                "number": each.number,
                "url": reverse("licences:notice", args=[found.pk, each.pk]) if each.file_id else "",
            }
            for each in LicenceNotice.objects.filter(ending__licence=found).order_by("issued_at", "id")
        ],
        "opinion": OpinionForm(initial={"seen": found.version}),
        **presenting.may(found, waiting, by=sight.officer),
        **more,
    }


def _crumbs() -> list[dict[str, str]]:
    return [{"label": _("许可证件"), "url": reverse("licences:list")}]


def _case_url(number: str) -> str:
    """Return where the room above shows the case; whether the viewer may see it is said there."""
    try:
        return reverse("casework:case", args=[number])
    except NoReverseMatch:
        return ""


@require_http_methods(["GET", "HEAD", "POST"])
@for_officials
def propose(request: HttpRequest, sight: Sight, pk: int, act: str) -> HttpResponse:
    found = licence_for(sight.officer, pk=pk)
    if act not in ENDINGS:
        raise Http404(_("没有这个页面。"))
    verb = LicenceAct(act)
    if request.method != "POST":
        try:
            check_propose(verb, found, open_ending=open_ending(found), by=sight.officer)
        except LicenceRefusal as reason:
            return _sent_back(request, found, reason)
        return _form_page(request, found, verb, ProposeForm(licence=found, act=verb))
    form = ProposeForm(request.POST, licence=found, act=verb)
    if not form.is_valid():
        return _form_page(request, found, verb, form)
    given = form.cleaned_data
    try:
        propose_ending(
            found,
            act=verb,
            ground=LicenceGround(given["ground"]),
            reasons=given["reasons"],
            public_interest=given.get("public_interest", ""),
            touches_safety=given.get("touches_safety"),
            by=sight.officer,
            at=sight.at,
            seen=given["seen"],
        )
    except ChangedMeanwhile as change:
        form.add_error(None, str(change))
        return _form_page(request, found, verb, form, status=CONFLICT)
    except LicenceRefusal as reason:
        field = reason.field if isinstance(reason, Incomplete) and reason.field in form.fields else None
        form.add_error(field, str(reason))
        return _form_page(request, found, verb, form)
    messages.success(request, _("已提出%(act)s，等待另一名审批人员决定。") % {"act": ACTS[verb]})
    return redirect("licences:licence", pk=found.pk)


def _form_page(
    request: HttpRequest, found: Licence, act: LicenceAct, form: ProposeForm, *, status: int = 200
) -> HttpResponse:
    title = _("提出%(act)s") % {"act": ACTS[act]}
    context = {
        "licence": found,
        "title": title,
        "kicker": f"{found.name} {found.number}",
        "crumbs": [
            *_crumbs(),
            {"label": found.number, "url": reverse("licences:licence", args=[found.pk])},
            {"label": title},
        ],
        "form": form,
    }
    return render(request, "licences/propose.html", context, status=status)


@require_POST
@for_officials
def decide(request: HttpRequest, sight: Sight, pk: int) -> HttpResponse:
    found = licence_for(sight.officer, pk=pk)
    ending, form = open_ending(found), OpinionForm(request.POST)
    if ending is None or not form.is_valid():
        messages.warning(request, _("这项处理已经有了结果。请查看最新情况。"))
        return redirect("licences:licence", pk=pk)
    try:
        done = decide_ending(
            ending,
            opinion=form.cleaned_data["opinion"],
            by=sight.officer,
            at=sight.at,
            seen=form.cleaned_data["seen"],
        )
    except LicenceRefusal as reason:
        return _sent_back(request, found, reason)
    messages.success(request, _("已%(act)s，决定书正在生成并告知被许可人。") % {"act": ACTS[LicenceAct(done.act)]})
    return redirect("licences:licence", pk=pk)


@require_POST
@for_officials
def drop(request: HttpRequest, sight: Sight, pk: int) -> HttpResponse:
    found = licence_for(sight.officer, pk=pk)
    ending, form = open_ending(found), OpinionForm(request.POST)
    if ending is None or not form.is_valid():
        messages.warning(request, _("这项处理已经有了结果。请查看最新情况。"))
        return redirect("licences:licence", pk=pk)
    try:
        drop_ending(ending, opinion=form.cleaned_data["opinion"], by=sight.officer, at=sight.at)
    except LicenceRefusal as reason:
        return _sent_back(request, found, reason)
    messages.success(request, _("未采纳，证件状态不变。"))
    return redirect("licences:licence", pk=pk)


def _sent_back(request: HttpRequest, found: Licence, reason: LicenceRefusal) -> HttpResponse:
    messages.warning(request, str(reason))
    return redirect("licences:licence", pk=found.pk)


@require_safe
@for_officials
def notice_file(request: HttpRequest, sight: Sight, pk: int, notice: int) -> HttpResponseBase:
    found = licence_for(sight.officer, pk=pk)
    paper = LicenceNotice.objects.filter(ending__licence=found, pk=notice).first()
    if paper is None or not paper.file_id:
        raise Http404(_("文书正在生成，请稍后再试。"))
    _written_down(sight, found, "download", notice=paper.number)
    return download_response(request, file_for(owner_of(found.pk), paper.file_id))


@require_safe
@for_officials
def bars(request: HttpRequest, sight: Sight) -> HttpResponse:
    found = bars_for(sight.officer)
    if (before := row_key(request.GET.get("before", ""))) is not None:
        found = found.filter(pk__lt=before)
    rows = list(found[: BARS + 1])
    if rows:
        with transaction.atomic():
            record(
                actor=sight.officer.actor,
                action="licences:bar:list",
                target=("bar", "list"),
                facts={"found": len(rows[:BARS])},
                at=sight.at,
            )
    context = {
        "crumbs": [*_crumbs(), {"label": _("申请限制")}],
        "columns": presenting.BAR_COLUMNS,
        "rows": [presenting.bar_row(each) for each in rows[:BARS]],
        "following": "?" + urlencode({"before": str(rows[BARS - 1].pk)}) if len(rows) > BARS else "",
        "newest": reverse("licences:bars") if request.GET.get("before") else "",
    }
    return render(request, "licences/bars.html", context)
