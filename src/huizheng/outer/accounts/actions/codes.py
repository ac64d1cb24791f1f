"""One-time codes: sent to a contact, tried a few times, used once."""

from __future__ import annotations

import datetime as dt
import secrets

from django.db import transaction
from django.utils.translation import gettext

from huizheng.outer.accounts.contacts import Contact
from huizheng.outer.accounts.gateways.messages import carry
from huizheng.outer.accounts.models import Account, OneTimeCode
from huizheng.outer.accounts.rules import (
    CODE_ATTEMPTS,
    CODE_LIVES,
    CODE_PAUSE,
    CODES_AN_HOUR,
    TooManyCodes,
    WrongCode,
)
from huizheng.outer.accounts.sealed import blind_index
from huizheng.outer.accounts.states import CodePurpose

_HOUR = dt.timedelta(hours=1)


def send_code(
    *, contact: Contact, purpose: CodePurpose, account: Account | None, instead: str = "", at: dt.datetime
) -> OneTimeCode:
    """This function will send six digits to a contact; with ``instead`` it sends that text and no code can be right.

    A code that cannot be right is written down all the same, so that a stranger sees no difference.
    Raises ``TooManyCodes``: one a minute, five an hour.
    """
    code = f"{secrets.randbelow(1_000_000):06d}"
    text = instead or gettext(
        "您的验证码是%(code)s，用于%(purpose)s，10分钟内有效。请勿告诉他人，工作人员不会索要。"
    ) % {
        "code": code,
        "purpose": purpose.label,
    }
    with transaction.atomic():
        recent = OneTimeCode.objects.select_for_update().filter(contact_index=contact.index, sent_at__gt=at - _HOUR)
        moments = list(recent.values_list("sent_at", flat=True))
        if len(moments) >= CODES_AN_HOUR or any(sent > at - CODE_PAUSE for sent in moments):
            raise TooManyCodes
        sent = OneTimeCode.objects.create(
            purpose=purpose,
            contact_index=contact.index,
            account=account,
            digest=secrets.token_hex(32) if instead else _digest(contact, purpose, code),
            sent_at=at,
            expires_at=at + CODE_LIVES,
        )
        subject = gettext("徽政验证码")
        transaction.on_commit(lambda: carry(contact, subject=subject, text=text, at=at))
    return sent


def claim_code(*, contact: Contact, purpose: CodePurpose, code: str, at: dt.datetime) -> OneTimeCode:
    """This function will count one try at the newest code of a contact and return it when the digits are right.

    The try is counted in a transaction of its own, so that it stays counted when what follows is refused. The code
    is used up by ``use_code``. Raises ``WrongCode``.
    """
    with transaction.atomic():
        sent = (
            OneTimeCode.objects.select_for_update()
            .filter(contact_index=contact.index, purpose=purpose, used_at__isnull=True, expires_at__gt=at)
            .first()
        )
        if sent is not None:
            sent.attempts += 1
            sent.save(update_fields=["attempts"])
    given = _digest(contact, purpose, "".join(code.split()))
    if sent is None or sent.attempts > CODE_ATTEMPTS or not secrets.compare_digest(sent.digest, given):
        raise WrongCode
    return sent


def use_code(sent: OneTimeCode, *, at: dt.datetime) -> None:
    """This function will use a claimed code up. Raises ``WrongCode`` when another request was quicker."""
    if not OneTimeCode.objects.filter(pk=sent.pk, used_at__isnull=True).update(used_at=at):
        raise WrongCode


def _digest(contact: Contact, purpose: CodePurpose, code: str) -> str:
    return blind_index("code", f"{purpose}:{contact.index}:{code}")
