"""Contacts: what a person types, in its one canonical form, and as it may be shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from huizheng.lib.identifiers import InvalidIdentifier, check_mobile, mask_mobile
from huizheng.outer.accounts.rules import InvalidContact
from huizheng.outer.accounts.sealed import blind_index


@dataclass(frozen=True)
class Contact:
    """A mobile number or an e-mail address."""

    kind: str
    value: str

    @property
    def index(self) -> str:
        return blind_index(self.kind, self.value)

    @property
    def masked(self) -> str:
        return mask_mobile(self.value) if self.kind == "mobile" else mask_email(self.value)


def read_contact(text: str) -> Contact:
    """Return the contact a person typed. Raises ``InvalidContact``."""
    typed = text.strip()
    if "@" in typed:
        try:
            validate_email(typed)
        except ValidationError as error:
            raise InvalidContact from error
        return Contact("email", typed.lower())
    try:
        return Contact("mobile", check_mobile(typed))
    except InvalidIdentifier as error:
        raise InvalidContact from error


def mask_email(address: str) -> str:
    """Return an address as it may be shown: ``z***@example.cn``."""
    name, _, domain = address.partition("@")
    return f"{name[:1]}***@{domain}" if domain else ""


def mask_name(name: str) -> str:
    """Return a person's name as it may be shown: ``张*三``, ``欧**修``, ``*明``."""
    if len(name) <= 1:
        return "*" * len(name)
    if " " in name.strip():
        return " ".join(f"{part[:1]}{'*' * (len(part) - 1)}" for part in name.split())
    if len(name) == 2:  # noqa: PLR2004 - the surname is hidden, as on tickets
        return f"*{name[1]}"
    return f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"


def mask_certificate(number: str) -> str:
    """Return a certificate number as it may be shown; a citizen number as ``3401**********0011``."""
    if len(number) > 12:  # noqa: PLR2004
        return f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}"
    return f"{number[:2]}{'*' * max(len(number) - 4, 0)}{number[-2:]}" if len(number) > 5 else "*" * len(number)  # noqa: PLR2004
