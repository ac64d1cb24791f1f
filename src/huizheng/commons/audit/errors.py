from __future__ import annotations


class UnknownActionShape(ValueError):
    """An action is written ``room:noun:verb`` in small letters."""


class UnfitFacts(ValueError):
    """Facts are strings, whole numbers, truths, lists and tables: what is stored is what was digested."""


class NotVisible(Exception):
    """The viewer may not read the audit lines; a page answers 404."""
