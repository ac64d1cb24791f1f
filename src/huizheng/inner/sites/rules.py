"""The rules of sites: reasons, periods, colours, conditions. No queries."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from huizheng.inner.sites.states import Standing

# How long a site may be closed for a while (政府网站发展指引, 国办发〔2017〕47号).
LONGEST_CLOSURE: Final = dt.timedelta(days=30)
# How many days before its last day the owner of a column is warned, by period.
_WARNINGS: Final = ((365, 30), (180, 20), (90, 10), (30, 5), (14, 3), (7, 2), (1, 0))
WHITE: Final = "#ffffff"
ENOUGH_CONTRAST: Final = 4.5  # WCAG 2.2, 1.4.3: white words on the colour
_HEX: Final = re.compile(r"#[0-9a-f]{6}")
SLUG: Final = re.compile(r"[a-z][a-z0-9-]{1,38}[a-z0-9]")
STEP: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,38}")
HOST: Final = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?")
SITE_CODE: Final = re.compile(r"[0-9]{10}|bm[0-9]{8}")
# Addresses of the product itself, which no site may have as its name.
TAKEN_NAMES: Final = frozenset(
    {"www", "api", "admin", "static", "localhost", "inner", "outer", "mail", "test", "new", "guarantee", "emergencies"}
)
LONGEST_NAME: Final = 60
DEPTH: Final = 3


class Refused(Exception):
    """Base of this room's reasons; the text is a sentence that says what to do next, ``field`` names the entry."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class NotVisible(LookupError):
    """There is no such thing for this viewer."""


class UnknownColumn(Refused):
    """The site has no such column."""


class NotYours(Refused):
    """The official does not keep this site."""


class RequiredColumn(Refused):
    """A column that the site must keep cannot be hidden."""


class NotStanding(Refused):
    """The product has no such function yet, so it cannot be switched on."""


class NameTaken(Refused):
    """Another site, column or organ has this name or address."""


class NotNow(Refused):
    """The thing is in another state."""


class ChangedMeanwhile(Refused):
    """Somebody else changed it after the page was shown."""


class TooLong(Refused):
    """A closure is longer than the law allows."""


def warning_days(period: int) -> int:
    """Return how many days before the last day a column's owner is warned."""
    return next((days for least, days in _WARNINGS if period >= least), 0)


def due_on(last: dt.date, period: int) -> dt.date:
    """Return the last day on which an update is in time."""
    return last + dt.timedelta(days=period)


# --- colours ---


_STRAIGHT: Final = 0.04045  # below, sRGB is a straight line


def _channel(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= _STRAIGHT else ((share + 0.055) / 1.055) ** 2.4


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.2126 * _channel(red) + 0.7152 * _channel(green) + 0.0722 * _channel(blue)


def contrast(one: str, other: str) -> float:
    """Return the ratio of contrast of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def fitted_colour(colour: str) -> str:
    """Return the colour, darkened until white words on it can be read; raises ``Refused`` when it is none."""
    text = colour.strip().lower()
    if not _HEX.fullmatch(text):
        raise Refused("颜色请写成 # 和六位十六进制数，例如 #1f4e79。", field="colour")
    while contrast(text, WHITE) < ENOUGH_CONTRAST:
        text = "#" + "".join(f"{int(text[i : i + 2], 16) * 94 // 100:02x}" for i in (1, 3, 5))
    return text


# --- conditions of a column ---

_CONDITION: Final = re.compile(r"([a-z_]+)=='([^']*)'")


def holds(condition: str, facts: dict[str, str]) -> bool:
    """Say whether a condition such as ``labour_outflow=='1'`` is true of a site's facts; an empty one is.

    Raises ``ValueError`` for what it does not understand: a condition that is misread hides a column.
    """
    if not condition:
        return True
    found = _CONDITION.fullmatch(condition)
    if found is None or found[1] not in facts:
        raise ValueError(f"not a condition: {condition!r}")
    return facts[found[1]] == found[2]


# --- updates ---


def standing_of(
    *, last: dt.date | None, opened: dt.date, period: int | None, mandatory: bool, today: dt.date
) -> tuple[Standing, dt.date | None]:
    """Return how a column stands and the last day on which its next update is in time.

    A column that never had a page is empty from its first day; its first page is due one period after the site
    opened. Without a period only emptiness counts, and only of what must not be empty.
    """
    if period is None:
        return (Standing.EMPTY if last is None and mandatory else Standing.FREE), None
    day = due_on(last or opened, period)
    if today > day:
        return (Standing.OVERDUE if last else Standing.EMPTY), day
    if last is None:
        return Standing.EMPTY, day
    return (Standing.SOON if (day - today).days <= warning_days(period) else Standing.FRESH), day
