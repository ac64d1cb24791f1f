"""Certificates of a person: what a valid number of each kind looks like, and what it says."""

from __future__ import annotations

import datetime as dt
import re

from django.utils.translation import gettext_lazy as _

from huizheng.lib.identifiers import InvalidIdentifier, check_citizen_number, parse_citizen_number
from huizheng.outer.accounts.rules import InvalidCertificate
from huizheng.outer.accounts.sealed import Person
from huizheng.outer.accounts.states import CertificateType

# Their check digits are not published; only the shape can be judged.
_SHAPES = {
    CertificateType.PASSPORT: re.compile(r"[A-Z0-9]{5,20}"),
    CertificateType.HONG_KONG_MACAO: re.compile(r"[HM][0-9]{8}([0-9]{2})?"),
    CertificateType.TAIWAN: re.compile(r"[0-9]{8}([0-9]{2})?"),
    CertificateType.FOREIGN_RESIDENT: re.compile(r"[A-Z]{3}[0-9]{12}|9[0-9X]{17}"),
}


def read_certificate(kind: str, text: str) -> str:
    """Return the number in its one form. Raises ``InvalidCertificate`` with what is wrong."""
    number = re.sub(r"\s", "", text).upper()
    if kind == CertificateType.CITIZEN:
        try:
            return check_citizen_number(number)
        except InvalidIdentifier as error:
            raise InvalidCertificate(_("身份证号码不正确：应为18位，并能通过校验。请对照身份证逐位核对。")) from error
    shape = _SHAPES.get(CertificateType(kind)) if kind in CertificateType.values else None
    if shape is None or not shape.fullmatch(number):
        raise InvalidCertificate
    return number


def born_on(person: Person) -> dt.date | None:
    """Return the day of birth that a citizen number tells, or nothing for another certificate."""
    if person.certificate_type != CertificateType.CITIZEN:
        return None
    return parse_citizen_number(person.certificate_number).born_on


def gender(person: Person) -> str:
    """Return 男 or 女 as a citizen number tells, or an empty text."""
    if person.certificate_type != CertificateType.CITIZEN:
        return ""
    return "男" if parse_citizen_number(person.certificate_number).is_male else "女"
