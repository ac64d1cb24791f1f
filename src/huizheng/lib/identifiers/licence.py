"""电子证照标识 (GB/T 36904-2018): root, type, issuer, serial, version, check character."""

from __future__ import annotations

import re

from huizheng.lib.identifiers.check_digits import mod_37_36
from huizheng.lib.identifiers.errors import InvalidIdentifier

LICENCE_ROOT = "1.2.156.3005.2"
_PARTS = re.compile(
    r"(?P<type>[0-9A-Z]{21})\.(?P<issuer>[0-9A-Z]{1,18})\.(?P<serial>[0-9A-Z]{1,32})\.(?P<version>[0-9]{3})"
)


def licence_identifier(*, kind: str, issuer: str, serial: str, version: int = 1) -> str:
    """Return the identifier with its check character. ``kind`` is the definer's USCC and three digits.

    Raises ``InvalidIdentifier`` (shape). The issuer is usually a USCC; a region code is seen as well.
    """
    body = f"{kind}.{issuer}.{serial}.{version:03d}"
    if not _PARTS.fullmatch(body):
        raise InvalidIdentifier("shape", "证照标识的类型、颁发机构、流水号或版本号不符合规定的格式。")
    return f"{LICENCE_ROOT}.{body}.{mod_37_36(body.replace('.', ''))}"


def check_licence_identifier(text: str) -> str:
    """Return the identifier in capitals. Raises ``InvalidIdentifier`` (shape, check)."""
    identifier = text.strip().upper()
    body, _, check = identifier.removeprefix(f"{LICENCE_ROOT}.").rpartition(".")
    if not identifier.startswith(f"{LICENCE_ROOT}.") or not _PARTS.fullmatch(body) or len(check) != 1:
        raise InvalidIdentifier("shape", "证照标识的格式不对。请对照电子证照上的标识重新填写。")
    if mod_37_36(body.replace(".", "")) != check:
        raise InvalidIdentifier("check", "证照标识的校验位不对，可能有一位填错了。请逐位核对。")
    return identifier


def is_licence_identifier(text: str) -> bool:
    try:
        check_licence_identifier(text)
    except InvalidIdentifier:
        return False
    return True
