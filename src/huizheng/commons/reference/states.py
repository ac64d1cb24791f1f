"""The fixed vocabulary of places."""

from __future__ import annotations

from django.db import models


class Tier(models.TextChoices):
    """A level of government; GB/T 39046 table A.2 counts them 2 to 5."""

    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"
    TOWN = "town", "镇（乡、街道）"

    @property
    def level_code(self) -> str:
        """Return the code of 行使层级 (GB/T 39046 A.2)."""
        return {"province": "2", "city": "3", "county": "4", "town": "5"}[self.value]


class Precision(models.TextChoices):
    """How exactly the day of a change is known."""

    DAY = "day", "日"
    MONTH = "month", "月"
    YEAR = "year", "年"


class SiteKind(models.TextChoices):
    PROVINCE_PORTAL = "province-portal", "省级门户"
    CITY_PORTAL = "city-portal", "市级门户"
    COUNTY_PORTAL = "county-portal", "县级门户"
    DEPARTMENT = "department", "部门网站"


def tiers() -> list[tuple[str, str]]:
    return list(Tier.choices)


def precisions() -> list[tuple[str, str]]:
    return list(Precision.choices)


def site_kinds() -> list[tuple[str, str]]:
    return list(SiteKind.choices)
