"""For whom a matter is handled: the person, or an enterprise that let the person act for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from huizheng.lib.actors import Actor
from huizheng.outer.accounts.models import Account, Enterprise


class PartyKind(StrEnum):
    PERSON = "person"
    ENTERPRISE = "enterprise"


@dataclass(frozen=True)
class Party:
    """Who applies: an account for itself, or as agent of an enterprise."""

    kind: PartyKind
    account: Account
    enterprise: Enterprise | None = None

    @property
    def key(self) -> str:
        """Return what owns drafts and applications: ``person:<id>`` or ``enterprise:<id>``."""
        return f"{self.kind}:{self.enterprise.pk if self.enterprise else self.account.pk}"

    def as_actor(self) -> Actor:
        return self.account.as_actor(self.enterprise)


@dataclass(frozen=True)
class Scope:
    """What an agent may do, and until when."""

    themes: tuple[str, ...]
    valid_until: dt.datetime | None

    def covers(self, themes: list[str]) -> bool:
        """Say whether a matter of these 法人 themes is within the scope; a scope without themes covers all."""
        return not self.themes or bool(set(themes) & set(self.themes))
