"""After the commit: the PDF of a notice, and the message that brings it to the applicant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from huizheng.commons.audit.api import record
from huizheng.commons.files.api import FileRule, seal_file, store
from huizheng.commons.keys.api import seal_for
from huizheng.commons.paper.api import render_pdf, sign_pdf
from huizheng.commons.reference.api import organ
from huizheng.gate.api import put_blob, send
from huizheng.gate.contracts import Attachment, CaseAct, CaseProgressed
from huizheng.inner.casework import clockwork
from huizheng.inner.casework.handins import owner_of
from huizheng.inner.casework.models import Case, Notice
from huizheng.inner.casework.states import NoticeKind
from huizheng.lib.actors import SYSTEM

if TYPE_CHECKING:
    import datetime as dt

# Papers for somebody else than the applicant: handed over or posted by the office, never sent outside.
KEPT_INSIDE = frozenset({NoticeKind.PARTY_NOTICE})
_PDF = FileRule(medias=("application/pdf",), max_files=1)


def write_out(notice_id: int, *, at: dt.datetime) -> Notice:
    """This function will make the PDF of an issued notice from its kept facts, sign it, store it and send it out.

    The message repeats the act and its moment, so that outside the paper joins the entry that is there already.
    A notice that is written out already stays as it is. Raises what rendering and storing raise: it is tried again.
    """
    notice = Notice.objects.select_related("case", "entry").get(pk=notice_id)
    if notice.rendered_at is not None:
        return notice
    case = notice.case
    pdf = sign_pdf(
        render_pdf(template=notice.template, version=notice.template_version, facts=notice.facts),
        organ=organ(notice.entry.organ_key).name,
        at=at,
    )
    with transaction.atomic():
        notice = Notice.objects.select_for_update().get(pk=notice_id)
        if notice.rendered_at is not None:
            return notice
        stored = store(
            [pdf],
            name=f"{notice.title}.pdf",
            owner=owner_of(case),
            purpose=f"notice:{notice.pk}",
            rule=_PDF,
            by=SYSTEM,
            at=at,
        )
        notice.file_id, notice.sm3, notice.size, notice.rendered_at = str(stored.pk), stored.sm3, stored.size, at
        notice.save(update_fields=["file_id", "sm3", "size", "rendered_at"])
        if notice.kind not in KEPT_INSIDE:
            with seal_file(stored) as sealed, sealed.open() as content:
                attachment = put_blob(content, media="application/octet-stream")
                _send(notice, case, attachment, sealed.file_key, at=at)
        record(
            actor=SYSTEM,
            action="casework:notice:write_out",
            target=("case", case.number),
            facts={"notice": notice.number, "kind": notice.kind, "sm3": notice.sm3},
            at=at,
        )
    return notice


def _send(notice: Notice, case: Case, attachment: Attachment, file_key: str, *, at: dt.datetime) -> None:
    private = {
        "notices": [
            {
                "kind": notice.kind,
                "number": notice.number,
                "title": notice.title,
                "sm3": attachment.sm3,
                "file_key": file_key,
                "media": "application/pdf",
                "plain_sm3": notice.sm3,
                "size": notice.size,
                "verification": notice.verification,
            },
        ],
    }
    send(
        CaseProgressed(
            case_number=case.number,
            act=CaseAct(notice.told_act),
            at=notice.told_at,
            legal_on=notice.entry.legal_on,
            organ_key=notice.entry.organ_key,
            organ_name=organ(notice.entry.organ_key).name,
            step_name=case.step_name,
            promised_due_on=case.promised_due_on,
            statutory_due_on=case.statutory_due_on,
            clock_note=clockwork.note(case),
            private=seal_for("outer", private),
            files=(attachment,),
        ),
        at=at,
    )
