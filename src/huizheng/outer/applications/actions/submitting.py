"""The submission and the correction: sealed for the inner zone, numbered, receipted, queued, in one transaction."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from typing import Any

from django.db import transaction
from django.utils import timezone

from huizheng.commons.audit.api import record
from huizheng.commons.events.api import publish
from huizheng.commons.files import api as files
from huizheng.commons.keys.api import seal_for
from huizheng.commons.numbering.api import next_number
from huizheng.gate import api as gate
from huizheng.gate.contracts import ApplicationSubmitted, Attachment, CorrectionSubmitted, Sealed
from huizheng.lib.identifiers import case_number, query_code
from huizheng.outer.accounts.api import Party
from huizheng.outer.applications import policies
from huizheng.outer.applications.actions.drafting import locked
from huizheng.outer.applications.actions.receipting import issue_receipt
from huizheng.outer.applications.content import Content
from huizheng.outer.applications.errors import Incomplete, ServiceGone
from huizheng.outer.applications.events import ApplicationSubmittedOutside
from huizheng.outer.applications.materials import waiting
from huizheng.outer.applications.models import Application, TimelineEntry
from huizheng.outer.applications.queries import number_renewed_by, query_code_digest
from huizheng.outer.applications.services import OfferedService
from huizheng.outer.applications.vaulted import lock, unlock


def submit(
    application: Application, *, service: OfferedService, content: Content, channel: str, by: Party, at: dt.datetime
) -> Application:
    """This function will hand the application in: number, query code, signed receipt, and the sealed message inside.

    A second call for the same application (a double click, a lost answer) returns what the first one did.
    Raises ``Incomplete`` with every missing answer and material, ``ServiceGone``, ``NotNow``, and what ``check_apply``
    raises: an agent's authority may have ended since the draft was begun. Carries out
    行政许可法 art 29 (applications by electronic means) and art 32 (a dated voucher for what was received).
    """
    # The row is the applicant's own: held from here on, ten clicks wait for the first and find its number. Nothing that
    # others wait for is locked before the files are sealed.
    with ExitStack() as journey, transaction.atomic():
        application = locked(application)
        if application.case_number:
            return application
        lying = waiting(application)
        _check_complete(content, lying)
        if not service.is_offered:
            raise ServiceGone
        policies.check_apply(service, by=by, at=at)
        attachments, described = _seal_materials(lying, content, journey)
        sealed = seal_for("inner", content.document(materials=described))
        application.state = policies.check_step(application, "submit")
        application.submitted_at = application.saved_at = at
        code = query_code()
        _keep_own_copy(application, content, described, query_code=code)
        _erase_outer_files(lying, by=by, at=at)
        # From here on everybody who applies in the same county waits for this commit.
        number = _number(application, at)
        application.case_number = number
        application.query_code_digest = query_code_digest(number, code)
        application.save()
        envelope = gate.send(
            ApplicationSubmitted(
                case_number=number,
                application_id=application.pk,
                item_slug=application.item_slug,
                release_version=application.release_version,
                organ_key=application.organ_key,
                division_code=application.division_code,
                applicant_kind=application.applicant_kind,
                channel_code=channel,
                submitted_at=at,
                content=sealed,
                files=attachments,
                renews=number_renewed_by(application),
            ),
            at=at,
        )
        _leave_traces(
            application,
            "submitted",
            "application",
            sealed=sealed,
            attachments=attachments,
            envelope=envelope,
            by=by,
            at=at,
        )
        publish(ApplicationSubmittedOutside(application=application.pk, case_number=number, at=at))
    return application


def correct(application: Application, *, content: Content, by: Party, at: dt.datetime) -> Application:
    """This function will hand in what the correction notice asked for; nothing else of the application changes.

    Raises ``Incomplete`` and ``NotNow`` (a correction is handed in once for each notice). 行政许可法 art 32(1)(4).
    """
    with ExitStack() as journey, transaction.atomic():
        application = locked(application)
        policies.check_correct(application)
        lying = waiting(application)
        _check_complete(content, lying)
        attachments, described = _seal_materials(lying, content, journey)
        sealed = seal_for("inner", content.document(materials=described))
        application.state = policies.check_step(application, "correct")
        application.saved_at = at
        _keep_own_copy(application, content, described)
        application.save()
        _erase_outer_files(lying, by=by, at=at)
        envelope = gate.send(
            CorrectionSubmitted(
                case_number=application.case_number or "", submitted_at=at, content=sealed, files=attachments
            ),
            at=at,
        )
        _leave_traces(
            application,
            "correction_submitted",
            "correction",
            sealed=sealed,
            attachments=attachments,
            envelope=envelope,
            by=by,
            at=at,
        )
    return application


def _check_complete(content: Content, lying: dict[str, list[files.StoredFile]]) -> None:
    errors, missing = content.errors(), content.missing_materials(lying)
    if errors or missing:
        raise Incomplete(errors, missing)


def _number(application: Application, at: dt.datetime) -> str:
    region = application.division_code[:6]
    today = timezone.localdate(at)
    sequence = next_number(series="case", scope=f"{region}:{today:%y%m%d}", at=at)
    return case_number(region=region, on=today, sequence=sequence)


def _seal_materials(
    lying: dict[str, list[files.StoredFile]], content: Content, journey: ExitStack
) -> tuple[tuple[Attachment, ...], list[dict[str, Any]]]:
    """Seal every file that has not crossed yet; return what travels beside it and what the content says of it."""
    attachments: list[Attachment] = []
    inside: dict[str, list[dict[str, Any]]] = {}
    for key, stored_files in lying.items():
        for stored in stored_files:
            sealed = journey.enter_context(files.seal_file(stored))
            with sealed.open() as stream:
                attachment = gate.put_blob(stream)
            attachments.append(attachment)
            inside.setdefault(key, []).append(
                {
                    "sm3": attachment.sm3,
                    "name": sealed.name,
                    "media": sealed.media,
                    "size": sealed.plain_size,
                    "plain_sm3": sealed.plain_sm3,
                    "file_key": sealed.file_key,
                }
            )
    return tuple(attachments), content.describe(inside)


def _keep_own_copy(
    application: Application, content: Content, described: list[dict[str, Any]], *, query_code: str = ""
) -> None:
    """Keep what the applicant may read again: answers and the names of files, not the files themselves."""
    before = unlock(application.account, application.own_copy)
    fresh = [
        {"key": entry["key"], "name": file["name"], "size": file["size"], "sm3": file["plain_sm3"]}
        for entry in described
        for file in entry["files"]
    ]
    copy = {
        "answers": content.answers,
        "materials": [*before.get("materials", []), *fresh],
        "promised": sorted(content.promised),
        "query_code": query_code or before.get("query_code", ""),
    }
    application.own_copy = lock(application.account, copy)


def _erase_outer_files(lying: dict[str, list[files.StoredFile]], *, by: Party, at: dt.datetime) -> None:
    """Erase the outer copies of the files that now travel sealed."""
    for stored in (each for found in lying.values() for each in found):
        files.erase(stored, by=by.as_actor(), at=at)


def _leave_traces(
    application: Application,
    act: str,
    kind: str,
    *,
    sealed: Sealed,
    attachments: tuple[Attachment, ...],
    envelope: object,
    by: Party,
    at: dt.datetime,
) -> None:
    issue_receipt(
        application,
        kind=kind,
        sealed=sealed,
        files_sm3=[attachment.sm3 for attachment in attachments],
        envelope=envelope,
        at=at,
    )
    TimelineEntry.objects.create(
        application=application,
        act=act,
        at=at,
        legal_on=timezone.localdate(at),
        organ_name=application.organ_name,
    )
    record(
        actor=by.as_actor(),
        action=f"applications:{kind}:submit",
        target=("application", str(application.pk)),
        facts={
            "case_number": application.case_number,
            "content_sm3": sealed.sm3,
            "files": len(attachments),
            "envelope": str(envelope),
        },
        at=at,
    )
