"""Carrying a one-time code to a phone or a mailbox, after the act that asked for it is committed.

A code is handed straight to the instance's SMS provider or mail server: written into a message that is kept, it would
lie in the database in clear.
"""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

from huizheng.commons.notices.api import Unreachable, send_mail, send_sms
from huizheng.commons.telemetry.api import record_failure
from huizheng.outer.accounts.contacts import Contact


def carry(contact: Contact, *, subject: str, text: str, at: dt.datetime) -> None:
    """Hand a short text over; what cannot be handed over is shown to the operator, and the person asks again."""
    reference = uuid4().hex
    try:
        if contact.kind == "mobile":
            send_sms(to=contact.value, text=text, reference=reference)
        else:
            send_mail(to=contact.value, subject=subject, body=text, reference=reference)
    except Unreachable as error:
        record_failure(
            source="accounts", summary=f"验证码未发出：{error.reason}", detail=f"reference {reference}", at=at
        )
