"""E-mail over SMTP, or into files when no server is named.

``HUIZHENG_MAIL_URL``: ``smtp://user:password@host:port?from=service@example.gov.cn&tls=starttls`` (``tls``:
``starttls``, ``ssl`` or left out).
"""

from __future__ import annotations

import smtplib
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend as FileBackend
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend

from huizheng.commons.notices.errors import AddressRefused, Unreachable

if TYPE_CHECKING:
    from django.core.mail.backends.base import BaseEmailBackend

_PATIENCE = 20
_PERMANENT = range(500, 600)
_SENDER = "noreply@huizheng.invalid"


def send_mail(*, to: str, subject: str, body: str, reference: str) -> None:
    """Hand one mail to the server; raises ``Unreachable``, or ``AddressRefused`` when it is refused for good.

    ``reference`` becomes the Message-ID: should we be killed between the server's yes and our note of it, the second
    copy is recognised as the same mail.
    """
    sender, connection = _server()
    headers = {"Message-ID": f"<{reference}@huizheng>", "Auto-Submitted": "auto-generated"}
    try:
        EmailMessage(subject, body, sender, [to], headers=headers, connection=connection).send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        kind = AddressRefused if all(code in _PERMANENT for code in codes) else Unreachable
        raise kind(f"SMTP {codes[0]}") from None
    except smtplib.SMTPResponseException as error:
        kind = AddressRefused if error.smtp_code in _PERMANENT else Unreachable
        raise kind(f"SMTP {error.smtp_code}") from None
    except (OSError, smtplib.SMTPException) as error:
        raise Unreachable(type(error).__name__) from None


def _server() -> tuple[str, BaseEmailBackend]:
    url: str | None = settings.ENVIRONMENT.mail_url
    if not url:
        folder = settings.VAR / "mail" / settings.ZONE
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _SENDER, FileBackend(file_path=str(folder))
    parts = urlsplit(url)
    options = {key: values[0] for key, values in parse_qs(parts.query).items()}
    arguments: dict[str, Any] = {
        "host": parts.hostname or "127.0.0.1",
        "port": parts.port or 25,
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": options.get("tls") == "starttls",
        "use_ssl": options.get("tls") == "ssl",
        "timeout": _PATIENCE,
    }
    return options.get("from", _SENDER), SmtpBackend(**arguments)
