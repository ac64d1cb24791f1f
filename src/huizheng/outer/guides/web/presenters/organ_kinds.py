"""How a kind of organ is called, in the reader's language."""

from __future__ import annotations

from huizheng.commons.reference import api as reference
from huizheng.outer.guides.web.presenters.words import is_english


def kind_words(kind: str) -> str:
    return reference.organ_kind_words(kind, english=is_english())
