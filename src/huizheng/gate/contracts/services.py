from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from huizheng.gate.contracts.base import Message


@dataclass(frozen=True)
class ServiceReleased(Message):
    """An immutable service release becomes public: guide, form, materials, fees, steps and clocks as one document."""

    NAME = "services.released"
    ZONE_FROM = "inner"
    ZONE_TO = "outer"

    slug: str
    version: int
    sm3: str
    release: dict[str, Any]
    released_at: dt.datetime

    def channel(self) -> str:
        return "services"

    def business_number(self) -> str:
        return self.slug


@dataclass(frozen=True)
class ServiceWithdrawn(Message):
    """A service is no longer offered; applications under way keep their release."""

    NAME = "services.withdrawn"
    ZONE_FROM = "inner"
    ZONE_TO = "outer"

    slug: str
    reason: str
    at: dt.datetime

    def channel(self) -> str:
        return "services"

    def business_number(self) -> str:
        return self.slug


@dataclass(frozen=True)
class QuotaStanding(Message):
    """How many places of a licence of limited number are taken at one organ (行政许可法 art 57).

    ``year`` is the year the number is counted in, 0 where licences in force are counted. A later moment replaces an
    earlier one.
    """

    NAME = "services.quota"
    ZONE_FROM = "inner"
    ZONE_TO = "outer"

    slug: str
    organ_key: str
    used: int
    year: int
    at: dt.datetime

    def channel(self) -> str:
        return "services"

    def business_number(self) -> str:
        return self.slug
