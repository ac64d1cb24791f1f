"""SMS. Providers differ: each is a class with one method. The one built in writes a file, to demonstrate."""

from __future__ import annotations

import fcntl
import json
import os
from typing import Protocol

from django.conf import settings


class SmsGateway(Protocol):
    """What the room asks of an SMS provider."""

    def send(self, *, to: str, text: str, reference: str) -> None:
        """Hand one SMS to the provider, one a reference; raises ``Unreachable`` or ``AddressRefused``."""


class FileGateway:
    """Writes one JSON line an SMS into ``sms/<zone>.jsonl`` of the state folder, readable by its owner only."""

    def send(self, *, to: str, text: str, reference: str) -> None:
        folder = settings.VAR / "sms"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        line = json.dumps({"reference": reference, "to": to, "text": text}, ensure_ascii=False) + "\n"
        handle = os.open(folder / f"{settings.ZONE}.jsonl", os.O_APPEND | os.O_CREAT | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(line)


def send_sms(*, to: str, text: str, reference: str) -> None:
    """Hand one SMS to the provider of this instance."""
    gateway: SmsGateway = FileGateway()
    gateway.send(to=to, text=text, reference=reference)
