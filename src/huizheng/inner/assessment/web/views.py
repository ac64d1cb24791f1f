"""The pages of ratings: what is to be put right, one rectification, the figures, and the operator's limit."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from huizheng.commons.audit.api import record
from huizheng.commons.design.api import day, moment
from huizheng.commons.reference.api import organ
from huizheng.inner.assessment import actions, queries
from huizheng.inner.assessment.clockwork import explanation
from huizheng.inner.assessment.enclosing import answer_text, appeal_text, call_record, rating_text, ruling_text
from huizheng.inner.assessment.models import RectificationLimit
from huizheng.inner.assessment.policies import allowed_acts, check_act, check_set_limit
from huizheng.inner.assessment.rules import INDICATORS, ChangedMeanwhile, Refused
from huizheng.inner.assessment.states import OPEN_STATES, Level, Outcome, RectificationAct, RectificationState
from huizheng.inner.assessment.web.forms import FORMS, ActForm, LimitForm
from huizheng.inner.assessment.web.staffing import for_officials
from huizheng.inner.assessment.wording import ACTS, CHANNELS, LEVELS, OUTCOMES, STATES, TONES
from huizheng.inner.casework.api import Sight

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from huizheng.inner.assessment.models import Rectification

PAGE = 50
DAYS_OF_FIGURES = 365
CONFLICT = 409
BARS = 20


@require_safe
@for_officials
def rectifications(request: HttpRequest, sight: Sight) -> HttpResponse:
    kept = {key: request.GET[key][:80] for key in ("state", "item", "due") if request.GET.get(key)}
    page = queries.rectification_page(
        sight.staff,
        state=kept.get("state", ""),
        item=kept.get("item", ""),
        due_before=sight.today if kept.get("due") == "overdue" else None,
        after=request.GET.get("after", ""),
        size=PAGE,
    )
    context = {
        "columns": [
            ("case", _("办件编号")),
            ("item", _("事项")),
            ("level", _("评价")),
            ("state", _("状态")),
            ("due_on", _("期限")),
        ],
        "rows": [_row(each, sight.today) for each in page.rows],
        "states": [("", _("未办结")), ("all", _("全部")), *((state.value, label) for state, label in STATES.items())],
        "items": queries.items_to_rectify(sight.staff),
        "dues": [("", _("全部")), ("overdue", _("已超期"))],
        "chosen": {key: kept.get(key, "") for key in ("state", "item", "due")},
        "following": "?" + urlencode({**kept, "after": page.next}) if page.next else "",
        "first": "?" + urlencode(kept) if request.GET.get("after") else "",
    }
    return render(request, "assessment/rectifications.html", context)


def _row(each: Rectification, today: dt.date) -> dict[str, Any]:
    state = RectificationState(each.state)
    due = each.ledger_due_on if state is RectificationState.LEDGER else each.due_on
    words, tone = _due_words(due, today) if state in OPEN_STATES else ("", "")
    return {
        "case": {
            "text": each.shown_number,
            "href": reverse("assessment:rectification", args=[each.pk]),
        },
        "item": each.rating.case.item_name,
        "level": str(LEVELS[Level(each.rating.level)]),
        "state": {"text": str(STATES[state]), "tone": TONES[state]},
        "due_on": {"text": words, "tone": tone, "note": day(due)} if words else {"text": day(due)},
        "row_tone": tone if tone == "danger" else "",
    }


def _due_words(due: dt.date | None, today: dt.date) -> tuple[str, str]:
    """Return when it is due as people say it, and the tone; the colour is never the only sign."""
    if due is None:
        return "", ""
    left = (due - today).days
    if left < 0:
        return _("已超期 %(n)d 天") % {"n": -left}, "danger"
    if left == 0:
        return _("今天到期"), "warning"
    return _("还有 %(n)d 天") % {"n": left}, "warning" if left == 1 else "neutral"


@require_safe
@for_officials
def rectification(request: HttpRequest, sight: Sight, pk: int) -> HttpResponse:
    found = queries.rectification_for(sight.staff, pk=pk)
    with transaction.atomic():
        record(
            actor=sight.staff.actor,
            action="assessment:rectification:read",
            target=("case", found.rating.case.number),
            facts={"rectification": found.pk},
            at=sight.at,
        )
    state = RectificationState(found.state)
    context = {
        "title": _("差评整改"),
        "crumbs": [
            {"label": _("差评整改"), "url": reverse("assessment:rectifications")},
            {"label": found.shown_number},
        ],
        "number": found.shown_number,
        "state": str(STATES[state]),
        "state_tone": TONES[state],
        "rating": _rating_rows(found),
        "handling": _handling_rows(found),
        "calls": [
            {
                "title": _("已联系上") if call.reached else _("未联系上"),
                "state": "done" if call.reached else "failed",
                "date": date_format(timezone.localtime(call.called_at), "Y年n月j日 H:i"),
                "by": call.called_by.display_name,
                "note": call_record(call),
            }
            for call in found.call_backs.select_related("called_by").order_by("called_at", "id")
        ],
        "clock": explanation(found),
        "acts": [
            {"label": FORMS[act].title, "url": reverse("assessment:act", args=[found.pk, act.value.replace("_", "-")])}
            for act in allowed_acts(found, by=sight.staff)
        ],
    }
    return render(request, "assessment/rectification.html", context)


def _rating_rows(found: Rectification) -> list[dict[str, Any]]:
    rating = found.rating
    rows = [
        (_("办件编号"), found.shown_number),
        (_("事项"), rating.case.item_name),
        (_("被评价机关"), organ(rating.organ_key).name),
        (_("评价人"), _("匿名") if rating.anonymous else rating.case.applicant_name),
        (_("评价"), str(LEVELS[Level(rating.level)])),
        (_("指标"), "、".join(INDICATORS.get(code, code) for code in rating.indicators)),
        (_("评价内容"), rating_text(rating)),
        (_("评价时间"), day(timezone.localdate(rating.rated_at)) if rating.anonymous else moment(rating.rated_at)),
        (_("第几次评价"), str(rating.times)),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _handling_rows(found: Rectification) -> list[dict[str, Any]]:
    rows = [
        (_("整改期限"), day(found.due_on)),
        (_("处理方式"), str(OUTCOMES[Outcome(found.outcome)]) if found.outcome else ""),
        (_("答复"), answer_text(found)),
        (_("答复日期"), day(found.answered_on)),
        (_("台账期限"), day(found.ledger_due_on)),
        (_("整改完成日期"), day(found.completed_on)),
        (_("误评申诉理由"), appeal_text(found)),
        (_("申诉认定"), ruling_text(found)),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


@require_http_methods(["GET", "HEAD", "POST"])
@for_officials
def act(request: HttpRequest, sight: Sight, pk: int, act: str) -> HttpResponse:
    found = queries.rectification_for(sight.staff, pk=pk)
    form_class = _form_of(act)
    form = form_class(request.POST) if request.method == "POST" else form_class(initial={"seen": found.version})
    if request.method != "POST":
        try:
            check_act(RectificationAct(act.replace("-", "_")), found, by=sight.staff)
        except Refused as reason:
            messages.warning(request, str(reason))
            return redirect("assessment:rectification", pk=pk)
    elif form.is_valid():
        try:
            form.do(found, by=sight.staff, at=sight.at)
        except ChangedMeanwhile as change:
            return _merge(request, sight, found, form, change)
        except Refused as reason:
            form.add_error(reason.field if reason.field in form.fields else None, str(reason))
        else:
            messages.success(request, _("已办理：%(act)s。") % {"act": form.title})
            return redirect("assessment:rectification", pk=pk)
    return _act_page(request, found, form)


def _act_page(request: HttpRequest, found: Rectification, form: ActForm, **more: Any) -> HttpResponse:
    context = {
        "form": form,
        "title": form.title,
        "button": form.button,
        "number": found.shown_number,
        "pk": found.pk,
        "crumbs": [
            {"label": _("差评整改"), "url": reverse("assessment:rectifications")},
            {"label": found.shown_number, "url": reverse("assessment:rectification", args=[found.pk])},
            {"label": form.title},
        ],
        "meanwhile": [],
        **more,
    }
    return render(request, "assessment/act.html", context, status=CONFLICT if context["meanwhile"] else 200)


def _merge(
    request: HttpRequest, sight: Sight, found: Rectification, form: ActForm, change: ChangedMeanwhile
) -> HttpResponse:
    """Show what colleagues did meanwhile beside the official's own text; nothing was written."""
    fresh = queries.rectification_for(sight.staff, pk=found.pk)
    again = type(form)({**request.POST.dict(), "seen": str(fresh.version)})
    again.is_valid()
    try:
        check_act(_act_of(form), fresh, by=sight.staff)
    except Refused as reason:
        again.add_error(None, str(reason))
    lines = [
        _("%(when)s，%(who)s：%(act)s。")
        % {"when": moment(entry.at), "who": entry.by.display_name, "act": ACTS[RectificationAct(entry.act)]}
        for entry in queries.acts_since(fresh, version=change.seen)
    ]
    return _act_page(request, fresh, again, meanwhile=lines or [str(change)], meanwhile_note=str(change))


def _act_of(form: ActForm) -> RectificationAct:
    return next(act for act, kind in FORMS.items() if kind is type(form))


def _form_of(slug: str) -> type[ActForm]:
    try:
        return FORMS[RectificationAct(slug.replace("-", "_"))]
    except (ValueError, KeyError) as error:
        raise Http404(_("没有这个页面。")) from error


@require_safe
@for_officials
def figures(request: HttpRequest, sight: Sight) -> HttpResponse:
    since = sight.at - dt.timedelta(days=DAYS_OF_FIGURES)
    shares = queries.shares(sight.staff, since=since, until=sight.at)
    standings = queries.standings(sight.staff, since=since, until=sight.at)
    context = {
        "grades": [{"label": str(label), "value": shares.levels.get(level, 0)} for level, label in LEVELS.items()],
        "by_organ": [
            _bar(queries.Share(each.organ_key, each.organ_name, each.ratings, each.bad))
            for each in standings[:BARS]
            if each.ratings
        ],
        "by_item": [_bar(each) for each in shares.items],
        "by_channel": [_bar(each, str(CHANNELS.get(each.key, each.key))) for each in shares.channels],
        "any": bool(shares.levels),
        "columns": [
            ("organ", _("机关")),
            {"key": "ratings", "label": _("评价"), "numeric": True},
            {"key": "bad", "label": _("差评"), "numeric": True},
            {"key": "satisfied", "label": _("满意率"), "numeric": True},
            {"key": "called_back", "label": _("实名差评回访率"), "numeric": True},
            {"key": "in_time", "label": _("按时答复率"), "numeric": True},
        ],
        "rows": [
            {
                "organ": standing.organ_name,
                "ratings": str(standing.ratings),
                "bad": str(standing.bad),
                "satisfied": _share(standing.satisfied_share),
                "called_back": _share(standing.called_back_share),
                "in_time": _share(standing.in_time_share),
            }
            for standing in standings
        ],
    }
    return render(request, "assessment/figures.html", context)


def _bar(each: queries.Share, label: str = "") -> dict[str, Any]:
    """Return a bar of the rate of satisfaction with the number of ratings beside it."""
    note = _("评价 %(n)d，差评 %(bad)d") % {"n": each.ratings, "bad": each.bad}
    return {
        "label": label or each.name,
        "value": round(100 * (each.ratings - each.bad) / each.ratings, 1),
        "note": note,
    }


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.1%}"


@require_http_methods(["GET", "HEAD", "POST"])
@for_officials
def limit(request: HttpRequest, sight: Sight) -> HttpResponse:
    check_set_limit(by=sight.staff)
    form = LimitForm(request.POST) if request.method == "POST" else LimitForm(initial={"days": queries.limit_days()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.set_limit(days=given["days"], reason=given["reason"], by=sight.staff, at=sight.at)
        messages.success(request, _("新的期限对今后的差评生效。"))
        return redirect("assessment:limit")
    history = RectificationLimit.objects.select_related("set_by").order_by("-set_at", "-id")[:PAGE]
    context = {
        "form": form,
        "days": queries.limit_days(),
        "columns": [("at", _("时间")), ("days", _("工作日")), ("by", _("设置人")), ("reason", _("依据"))],
        "rows": [
            {
                "at": date_format(timezone.localtime(each.set_at), "Y年n月j日 H:i"),
                "days": str(each.days),
                "by": each.set_by.display_name,
                "reason": each.reason,
            }
            for each in history
        ],
    }
    return render(request, "assessment/limit.html", context)
