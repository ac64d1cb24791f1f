"""The person behind an account: contacts, name and certificate, and how far they are proved."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from huizheng.commons.audit.api import record
from huizheng.commons.events.api import publish
from huizheng.lib.actors import Actor
from huizheng.outer.accounts.actions.codes import claim_code, send_code, use_code
from huizheng.outer.accounts.certificates import read_certificate
from huizheng.outer.accounts.contacts import Contact
from huizheng.outer.accounts.events import PersonChecked
from huizheng.outer.accounts.gateways.real_name import authority
from huizheng.outer.accounts.models import Account
from huizheng.outer.accounts.queries import account_of_contact
from huizheng.outer.accounts.rules import (
    AlreadyChecked,
    ContactTaken,
    NameNotConfirmed,
    NotChecked,
    NotVisible,
    PersonHasAccount,
    Refused,
    WrongPassword,
)
from huizheng.outer.accounts.sealed import blind_index, person_of, seal_person
from huizheng.outer.accounts.states import CodePurpose, Level


def ask_to_change_contact(*, account: Account, contact: Contact, password: str, by: Actor, at: dt.datetime) -> None:
    """This function will send a code to the new contact of an account whose password is known.

    A contact of another account is told so in the message, not on the page.
    Raises ``WrongPassword`` or ``TooManyCodes``.
    """
    if by.id != str(account.pk) or not account.check_password(password):
        raise WrongPassword
    taken = account_of_contact(contact) is not None
    notice = gettext("有人想把这个联系方式用到另一个徽政账号，它已属于您的账号，没有改动。如非本人操作，请忽略。")
    send_code(contact=contact, purpose=CodePurpose.CONTACT, account=account, instead=notice if taken else "", at=at)


def change_contact(*, account: Account, contact: Contact, code: str, by: Actor, at: dt.datetime) -> None:
    """This function will replace the mobile number or e-mail address of an account by one its person holds.

    Raises ``WrongCode`` or ``ContactTaken``.
    """
    sent = claim_code(contact=contact, purpose=CodePurpose.CONTACT, code=code, at=at)
    if by.id != str(account.pk) or sent.account_id != account.pk:
        raise NotVisible
    with transaction.atomic():
        locked = Account.objects.select_for_update().get(pk=account.pk)
        setattr(locked, f"{contact.kind}_index", contact.index)
        seal_person(locked, dataclasses.replace(person_of(locked), **{contact.kind: contact.value}))
        try:
            with transaction.atomic():
                locked.save(update_fields=["mobile_index", "email_index", "sealed"])
        except IntegrityError as error:
            raise ContactTaken from error
        use_code(sent, at=at)
        record(
            actor=by,
            action="accounts:contact:change",
            target=("account", str(locked.pk)),
            facts={"kind": contact.kind},
            at=at,
        )


@transaction.atomic
def declare_person(
    *,
    account: Account,
    name: str,
    certificate_type: str,
    number: str,
    nationality: str = "",
    address: str = "",
    by: Actor,
    at: dt.datetime,
) -> None:
    """This function will write down who the person says to be: level 1, the number's shape is right.

    Raises ``AlreadyChecked``, ``InvalidCertificate`` or ``Refused`` for a missing name.
    """
    locked = _own(account, by=by)
    if locked.level >= Level.CHECKED:
        raise AlreadyChecked
    if not name.strip():
        raise Refused(gettext("请填写姓名，与证件一致。"))
    checked_number = read_certificate(certificate_type, number)
    known = person_of(locked)
    seal_person(
        locked,
        dataclasses.replace(
            known,
            name=name.strip(),
            certificate_type=certificate_type,
            certificate_number=checked_number,
            nationality=nationality or known.nationality,
            address=address.strip() or known.address,
        ),
    )
    locked.certificate_index = blind_index("certificate", f"{certificate_type}:{checked_number}")
    locked.level, locked.declared_at = Level.DECLARED, at
    locked.save(update_fields=["sealed", "certificate_index", "level", "declared_at"])
    record(
        actor=by,
        action="accounts:person:declare",
        target=("account", str(locked.pk)),
        facts={"certificate_type": certificate_type},
        at=at,
    )


@transaction.atomic
def check_person(*, account: Account, by: Actor, at: dt.datetime) -> None:
    """This function will have the authority confirm the declared name and certificate: level 2.

    (国务院关于在线政务服务的若干规定 art 5: one identity for all services.) Raises ``NotChecked`` when nothing is
    declared, ``AlreadyChecked``, ``NameNotConfirmed``, ``PersonHasAccount`` or ``AuthorityUnavailable``.
    """
    locked = _own(account, by=by)
    if locked.level >= Level.CHECKED:
        raise AlreadyChecked
    if locked.level < Level.DECLARED:
        raise NotChecked(gettext("请先填写姓名和证件号码，再提交核验。"))
    person = person_of(locked)
    source = authority()
    if not source.confirms_person(
        name=person.name, certificate_type=person.certificate_type, number=person.certificate_number
    ):
        raise NameNotConfirmed
    locked.level, locked.checked_at = Level.CHECKED, at
    try:
        with transaction.atomic():
            locked.save(update_fields=["level", "checked_at"])
    except IntegrityError as error:
        raise PersonHasAccount from error
    record(
        actor=by,
        action="accounts:person:check",
        target=("account", str(locked.pk)),
        facts={"demonstration": source.is_demonstration},
        at=at,
    )
    publish(PersonChecked(account_id=locked.pk, at=at))


@transaction.atomic
def set_address(*, account: Account, address: str, by: Actor, at: dt.datetime) -> None:
    """This function will keep the person's usual address for forms."""
    locked = _own(account, by=by)
    seal_person(locked, dataclasses.replace(person_of(locked), address=address.strip()))
    locked.save(update_fields=["sealed"])
    record(actor=by, action="accounts:person:set_address", target=("account", str(locked.pk)), facts={}, at=at)


def _own(account: Account, *, by: Actor) -> Account:
    if by.id != str(account.pk):
        raise NotVisible
    return Account.objects.select_for_update().get(pk=account.pk)
