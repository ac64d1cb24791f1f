"""Questions about accounts. Each starts from the account that asks."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet

from huizheng.commons.notices.api import Recipient
from huizheng.lib.actors import ActorKind
from huizheng.lib.identifiers import InvalidIdentifier, mask_mobile
from huizheng.outer.accounts.certificates import born_on, gender
from huizheng.outer.accounts.contacts import Contact, mask_certificate, mask_email, mask_name, read_contact
from huizheng.outer.accounts.models import AccessRecord, Account, Agency, Consent, Enterprise, SignIn
from huizheng.outer.accounts.parties import Party
from huizheng.outer.accounts.policies import in_force
from huizheng.outer.accounts.rules import InvalidContact, NotVisible
from huizheng.outer.accounts.sealed import person_of
from huizheng.outer.accounts.states import CertificateType, ConsentKind, Level

PAGE = 20


def account(pk: UUID | str) -> Account | None:
    return Account.objects.filter(pk=pk).first()


def account_of_contact(contact: Contact) -> Account | None:
    """Return the active account of a contact. For acts that answer strangers alike, whatever it returns."""
    return Account.objects.filter(is_active=True, **{f"{contact.kind}_index": contact.index}).first()


def account_of_login(text: str) -> Account | None:
    """Return the account of a user name, mobile number or e-mail address, as typed on the sign-in page."""
    typed = text.strip()
    try:
        return account_of_contact(read_contact(typed))
    except (InvalidContact, InvalidIdentifier):
        return Account.objects.filter(is_active=True, user_name=typed.lower()).first()


def login_key(text: str) -> str:
    """Return what failures at signing in are counted under: one key for every way to type the same login."""
    try:
        contact = read_contact(text)
    except (InvalidContact, InvalidIdentifier):
        return text.strip().lower()
    return f"{contact.kind}:{contact.value}"


def masked_person(of: Account) -> dict[str, str]:
    """Return the person as pages may show it: every identifying value masked."""
    person = person_of(of)
    return {
        "name": mask_name(person.name),
        "certificate_type": str(CertificateType(person.certificate_type).label) if person.certificate_type else "",
        "certificate_number": mask_certificate(person.certificate_number),
        "mobile": mask_mobile(person.mobile),
        "email": mask_email(person.email),
        "address": f"{person.address[:6]}…" if len(person.address) > 6 else person.address,  # noqa: PLR2004
    }


def recipient_of(of: Account) -> Recipient:
    """Return the person as somebody to be told: in the site, and by the contacts the account has."""
    person = person_of(of)
    return Recipient(
        kind=ActorKind.RESIDENT, id=str(of.pk), email=person.email, mobile=person.mobile, language=of.language[:2]
    )


def greeting(of: Account) -> str:
    """Return what to call the person at the top of a page."""
    person = person_of(of)
    return mask_name(person.name) or mask_mobile(person.mobile) or mask_email(person.email) or (of.user_name or "")


def profile(party: Party) -> dict[str, str]:
    """Return what forms are prefilled with, by the prefill sources of the items (``account.person.name`` …).

    Only with the person's consent to prefilling; what the authority has confirmed also answers for the shared data
    that would say the same (``resource:population-id.姓名``, ``resource:corp-basic.名称``).
    """
    if not has_consent(party.account, ConsentKind.PREFILL):
        return {}
    person = person_of(party.account)
    kind = str(CertificateType(person.certificate_type).label) if person.certificate_type else ""
    born = born_on(person)
    found = {
        "account.person.name": person.name,
        "account.person.cert_type": _chinese(person.certificate_type),
        "account.person.cert_no": person.certificate_number,
        "account.person.mobile": person.mobile,
        "account.person.email": person.email,
        "account.person.address": person.address,
        "account.person.gender": gender(person),
        "account.person.birth_date": born.isoformat() if born else "",
        "account.person.nationality": person.nationality,
    }
    if party.account.level >= Level.CHECKED and kind:
        found |= {
            "resource:population-id.姓名": person.name,
            "resource:population-id.性别": found["account.person.gender"],
            "resource:population-id.出生日期": found["account.person.birth_date"],
        }
        if person.certificate_type == CertificateType.PASSPORT:
            found["licence:passport.护照号码"] = person.certificate_number
    if party.enterprise is not None:
        enterprise = party.enterprise
        found |= {
            "account.corp.name": enterprise.name,
            "account.corp.uscc": enterprise.uscc,
            "account.corp.legal_representative": enterprise.legal_representative,
            "account.corp.address": enterprise.address,
            "resource:corp-basic.名称": enterprise.name,
            "resource:corp-basic.住所": enterprise.address,
            "resource:corp-basic.法定代表人姓名": enterprise.legal_representative,
        }
    return {key: value for key, value in found.items() if value}


def applicant_facts(party: Party) -> dict[str, Any]:
    """Return who applies, and who acts for the applicant, as the sealed content of an application names them."""
    person = person_of(party.account)
    natural = {
        "kind": "person",
        "name": person.name,
        "certificate_type": person.certificate_type,
        "certificate_number": person.certificate_number,
        "mobile": person.mobile,
        "email": person.email,
        "address": person.address,
        "level": party.account.level,
    }
    if party.enterprise is None:
        return {"applicant": natural, "agent": None}
    enterprise = party.enterprise
    corporate = {
        "kind": "enterprise",
        "name": enterprise.name,
        "certificate_type": "001",
        "certificate_number": enterprise.uscc,
        "legal_representative": enterprise.legal_representative,
        "address": enterprise.address,
        "mobile": person.mobile,
        "email": person.email,
        "level": Level.CHECKED.value,
    }
    return {"applicant": corporate, "agent": natural}


_CHINESE = {
    CertificateType.CITIZEN.value: "居民身份证",
    CertificateType.PASSPORT.value: "护照",
    CertificateType.HONG_KONG_MACAO.value: "港澳居民来往内地通行证",
    CertificateType.TAIWAN.value: "台湾居民来往大陆通行证",
    CertificateType.FOREIGN_RESIDENT.value: "外国人永久居留身份证",
}


def _chinese(certificate_type: str) -> str:
    """Return the kind of certificate as forms store it: in Chinese, whatever the page's language."""
    return _CHINESE.get(certificate_type, "")


# --- enterprises ---


def agencies_of(of: Account, *, at: dt.datetime) -> QuerySet[Agency]:
    """Return the agencies in force of an account, with their enterprises."""
    return Agency.objects.filter(in_force(at), account=of).select_related("enterprise").order_by("enterprise__name")


def enterprise_for(of: Account, pk: UUID | str, *, at: dt.datetime) -> Enterprise:
    """Return an enterprise the account acts for now. Raises ``NotVisible``."""
    found = agencies_of(of, at=at).filter(enterprise_id=str(pk)).first()
    if found is None:
        raise NotVisible
    return found.enterprise


def invitations_of(of: Account, *, at: dt.datetime) -> QuerySet[Agency]:
    """Return invitations that wait for this account's answer."""
    contacts = [index for index in (of.mobile_index, of.email_index) if index]
    return Agency.objects.filter(
        Q(valid_until__gt=at),
        invited_index__in=contacts,
        accepted_at__isnull=True,
        declined_at__isnull=True,
        revoked_at__isnull=True,
    ).select_related("enterprise")


def invitation_for(of: Account, pk: int, *, at: dt.datetime) -> Agency:
    """Return one waiting invitation. Raises ``NotVisible``."""
    found = invitations_of(of, at=at).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def agents_of(enterprise: Enterprise) -> QuerySet[Agency]:
    """Return every agency an enterprise gave, the newest first; for its representative's page."""
    return Agency.objects.filter(enterprise=enterprise).select_related("account")


def agency_for(of: Account, pk: int) -> Agency:
    """Return an agency that the account holds, or gave as representative. Raises ``NotVisible``."""
    found = Agency.objects.select_related("enterprise").filter(Q(account=of) | Q(invited_by=of), pk=pk).first()
    if found is None:
        raise NotVisible
    return found


# --- the own data ---


def has_consent(of: Account, kind: ConsentKind) -> bool:
    return Consent.objects.filter(account=of, kind=kind, withdrawn_at__isnull=True).exists()


def consents_of(of: Account) -> QuerySet[Consent]:
    return Consent.objects.filter(account=of, withdrawn_at__isnull=True)


def accesses_of(of: Account, *, before: tuple[dt.datetime, int] | None = None) -> list[AccessRecord]:
    """Return one page of who read the person's data, the newest first, one more than a page when there is more."""
    found = AccessRecord.objects.filter(account=of).order_by("-read_at", "-pk")
    if before is not None:
        found = found.filter(Q(read_at__lt=before[0]) | Q(read_at=before[0], pk__lt=before[1]))
    return list(found[: PAGE + 1])


def sign_ins_of(of: Account, *, at: dt.datetime) -> QuerySet[SignIn]:
    """Return where an account is signed in now; a session that has run out is none."""
    alive = Session.objects.filter(expire_date__gt=at).values("session_key")
    return SignIn.objects.filter(account=of, ended_at__isnull=True, session_key__in=alive)


def accounts_to_erase(*, before: dt.datetime) -> QuerySet[Account]:
    return Account.objects.filter(deletion_requested_at__lte=before, erased_at__isnull=True)
