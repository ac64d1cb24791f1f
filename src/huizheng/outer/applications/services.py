"""One service release as an application needs it: its form, materials, steps and the organ in a division."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.utils.translation import get_language, gettext, override

from huizheng.commons.files.api import FileRule
from huizheng.commons.forms.api import Context, Form, Known, ask, form_expression, load_form
from huizheng.commons.reference.api import Organ, organ_for
from huizheng.outer.guides import api as guides


@dataclass(frozen=True)
class MaterialRule:
    """One material of the release: when it is asked for and what may be handed in."""

    key: str
    name: str
    name_en: str
    necessity: str
    note: str
    note_en: str
    generated: bool
    promise_allowed: bool
    asked: str
    condition: Any
    condition_text: str
    files: FileRule

    @property
    def title(self) -> str:
        return self.name_en if self.name_en and _english() else self.name

    @property
    def hint(self) -> str:
        return self.note_en if _english() else self.note

    @property
    def must_be_handed_in(self) -> bool:
        """What the state can get by sharing is not asked for (国务院关于在线政务服务的若干规定 art 7)."""
        return self.necessity == "required" and self.asked == "always"


class OfferedService:
    """A release, pinned by slug and version; equal wherever it is loaded, since a release never changes."""

    def __init__(self, release: dict[str, Any], *, is_offered: bool) -> None:
        self.release = release
        self.is_offered = is_offered

    @property
    def slug(self) -> str:
        return str(self.release["slug"])

    @property
    def is_licence(self) -> bool:
        """Whether it is an administrative licence (行政许可, GB/T 39046 table A.1)."""
        return bool(self.release["item_type"]["code"] == "01")

    @property
    def version(self) -> int:
        return int(self.release["version"])

    @property
    def name(self) -> str:
        return str(self.release["name"])

    @property
    def name_en(self) -> str:
        return str(self.release.get("name_en") or "")

    @property
    def title(self) -> str:
        return self.name_en if self.name_en and _english() else self.name

    @cached_property
    def form(self) -> Form:
        return load_form(self.release["form"])

    @cached_property
    def materials(self) -> tuple[MaterialRule, ...]:
        return tuple(_material(each) for each in self.release["materials"])

    @property
    def takes_persons(self) -> bool:
        return "1" in self.release["objects"]

    @property
    def takes_organisations(self) -> bool:
        return any(code != "1" for code in self.release["objects"])

    @property
    def organisation_themes(self) -> list[str]:
        return list(self.release["themes"].get("corp", []))

    def organ_in(self, division_code: str) -> Organ:
        """Return the organ that handles the service for somebody of that division; raises ``NoCompetentOrgan``."""
        return organ_for(kind=self.release["organ_kind"], level=self.release["level"], division_code=division_code)

    def licence_source(self, number: str, *, at: dt.datetime) -> dict[str, Known]:
        """Return the number of the licence to be renewed, under the name by which the form asks for it."""
        kind = self.release["result"].get("licence")
        if not kind or not number:
            return {}
        with override("en"):
            english = gettext("您要延续的证件")
        return {f"licence:{kind}.编号": Known(number, "您要延续的证件", at, english)}

    def materials_asked(self, values: dict[str, Any], *, context: Context) -> tuple[MaterialRule, ...]:
        """Return the materials that these answers call for, in the release's order, but those made from the form."""
        return tuple(
            each
            for each in self.materials
            if not each.generated
            and (
                each.condition is None
                or ask(form_expression(self.form, each.condition), values, context=context) is True
            )
        )


def offered_service(slug: str) -> OfferedService | None:
    """Return the current release of a service, or nothing when it is not offered."""
    try:
        found = guides.service(slug)
    except guides.UnknownService:
        return None
    return _service(slug, found.version, is_offered=True) if found.is_offered else None


def pinned_service(slug: str, version: int) -> OfferedService:
    """Return the release that an application was begun under, offered or not."""
    return _service(slug, version, is_offered=guides.service(slug).is_offered)


@lru_cache(maxsize=512)
def _service(slug: str, version: int, *, is_offered: bool) -> OfferedService:
    """A release never changes, so its form is read once a process."""
    return OfferedService(guides.service_version(slug, version).document, is_offered=is_offered)


def _material(facts: dict[str, Any]) -> MaterialRule:
    return MaterialRule(
        key=facts["key"],
        name=facts["name"],
        name_en=facts.get("name_en") or "",
        necessity=facts["necessity"],
        note=facts.get("note") or "",
        note_en=facts.get("note_en") or "",
        generated=bool(facts["generated_from_form"]),
        promise_allowed=bool(facts.get("promise_allowed")),
        asked=facts["asked"],
        condition=facts.get("condition"),
        condition_text=facts.get("condition_text") or "",
        files=FileRule.of(facts["media"], max_megabytes=facts["max_bytes"] / 1048576, max_files=facts["max_files"]),
    )


def _english() -> bool:
    return (get_language() or "").startswith("en")
