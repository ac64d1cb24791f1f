"""People and moments as pages say them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from huizheng.inner.organs.api import display_names

if TYPE_CHECKING:
    import datetime as dt

_SYSTEM: Final = "系统"


def moment_words(at: dt.datetime | None) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""


def people(actors: Iterable[str]) -> dict[str, str]:
    """Return the names of everybody named ``official:12``, in one question; the system is the system."""
    told = {actor for actor in actors if actor}
    ids = [actor.partition(":")[2] for actor in told if actor.startswith("official:")]
    names = display_names(ids) if ids else {}
    return {actor: names.get(actor.partition(":")[2], _SYSTEM) for actor in told}
