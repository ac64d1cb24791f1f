"""What can be wrong with a place, an organ or a list that somebody names."""

from __future__ import annotations


class UnknownPlace(LookupError):
    """No division has, or ever had, this code."""


class DivisionEnded(LookupError):
    """The code ended before the day asked for and has no single successor."""


class DivisionNotYet(LookupError):
    """The code began after the day asked for, and more than one older code became it."""


class UnknownOrgan(LookupError):
    """No organ has this key."""


class OrganTaken(LookupError):
    """Another organ has this key, name or code; the text is its name."""


class NoCompetentOrgan(LookupError):
    """The place that was chosen cannot name the organ: it is too wide, or has no organ of that kind.

    ``sentence`` says in plain Chinese what to choose instead.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class UnknownCodeList(LookupError):
    """There is no code list of that name."""
