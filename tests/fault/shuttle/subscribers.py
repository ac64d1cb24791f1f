from __future__ import annotations

import io

from django.utils import timezone

from huizheng.gate.api import EnvelopeFacts, open_blob, put_blob, receives, send
from huizheng.gate.contracts import ZoneReported
from tests.fault.shuttle.messages import Answered, Sent
from tests.fault.shuttle.models import Effect


@receives(Sent)
def answer(message: Sent, facts: EnvelopeFacts) -> None:
    now = timezone.now()
    Effect.objects.create(number=message.number, matter=message.matter, at=now, sent_at=facts.created_at)
    files = ()
    for attachment in message.files:
        with open_blob(attachment.sm3) as file:
            files = (put_blob(io.BytesIO(file.read()[::-1])),)
    send(Answered(number=message.number, matter=message.matter, files=files), at=now)


@receives(ZoneReported)
def read(message: ZoneReported, facts: EnvelopeFacts) -> None:
    """The outer gate's sign of life; there is no operator here."""


@receives(Answered)
def note(message: Answered, facts: EnvelopeFacts) -> None:
    for attachment in message.files:
        with open_blob(attachment.sm3) as file:
            file.read()
    now = timezone.now()
    Effect.objects.create(number=message.number, matter=message.matter, at=now, sent_at=facts.created_at)
