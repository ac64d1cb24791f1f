"""Carrying a one-time code to a phone or a mailbox, after the act that asked for it is committed."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.mail import send_mail
from django.utils.module_loading import import_string

from huizheng.outer.accounts.contacts import Contact


class Carrier(Protocol):
    """What carries a short text to a contact."""

    def carry(self, contact: Contact, *, subject: str, text: str) -> None: ...


class Mailbox:
    """Sends e-mail through Django's mail backend."""

    def carry(self, contact: Contact, *, subject: str, text: str) -> None:
        send_mail(subject, text, None, [contact.value])


class Folder:
    """Lays each message as a file into the instance's state folder: for a machine without a mobile operator."""

    def carry(self, contact: Contact, *, subject: str, text: str) -> None:
        folder = Path(settings.VAR) / ("sms" if contact.kind == "mobile" else "mail")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = folder / f".{os.getpid()}-{secrets.token_hex(6)}"
        beside.write_text(json.dumps({"to": contact.value, "subject": subject, "text": text}, ensure_ascii=False))
        beside.chmod(0o600)
        # Named by order of arrival; readers never see half a message.
        beside.rename(folder / f"{beside.stat().st_mtime_ns}-{secrets.token_hex(3)}.json")


def carrier_for(contact: Contact) -> Carrier:
    made: Carrier = import_string(settings.MESSAGE_CARRIERS[contact.kind])()
    return made
