"""After the commit: the PDF of a licence's notice, and the message that brings it to the holder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from huizheng.commons.audit.api import record
from huizheng.commons.files.api import FileRule, seal_file, store
from huizheng.commons.paper.api import render_pdf, sign_pdf
from huizheng.commons.reference.api import organ
from huizheng.gate.api import put_blob
from huizheng.inner.licences.models import LicenceNotice
from huizheng.inner.licences.telling import tell
from huizheng.lib.actors import SYSTEM

if TYPE_CHECKING:
    import datetime as dt

_PDF = FileRule(medias=("application/pdf",), max_files=1)


def owner_of(licence_id: int) -> str:
    """Return the name under which the files room keeps the licence's files."""
    return f"licences:licence:{licence_id}"


def write_out(notice_id: int, *, at: dt.datetime) -> LicenceNotice:
    """This function will make the PDF of an issued notice from its kept facts, sign it, store it and send it out.

    A notice that is written out already stays as it is. Raises what rendering and storing raise: it is tried again.
    """
    notice = LicenceNotice.objects.select_related("ending__licence").get(pk=notice_id)
    if notice.rendered_at is not None:
        return notice
    licence = notice.ending.licence
    pdf = sign_pdf(
        render_pdf(template=notice.template, version=notice.template_version, facts=notice.facts),
        organ=organ(licence.organ_key).name,
        at=at,
    )
    with transaction.atomic():
        notice = LicenceNotice.objects.select_for_update().get(pk=notice_id)
        if notice.rendered_at is not None:
            return notice
        stored = store(
            [pdf],
            name=f"{notice.title}.pdf",
            owner=owner_of(licence.pk),
            purpose=f"notice:{notice.pk}",
            rule=_PDF,
            by=SYSTEM,
            at=at,
        )
        notice.file_id, notice.sm3, notice.size, notice.rendered_at = str(stored.pk), stored.sm3, stored.size, at
        notice.save(update_fields=["file_id", "sm3", "size", "rendered_at"])
        with seal_file(stored) as sealed, sealed.open() as content:
            attachment = put_blob(content, media="application/octet-stream")
            paper = {
                "kind": notice.template,
                "number": notice.number,
                "title": notice.title,
                "sm3": attachment.sm3,
                "file_key": sealed.file_key,
                "media": "application/pdf",
                "plain_sm3": notice.sm3,
                "size": notice.size,
                "verification": notice.verification,
            }
            tell(licence, at=at, told_at=notice.issued_at, private={"notices": [paper]}, files=(attachment,))
        record(
            actor=SYSTEM,
            action="licences:notice:write_out",
            target=("licence", str(licence.pk)),
            facts={"notice": notice.number, "sm3": notice.sm3},
            at=at,
        )
    return notice
