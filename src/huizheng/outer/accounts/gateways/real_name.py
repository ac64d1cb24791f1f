"""The authority that confirms who somebody is. In a demonstration it is a short register of invented people."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from huizheng.outer.accounts.rules import AuthorityUnavailable

FIXTURES = Path(__file__).parents[1] / "fixtures"


class RealNameAuthority(Protocol):
    """What any authority answers: yes or no, or ``AuthorityUnavailable``."""

    # Shown beside the result, so that nobody takes an invented confirmation for a real one.
    is_demonstration: bool

    def confirms_person(self, *, name: str, certificate_type: str, number: str) -> bool: ...

    def confirms_enterprise(self, *, uscc: str, name: str, legal_representative: str) -> bool: ...

    def address_of_enterprise(self, uscc: str) -> str: ...


class DemonstrationAuthority:
    """Confirms the invented people and companies of ``fixtures/register_*.csv``, and nobody real."""

    is_demonstration = True

    def confirms_person(self, *, name: str, certificate_type: str, number: str) -> bool:
        return (name, certificate_type, number) in _people()

    def confirms_enterprise(self, *, uscc: str, name: str, legal_representative: str) -> bool:
        return _enterprises().get(uscc, ("", "", ""))[:2] == (name, legal_representative)

    def address_of_enterprise(self, uscc: str) -> str:
        return _enterprises().get(uscc, ("", "", ""))[2]


class NoAuthority:
    """An instance that is connected to no authority: nobody is confirmed on line."""

    is_demonstration = False

    def confirms_person(self, **_: str) -> bool:
        raise AuthorityUnavailable

    def confirms_enterprise(self, **_: str) -> bool:
        raise AuthorityUnavailable

    def address_of_enterprise(self, _: str) -> str:
        raise AuthorityUnavailable


def authority() -> RealNameAuthority:
    """Return the authority this instance is connected to, as its settings say."""
    made: RealNameAuthority = import_string(settings.REAL_NAME_AUTHORITY)()
    return made


@lru_cache(maxsize=1)
def _people() -> frozenset[tuple[str, str, str]]:
    return frozenset((row["name"], row["certificate_type"], row["number"]) for row in _rows("register_people.csv"))


@lru_cache(maxsize=1)
def _enterprises() -> dict[str, tuple[str, str, str]]:
    rows = _rows("register_enterprises.csv")
    return {row["uscc"]: (row["name"], row["legal_representative"], row["address"]) for row in rows}


def _rows(name: str) -> list[dict[str, str]]:
    with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
