from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from huizheng.gate.api import InboxState, OutboxState, Reason
from huizheng.inner.network import actions
from huizheng.inner.network.policies import NotAnOperator
from huizheng.inner.network.queries import NotVisible, Operations, operations_for
from huizheng.inner.network.web import presenters
from huizheng.inner.organs.api import current_official

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from huizheng.inner.network.queries import Zone
    from huizheng.lib.actors import Actor

SHOWN = 50


def for_operators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let operators in; to anybody else the page does not exist."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        official = current_official(request)
        if official is None or kwargs.get("zone", "inner") not in presenters.ZONES:
            raise Http404
        try:
            desk = operations_for(official.as_actor(), at=timezone.now())
        except NotAnOperator as error:
            raise Http404 from error
        return view(request, desk, *args, **kwargs)

    return guarded


@require_safe
@for_operators
def overview(request: HttpRequest, desk: Operations) -> HttpResponse:
    inside, outside, processes = desk.inside(), desk.outside(), desk.processes()
    states = [state for state in (inside, outside) if state is not None]
    context = {
        "zones": [
            {
                "name": presenters.ZONES[state.zone],
                "figures": presenters.figures(state),
                "resource_title": f"{presenters.ZONES[state.zone]}资源",
                "resources": presenters.resource_rows(state),
                "heard": presenters.moment(state.heard_at) if state.heard_at and state.zone == "outer" else "",
                "is_silent": state.is_silent,
            }
            for state in states
        ],
        "is_outside_unknown": outside is None,
        "processes": [presenters.process_row(each) for each in processes],
        "dead_title": presenters.dead_title(processes),
        "process_columns": presenters.PROCESS_COLUMNS,
        "circuits": [presenters.circuit_row(each) for each in desk.circuits()],
        "circuit_columns": presenters.CIRCUIT_COLUMNS,
        "decisions": presenters.decision_rows(desk.decisions()),
        "decision_columns": presenters.DECISION_COLUMNS,
    }
    return _page(request, "overview", "运行总览", context)


@require_safe
@for_operators
def channels(request: HttpRequest, desk: Operations) -> HttpResponse:
    context = {
        "rows": [presenters.channel_row(each) for each in desk.channels()],
        "columns": presenters.CHANNEL_COLUMNS,
    }
    return _page(request, "channels", "通道", context)


@require_safe
@for_operators
def letters(request: HttpRequest, desk: Operations) -> HttpResponse:
    search, reason = request.GET.get("q", "").strip(), request.GET.get("reason", "")
    reason = reason if reason in set(Reason) else ""
    found = desk.letters(search=search, reason=reason)
    context = {
        "rows": [presenters.letter_row(each) for each in found[:SHOWN]],
        "columns": presenters.LETTER_COLUMNS,
        "search": search,
        "reason": reason,
        "reasons": Reason.choices,
        "more": max(len(found) - SHOWN, 0),
    }
    return _page(request, "letters", "死信", context)


@require_safe
@for_operators
def letter(request: HttpRequest, desk: Operations, zone: str, letter_id: int) -> HttpResponse:
    try:
        found = desk.letter(zone, letter_id)
    except NotVisible as error:
        raise Http404 from error
    official = current_official(request)
    own_proposal = bool(official and found.proposed_by == str(official.as_actor()))
    context = {
        "letter": found,
        "summary": presenters.letter_summary(found),
        "receipts": presenters.receipt_entries(desk.receipts(found)) if found.env_id else [],
        "may_agree": bool(found.proposed_by) and not own_proposal,
        "waits_for_other": own_proposal,
        "crumbs": presenters.letter_crumbs(),
    }
    return render(request, "network/letter.html", context)


@require_safe
@for_operators
def failures(request: HttpRequest, desk: Operations) -> HttpResponse:
    found = desk.failures()
    context = {"cards": [presenters.failure_card(each) for each in found[:SHOWN]], "more": max(len(found) - SHOWN, 0)}
    return _page(request, "failures", "后台故障", context)


@require_safe
@for_operators
def jobs(request: HttpRequest, desk: Operations) -> HttpResponse:
    found = desk.jobs()
    context = {"cards": [presenters.job_card(each) for each in found[:SHOWN]], "more": max(len(found) - SHOWN, 0)}
    return _page(request, "jobs", "失败任务", context)


@require_safe
@for_operators
def envelopes(request: HttpRequest, desk: Operations) -> HttpResponse:
    search = request.GET.get("q", "").strip()
    sent, received = desk.crossed(search) if search else ([], [])
    context = {
        "search": search,
        "sent": [presenters.crossed_row(each, OutboxState) for each in sent],
        "received": [presenters.crossed_row(each, InboxState) for each in received],
        "columns": presenters.CROSSED_COLUMNS,
    }
    return _page(request, "envelopes", "追踪", context)


@require_POST
@for_operators
def redrive(request: HttpRequest, _: Operations, zone: Zone, letter_id: int) -> HttpResponse:
    def act(by: Actor) -> None:
        actions.redrive_letter(zone, letter_id, by=by, at=timezone.now())

    return _done(request, act, "已重新投递。", "network:letters")


@require_POST
@for_operators
def propose(request: HttpRequest, _: Operations, zone: Zone, letter_id: int) -> HttpResponse:
    def act(by: Actor) -> None:
        actions.propose_discard(zone, letter_id, reason=request.POST.get("reason", ""), by=by, at=timezone.now())

    return _done(request, act, "已提出废弃，等待另一名运维人员确认。", "network:letter", zone, letter_id)


@require_POST
@for_operators
def discard(request: HttpRequest, _: Operations, zone: Zone, letter_id: int) -> HttpResponse:
    def act(by: Actor) -> None:
        actions.discard_letter(zone, letter_id, by=by, at=timezone.now())

    return _done(request, act, "已废弃。", "network:letters")


@require_POST
@for_operators
def settle_failure(request: HttpRequest, _: Operations, zone: Zone, failure_id: int) -> HttpResponse:
    def act(by: Actor) -> None:
        actions.settle_failure(zone, failure_id, by=by, at=timezone.now())

    return _done(request, act, "已了结。", "network:failures")


@require_POST
@for_operators
def retry_job(request: HttpRequest, _: Operations, zone: Zone, job_id: int) -> HttpResponse:
    def act(by: Actor) -> None:
        actions.retry_job(zone, job_id, by=by, at=timezone.now())

    return _done(request, act, "已安排重试。", "network:jobs")


def _page(request: HttpRequest, name: str, title: str, context: dict[str, Any]) -> HttpResponse:
    shared = {
        "title": title,
        "tab": name,
        "tabs": presenters.tabs(),
        "crumbs": presenters.crumbs({"label": title}),
    }
    return render(request, f"network/{name}.html", {**shared, **context})


def _done(request: HttpRequest, act: Callable[[Actor], None], sentence: str, where: str, *args: Any) -> HttpResponse:
    official = current_official(request)
    assert official is not None, "behind for_operators"
    try:
        act(official.as_actor())
    except actions.CannotDo as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, sentence)
    return redirect(where, *args)
