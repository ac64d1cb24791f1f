"""Demonstration codes for organs whose real unified social credit code is not verified.

They pass both check digits (GB 11714, GB 32100-2015), so that whatever reads them works, and their organisation part
begins with ``DD``; every row that carries one says so.
"""

from __future__ import annotations

from huizheng.lib.identifiers import organisation_check_character, uscc_check_character


def demonstration_uscc(region: str, sequence: int, *, first_two: str = "11") -> str:
    """Return the demonstration code of the ``sequence``-th body registered in ``region`` (six digits)."""
    organisation = f"DD{sequence:06d}"
    body = f"{first_two}{region}{organisation}{organisation_check_character(organisation)}"
    return body + uscc_check_character(body)
