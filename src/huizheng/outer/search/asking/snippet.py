"""The place in a text where the words stand, safe to show: everything escaped, the words marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_LENGTH: Final = 96
_BEFORE: Final = 24
_STOP: Final = "。！？；\n"


def marked(text: str, words: Sequence[str]) -> SafeString:
    """Return a text with the words marked."""
    pattern = _pattern(words)
    if pattern is None:
        return escape(text)
    parts: list[str] = []
    place = 0
    for hit in pattern.finditer(text):
        parts += [escape(text[place : hit.start()]), "<mark>", escape(hit.group()), "</mark>"]
        place = hit.end()
    parts.append(escape(text[place:]))
    return mark_safe("".join(parts))  # noqa: S308 - every piece is escaped above


def snippet(text: str, words: Sequence[str], *, length: int = _LENGTH) -> SafeString:
    """Return the part of a text that holds most of the words, marked."""
    flat = " ".join(text.split())
    start = _best_start(flat, words, length)
    end = min(start + length, len(flat))
    return mark_safe(  # noqa: S308 - marked escapes
        ("…" if start else "") + marked(flat[start:end], words) + ("…" if end < len(flat) else "")
    )


def _best_start(text: str, words: Sequence[str], length: int) -> int:
    pattern = _pattern(words)
    if pattern is None or len(text) <= length:
        return 0
    hits = [(hit.start(), hit.group().lower()) for hit in pattern.finditer(text)][:200]
    if not hits:
        return 0
    best, most = hits[0][0], 0
    for number, (place, _) in enumerate(hits):
        different = {word for at, word in hits[number:] if at < place + length - _BEFORE}
        if len(different) > most:
            best, most = place, len(different)
    # Begin with the sentence where it begins near enough.
    window = text[max(0, best - _BEFORE) : best]
    cut = max(window.rfind(stop) for stop in _STOP)
    start = best - len(window) + (cut + 1 if cut >= 0 else 0)
    return 0 if start < _BEFORE // 2 else start


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    kept = [re.escape(word) for word in words if len(word) > 1] or [re.escape(word) for word in words]
    # English words are found in any of their forms by their beginning.
    forms = [rf"\b{word}\w*" if word.isascii() and word.isalpha() else word for word in kept]
    return re.compile("|".join(forms), re.IGNORECASE) if forms else None
