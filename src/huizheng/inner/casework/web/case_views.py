"""The page of a case, its printed dossier, and its files. Every reading of personal data is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from huizheng.commons.audit.api import record
from huizheng.commons.design.api import moment
from huizheng.commons.files.api import download_response, preview_page, preview_picture
from huizheng.commons.files.api import file_for as stored_file
from huizheng.inner.casework import clockwork
from huizheng.inner.casework.asides import asides_of
from huizheng.inner.casework.handins import owner_of
from huizheng.inner.casework.queries import case_for, file_for, hand_ins, journal_of, notice_for, notices_of
from huizheng.inner.casework.releases import plan_for
from huizheng.inner.casework.showing import due_words, urgency_of
from huizheng.inner.casework.states import State
from huizheng.inner.casework.web import presenting
from huizheng.inner.casework.web.contents import compare, content_of, in_force
from huizheng.inner.casework.web.licence_rows import bar_lines, licensing_rows
from huizheng.inner.casework.web.staffing import Sight, for_officials
from huizheng.inner.casework.wording import STATES, TONES

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from huizheng.inner.casework.models import Case


def _written_down(sight: Sight, case: Case, what: str, **facts: Any) -> None:
    """Write the reading into the audit chain (个人信息保护法 art 54)."""
    with transaction.atomic():
        record(
            actor=sight.staff.actor,
            action=f"casework:case:{what}",
            target=("case", case.number),
            facts=facts,
            at=sight.at,
        )


@require_safe
@for_officials
def case(request: HttpRequest, sight: Sight, number: str) -> HttpResponse:
    found = case_for(sight.staff, number=number)
    _written_down(sight, found, "read")
    return render(request, "casework/case.html", _whole(found, sight))


@require_safe
@for_officials
def printed(request: HttpRequest, sight: Sight, number: str) -> HttpResponse:
    """The dossier (案卷) on one page, made to be printed."""
    found = case_for(sight.staff, number=number)
    _written_down(sight, found, "print")
    return render(request, "casework/print.html", _whole(found, sight))


def _whole(found: Case, sight: Sight) -> dict[str, Any]:
    plan = plan_for(found)
    versions = hand_ins(found)
    state = State(found.state)
    how = urgency_of(found, sight.today)
    contents = [
        content_of(found, plan, each, materials=in_force(versions[: place + 1])) for place, each in enumerate(versions)
    ]
    return {
        "case": found,
        "crumbs": presenting.crumbs_of(found),
        "title": found.item_name,
        "number": found.number,
        "state": str(STATES[state]),
        "state_tone": TONES[state],
        "due": due_words(found, sight.today),
        "urgency_tone": presenting.URGENCY_TONES[how],
        "waits_for": presenting.waits_for(found, plan),
        "summary": presenting.summary_rows(found, plan, today=sight.today),
        "asides": asides_of(found, sight.staff),
        "clocks": clockwork.explanations(found),
        "acts": presenting.act_links(found, plan, by=sight.staff),
        "content": contents[-1] if contents else None,
        "earlier": contents[:-1],
        "changes": compare(plan, versions[-2], versions[-1]) if len(versions) > 1 else [],
        "correction": presenting.correction_rows(found),
        "parties": presenting.party_rows(found),
        "hearing_awaited": presenting.hearing_awaited(found),
        "procedures": presenting.procedure_rows(found),
        "decision": presenting.decision_rows(found),
        "licensing": licensing_rows(found),
        "bars": bar_lines(found, plan, versions[-1].applicant if versions else {}),
        "journal": presenting.journal_entries(journal_of(found)),
        "notices": presenting.notice_rows(found, notices_of(found)),
        "notice_columns": presenting.NOTICE_COLUMNS,
        "change_columns": presenting.CHANGE_COLUMNS,
        "printed_at": moment(sight.at),
        "printed_by": sight.staff.name,
    }


@require_safe
@for_officials
def material_file(request: HttpRequest, sight: Sight, number: str, pk: int) -> HttpResponseBase:
    found = case_for(sight.staff, number=number)
    file = file_for(found, pk=pk)
    _written_down(sight, found, "download", file=file.pk, material=file.material.key)
    return download_response(request, stored_file(owner_of(found), file.file_id))


@require_safe
@for_officials
def material_preview(request: HttpRequest, sight: Sight, number: str, pk: int) -> HttpResponse:
    """The file in the browser; what is seen of it is written down with each picture."""
    found = case_for(sight.staff, number=number)
    file = file_for(found, pk=pk)
    stored = stored_file(owner_of(found), file.file_id)
    context = {
        "case": found,
        "crumbs": presenting.crumbs_of(found, file.name),
        "title": file.name,
        "material": file.material.name,
        "preview": preview_page(
            request,
            stored,
            picture=lambda page, zoom: reverse("casework:picture", args=[number, pk, page, zoom]),
            download_url=reverse("casework:file", args=[number, pk]),
        ),
    }
    return render(request, "casework/preview.html", context)


@require_safe
@for_officials
def material_picture(
    request: HttpRequest, sight: Sight, number: str, pk: int, *, page: int, zoom: int
) -> HttpResponseBase:
    found = case_for(sight.staff, number=number)
    file = file_for(found, pk=pk)
    _written_down(sight, found, "preview", file=file.pk, material=file.material.key, page=page)
    return preview_picture(request, stored_file(owner_of(found), file.file_id), page=page, zoom=zoom)


@require_safe
@for_officials
def notice_file(request: HttpRequest, sight: Sight, number: str, pk: int) -> HttpResponseBase:
    found = case_for(sight.staff, number=number)
    notice = notice_for(found, pk=pk)
    if not notice.file_id:
        raise Http404("文书正在生成，请稍后再试。")
    _written_down(sight, found, "download", notice=notice.number)
    return download_response(request, stored_file(owner_of(found), notice.file_id))
