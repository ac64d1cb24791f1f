"""Which organ handles a step, for the place a reader has chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from huizheng.commons.reference import api as reference
from huizheng.outer.guides.web.presenters.organ_kinds import kind_words
from huizheng.outer.guides.web.presenters.words import is_english

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOWN = "town-government"


@dataclass
class Handlers:
    """The organs of one document in one place, each looked up once; without a place, or in too wide a one, its kind."""

    document: Mapping[str, Any]
    place: str
    sentence: str = ""
    """Why no organ could be named, in plain words."""
    _found: dict[str, reference.Organ | None] = field(default_factory=dict)

    def organ(self, kind: str) -> reference.Organ | None:
        if kind not in self._found:
            self._found[kind] = self._look_up(kind)
        return self._found[kind]

    def name(self, kind: str) -> str:
        """Return the organ's name, or what its kind is called."""
        organ = self.organ(kind)
        if organ is None:
            return kind_words(kind)
        return organ.english_name if is_english() else organ.name

    def _look_up(self, kind: str) -> reference.Organ | None:
        if not self.place:
            return None
        level = self.document["level"]
        if level == "town" and kind != _TOWN:
            level = "county"  # a town has one organ; what another does, the county's does
        try:
            return reference.organ_for(kind=kind, level=level, division_code=self.place)
        except reference.NoCompetentOrgan as error:
            self.sentence = self.sentence or error.sentence
        except (reference.UnknownPlace, reference.DivisionEnded):
            return None
        return None
