"""Passwords: changed by who knows the current one, reset by who holds a contact of the account."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from huizheng.commons.audit.api import record
from huizheng.commons.notices.api import notify
from huizheng.lib.actors import Actor
from huizheng.outer.accounts.actions.codes import claim_code, send_code, use_code
from huizheng.outer.accounts.actions.sign_ins import end_sign_ins
from huizheng.outer.accounts.contacts import Contact
from huizheng.outer.accounts.models import Account
from huizheng.outer.accounts.queries import account_of_contact, recipient_of
from huizheng.outer.accounts.rules import WeakPassword, WrongCode, WrongPassword
from huizheng.outer.accounts.states import CodePurpose


def set_password(account: Account, password: str) -> None:
    """Put a good password on an account (not yet saved). Raises ``WeakPassword`` with what is weak, in plain words."""
    try:
        validate_password(password, user=account)
    except ValidationError as error:
        raise WeakPassword(" ".join(_in_plain_words(error))) from error
    account.set_password(password)


def _in_plain_words(error: ValidationError) -> list[str]:
    words = {
        "password_too_short": gettext("密码至少10位，可以用几个不相关的词组成。"),
        "password_too_common": gettext("这个密码太常见，很容易被猜到，请换一个。"),
        "password_entirely_numeric": gettext("密码不能全是数字，请加上字母或符号。"),
        "password_too_similar": gettext("密码和您的账号信息太像，请换一个。"),
    }
    return [words.get(each.code or "", str(each.message)) for each in error.error_list]


def change_password(
    *, account: Account, current: str, new: str, session_key: str | None, by: Actor, at: dt.datetime
) -> None:
    """This function will change the own password and end the account's other sign-ins.

    Raises ``WrongPassword`` or ``WeakPassword``.
    """
    with transaction.atomic():
        locked = Account.objects.select_for_update().get(pk=account.pk)
        if by.id != str(locked.pk) or not locked.check_password(current):
            raise WrongPassword
        if current == new:
            raise WeakPassword(gettext("新密码不能和当前密码相同，请换一个。"))
        set_password(locked, new)
        locked.save(update_fields=["password"])
        end_sign_ins(account=locked, keep=session_key, at=at)
        _tell(locked, at=at)
        record(actor=by, action="accounts:password:change", target=("account", str(locked.pk)), facts={}, at=at)


def _tell(account: Account, *, at: dt.datetime) -> None:
    """Tell the person that the password was changed: whoever did not do it should know at once."""
    notify(
        recipient=recipient_of(account),
        template="password_changed",
        facts={"changed_at": at.isoformat()},
        at=at,
        link="/account/password/",
        by=account.as_actor(),
    )


def ask_to_reset(*, contact: Contact, at: dt.datetime) -> None:
    """This function will send a code to a contact of an account; to a contact of none it sends a hint instead.

    Raises ``TooManyCodes``.
    """
    account = account_of_contact(contact)
    notice = gettext("有人用这个联系方式找回徽政账号的密码，但它还没有注册。如需使用，请先注册；如非本人操作，请忽略。")
    send_code(contact=contact, purpose=CodePurpose.RESET, account=account, instead="" if account else notice, at=at)


def reset_password(*, contact: Contact, code: str, password: str, at: dt.datetime) -> Account:
    """This function will set a new password for the account of a contact and end all its sign-ins.

    Raises ``WrongCode`` or ``WeakPassword``.
    """
    sent = claim_code(contact=contact, purpose=CodePurpose.RESET, code=code, at=at)
    if sent.account_id is None:
        raise WrongCode
    with transaction.atomic():
        account = Account.objects.select_for_update().filter(pk=sent.account_id, is_active=True).first()
        if account is None or contact.index not in {account.mobile_index, account.email_index}:
            raise WrongCode
        set_password(account, password)
        account.save(update_fields=["password"])
        use_code(sent, at=at)
        end_sign_ins(account=account, keep=None, at=at)
        _tell(account, at=at)
        record(
            actor=account.as_actor(),
            action="accounts:password:reset",
            target=("account", str(account.pk)),
            facts={},
            at=at,
        )
    return account
