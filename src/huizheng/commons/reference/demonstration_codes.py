"""Demonstration codes for organs whose real unified social credit code is not verified.

They pass both check digits (GB 11714, GB 32100-2015), so that whatever reads them works, and their
organisation part begins with ``DD``; every row that carries one says so.
"""

from __future__ import annotations

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_LETTER_D = ord("D") - ord("A") + 10


def demonstration_uscc(region: str, sequence: int, *, first_two: str = "11") -> str:
    """Return the demonstration code of the ``sequence``-th body registered in ``region`` (six digits)."""
    digits = f"{sequence:06d}"
    values = [_LETTER_D, _LETTER_D, *map(int, digits)]
    remainder = 11 - sum(value * weight for value, weight in zip(values, _ORGANISATION_WEIGHTS, strict=True)) % 11
    check = {10: "X", 11: "0"}.get(remainder, str(remainder))
    body = f"{first_two}{region}DD{digits}{check}"
    total = sum(_ALPHABET.index(character) * weight for character, weight in zip(body, _WEIGHTS, strict=True))
    return body + _ALPHABET[-total % 31]
