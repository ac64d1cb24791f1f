"""Opening an account."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from huizheng.commons.audit.api import record
from huizheng.outer.accounts.actions.codes import claim_code, send_code, use_code
from huizheng.outer.accounts.actions.passwords import set_password
from huizheng.outer.accounts.contacts import Contact
from huizheng.outer.accounts.models import Account, Consent
from huizheng.outer.accounts.queries import account_of_contact
from huizheng.outer.accounts.rules import ContactTaken
from huizheng.outer.accounts.sealed import Person, give_key, seal_person
from huizheng.outer.accounts.states import PRIVACY_EDITION, CodePurpose, ConsentKind


def ask_to_sign_up(*, contact: Contact, at: dt.datetime) -> None:
    """This function will send a code to whoever wants to open an account.

    A contact that has an account already is told so in the message, not on the page. Raises ``TooManyCodes``.
    """
    taken = account_of_contact(contact) is not None
    notice = gettext("您已经有徽政账号，不用再注册。忘记密码的，请在登录页点“忘记密码”。如非本人操作，请忽略。")
    send_code(contact=contact, purpose=CodePurpose.SIGN_UP, account=None, instead=notice if taken else "", at=at)


def sign_up(*, contact: Contact, code: str, password: str, language: str = "zh-hans", at: dt.datetime) -> Account:
    """This function will open an account for whoever holds the contact and agrees to the privacy policy.

    (个人信息保护法 arts 13(1), 14.) Raises ``WrongCode``, ``WeakPassword`` or ``ContactTaken``.
    """
    sent = claim_code(contact=contact, purpose=CodePurpose.SIGN_UP, code=code, at=at)
    with transaction.atomic():
        account = open_account(
            person=Person(**{contact.kind: contact.value}), password=password, language=language, at=at
        )
        use_code(sent, at=at)
        return account


def open_account(
    *, person: Person, password: str, user_name: str | None = None, language: str = "zh-hans", at: dt.datetime
) -> Account:
    """This function will write a new account with its key, its consent to the policy, and its audit line.

    Raises ``WeakPassword`` or ``ContactTaken``.
    """
    account = Account(user_name=user_name, language=language, created_at=at)
    give_key(account)
    seal_person(account, person)
    for kind in ("mobile", "email"):
        if value := getattr(person, kind):
            setattr(account, f"{kind}_index", Contact(kind, value).index)
    set_password(account, password)
    with transaction.atomic():
        try:
            with transaction.atomic():
                account.save(force_insert=True)
        except IntegrityError as error:
            raise ContactTaken from error
        Consent.objects.create(account=account, kind=ConsentKind.PRIVACY, edition=PRIVACY_EDITION, given_at=at)
        record(
            actor=account.as_actor(),
            action="accounts:account:open",
            target=("account", str(account.pk)),
            facts={},
            at=at,
        )
    return account
