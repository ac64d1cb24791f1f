"""What a period is made of. A rule is stored by value with its clock: a later rule never moves a running clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from huizheng.lib.facts import from_facts, to_facts

__all__ = ["ClockRule", "PauseGround", "Unit", "from_facts", "to_facts"]

_ARTICLE = re.compile(r"(\d+(\.\d+){0,2})?")


class Unit(StrEnum):
    WORKING = "working"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class ClockRule:
    """A period: how long, by which law, from what, and how far it may be extended.

    ``article`` is ``"42"``, ``"42.1"`` (paragraph 1) or ``"32.1.4"`` (its item 4); empty for a promise.
    """

    code: str
    label: str
    label_en: str
    n: int
    unit: Unit
    law: str
    law_en: str
    article: str
    begins: str
    begins_en: str
    extension: int = 0
    extension_by: str = ""
    extension_by_en: str = ""

    def __post_init__(self) -> None:
        if self.n < 0 or self.extension < 0:
            raise ValueError("a period has no negative days")
        if not _ARTICLE.fullmatch(self.article):
            raise ValueError(f"{self.article!r} is no article such as 42 or 42.1")


@dataclass(frozen=True, slots=True)
class PauseGround:
    """Why days are not counted, and which law says so."""

    code: str
    label: str
    label_en: str
    law: str
    law_en: str
    article: str

    def __post_init__(self) -> None:
        if not _ARTICLE.fullmatch(self.article):
            raise ValueError(f"{self.article!r} is no article such as 45")
