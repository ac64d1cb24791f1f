"""The signed receipt that every sending of the applicant leaves: what, when, and the digests of what."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import asdict
from typing import Any

from huizheng.commons.keys.api import sign
from huizheng.gate.contracts import Sealed
from huizheng.lib.canonical import canonical
from huizheng.outer.applications.models import Application, Receipt

CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def issue_receipt(
    application: Application,
    *,
    kind: str,
    sealed: Sealed,
    files_sm3: list[str],
    envelope: object,
    at: dt.datetime,
    **more: Any,
) -> Receipt:
    """This function will sign that something of this ``kind`` was received here; the statement names nobody."""
    statement = {
        "kind": kind,
        "case_number": application.case_number,
        "item": application.item_slug,
        "release_version": application.release_version,
        "organ_key": application.organ_key,
        "organ_name": application.organ_name,
        "submitted_at": at.isoformat(),
        "content_sm3": sealed.sm3,
        "files_sm3": files_sm3,
        "envelope_id": str(envelope),
        **more,
    }
    return Receipt.objects.create(
        application=application,
        code="".join(secrets.choice(CODE_ALPHABET) for _ in range(16)),
        statement=statement,
        signature=asdict(sign(canonical(statement))),
        issued_at=at,
    )
