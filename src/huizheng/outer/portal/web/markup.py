"""How the small things of our pages are written: escaped words, links, days, icons, tags.

Lists and home pages are put together from these in plain Python: a page that misses every cache is still ready in
about a millisecond, where a template would take several.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import get_language, gettext

if TYPE_CHECKING:
    from collections.abc import Iterable

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

e = escape


def english() -> bool:
    return get_language() == "en"


@lru_cache(maxsize=256)
def icon(name: str, size: str = "") -> str:
    """Draw one icon of the sprite as decoration."""
    classes = f"hz-icon hz-icon--{size}" if size else "hz-icon"
    address = e(f"{static('design/icons.svg')}#{name}")
    return f'<svg class="{classes}" aria-hidden="true" focusable="false"><use href="{address}"></use></svg>'


def link(address: str, words: str, classes: str = "") -> str:
    held = f' class="{classes}"' if classes else ""
    return f'<a href="{e(address)}"{held}>{e(words)}</a>'


def tag(words: str, tone: str = "neutral") -> str:
    return f'<span class="hz-tag hz-tag--{tone}">{e(words)}</span>' if words else ""


def local(moment: dt.datetime | str) -> dt.datetime:
    """Return the moment as clocks here show it; a document tells it as text."""
    if isinstance(moment, str):
        moment = dt.datetime.fromisoformat(moment)
    return timezone.localtime(moment)


def day_words(day: dt.date) -> str:
    """Return a day as the reader's language writes it in full."""
    if english():
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


def short_day(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]}" if english() else f"{day.month:02d}-{day.day:02d}"


def time_tag(moment: dt.datetime | str, *, short: bool = False, classes: str = "") -> str:
    """Return a day as a ``time`` element."""
    here = local(moment)
    words = short_day(here.date()) if short else here.date().isoformat()
    if english() and not short:
        words = day_words(here.date())
    held = f' class="{classes}"' if classes else ""
    return f'<time{held} datetime="{here.isoformat()[:16]}">{words}</time>'


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> str:
    """Return the way from the home page; the last step is this page and leads nowhere."""
    *above, last = steps
    items = "".join(f'<li class="hz-breadcrumbs__item">{link(address, words)}</li>' for words, address in above)
    here = f'<li class="hz-breadcrumbs__item" aria-current="page">{e(last[0])}</li>'
    label = e(gettext("您的位置"))
    return f'<nav class="hz-breadcrumbs" aria-label="{label}"><ol class="hz-breadcrumbs__list">{items}{here}</ol></nav>'


def empty(title: str, text: str = "", more: str = "") -> str:
    """Return what stands where a list is empty; ``more`` is ready markup."""
    said = f'<p class="hz-empty__text">{e(text)}</p>' if text else ""
    return f'<div class="hz-empty"><p class="hz-empty__title">{e(title)}</p>{said}{more}</div>'
