"""The fonts a document is set in: those set-up has laid down, then the system's own."""

from __future__ import annotations

from functools import cache
from typing import Any

import typst
from django.conf import settings

from huizheng.commons.telemetry.api import logger

log = logger("paper")

# What GB/T 9704-2012 asks for, then what comes nearest. No free 小标宋 exists: Noto Serif in bold stands for it.
_WANTED: dict[str, tuple[str, ...]] = {
    "fangsong": ("FandolFang R", "FandolFang", "FangSong", "FangSong_GB2312", "STFangsong"),
    "kaiti": ("FandolKai", "KaiTi", "KaiTi_GB2312", "STKaiti"),
    "heiti": ("FandolHei", "SimHei", "STHeiti", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC"),
    "song": ("FandolSong", "SimSun", "STSong", "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC"),
    "title": (
        "FZXiaoBiaoSong-B05S",
        "Noto Serif CJK SC",
        "Noto Serif SC",
        "Source Han Serif SC",
        "FandolSong",
        "SimSun",
    ),
}
# Rare characters of names: every role falls back to these.
_WIDEST = ("Noto Serif CJK SC", "Noto Sans CJK SC", "Noto Serif SC", "Noto Sans SC", "HanaMinB", "HanaMinA")
_LATIN = ("Libertinus Serif", "DejaVu Sans")


@cache
def fonts() -> typst.Fonts:
    """Return the fonts of this machine, read once a process."""
    folder = settings.VAR / "vendor" / "fonts"
    return typst.Fonts(
        include_system_fonts=True,
        include_embedded_fonts=True,
        font_paths=[str(folder)] if folder.is_dir() else [],
    )


@cache
def families() -> dict[str, list[str]]:
    """Return, for each role, the families to try in order: only those that are here; what is missing is logged."""
    here = set(fonts().families())
    found: dict[str, list[str]] = {}
    for role, wanted in _WANTED.items():
        chosen = [family for family in wanted if family in here][:1]
        if not chosen:
            log.warning("font missing, another stands in", role=role, wanted=wanted[0])
        found[role] = list(dict.fromkeys([*chosen, *(each for each in (*_WIDEST, *_LATIN) if each in here)]))
    if not has_chinese(found):
        log.error("no Chinese font at all: documents will show boxes", folder=str(settings.VAR / "vendor" / "fonts"))
    return found


def has_chinese(found: dict[str, list[str]] | None = None) -> bool:
    """Say whether any family here can set Chinese."""
    known: set[str] = {family for wanted in _WANTED.values() for family in wanted} | set(_WIDEST)
    return any(family in known for chosen in (found or families()).values() for family in chosen)


def facts() -> dict[str, Any]:
    return dict(families())
