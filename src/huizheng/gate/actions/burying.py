"""Putting what goes no further where an operator sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from huizheng.commons.telemetry.api import record_failure
from huizheng.gate.models import DeadLetter
from huizheng.gate.states import DeadLetterState, Direction, Reason
from huizheng.lib.sm import sm3_hex

if TYPE_CHECKING:
    import datetime as dt
    from uuid import UUID


def bury(
    *,
    direction: Direction,
    reason: Reason,
    raw: str,
    at: dt.datetime,
    env_id: UUID | None = None,
    error: str = "",
    channel: str = "",
    message: str = "",
    business_number: str = "",
    trace: str = "",
) -> DeadLetter:
    """This function will keep the whole envelope with the reason, once while it is open, and tell the operator."""
    fingerprint = str(env_id) if env_id and not reason.is_security_event else sm3_hex(raw.encode())
    letter, is_new = DeadLetter.objects.get_or_create(
        direction=direction,
        fingerprint=fingerprint,
        reason=reason,
        state=DeadLetterState.OPEN,
        defaults={
            "env_id": env_id,
            "error": error,
            "envelope": raw,
            "channel": channel[:120],
            "message": message[:80],
            "business_number": business_number[:80],
            "trace": trace[:64],
            "opened_at": at,
        },
    )
    if not is_new:
        DeadLetter.objects.filter(pk=letter.pk).update(times=F("times") + 1, error=error)
    source = "gate.security" if reason.is_security_event else "gate"
    record_failure(source=source, summary=f"{reason.label}：{message or channel or '信封'}", detail=error, at=at)
    return letter
