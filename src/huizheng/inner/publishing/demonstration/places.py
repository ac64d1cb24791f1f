"""What the texts may say of a site: its place, its organs, its services, in ready words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

# Where more than this many divisions lie below, the first ones stand for all.
_NAMED: Final = 6
_HEADS: Final = {"省": "省长", "地级市": "市长", "县级市": "市长", "市辖区": "区长", "县": "县长"}


@dataclass(frozen=True)
class Column:
    """A column of a site as the generator needs it."""

    path: str
    name: str
    english_name: str
    type: str
    order: int
    required: bool
    takes_pages: bool
    owner: str
    owner_name: str


@dataclass(frozen=True)
class Service:
    """A service as the texts speak of it."""

    slug: str
    name: str
    english_name: str
    organ_kind: str
    level: str
    promise: str
    materials: int
    shared: int
    questions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Place:
    """A division with what lies below it."""

    code: str
    name: str
    short_name: str
    english_name: str
    kind: str
    above: str
    below: tuple[tuple[str, str, str], ...] = ()  # code, name, English name

    @property
    def head(self) -> str:
        return _HEADS.get(self.kind, "负责人")

    @property
    def below_words(self) -> str:
        """Return the divisions below as people list them."""
        names = [name for _, name, _ in self.below]
        if not names:
            return "各乡镇（街道）"
        if len(names) <= _NAMED:
            return "、".join(names)
        return f"{'、'.join(names[:_NAMED])}等{len(names)}个地区"

    @property
    def below_sentence(self) -> str:
        if not self.below:
            return "下设乡镇和街道。"
        return f"下辖{len(self.below)}个{'地级市' if self.kind == '省' else '县（市、区）'}：{self.below_words}。"


@dataclass(frozen=True)
class SiteFacts:
    """Everything the generator knows of one site."""

    slug: str
    index: int
    tree: str
    language: str
    site_code: str
    place: Place
    organ: str
    organ_name: str
    organ_english: str
    organ_short: str
    office_name: str
    prefix: str
    uscc: str
    keywords: tuple[str, ...]
    columns: tuple[Column, ...]
    services: tuple[Service, ...]
    organs: tuple[tuple[str, str, str], ...] = ()  # name, English name, keywords
    resources: Sequence[Mapping[str, str]] = field(default=())

    def service(self, turn: int, organ_kind: str = "") -> Service:
        """Return one of the site's services; those of the organ first, another at every turn."""
        own = [each for each in self.services if each.organ_kind == organ_kind] or list(self.services)
        return own[(self.index + turn) % len(own)]
