"""How two revisions of a form differ, and what becomes of answers given to the older one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from huizheng.commons.forms.errors import Unfit
from huizheng.commons.forms.fields.registry import type_of
from huizheng.commons.forms.parts import Field, Form

DifferenceKind = Literal["added", "removed", "changed", "moved"]
# What is compared: the property of a field's JSON.
_ASPECTS = (
    "type",
    "label",
    "label_en",
    "help",
    "help_en",
    "required",
    "visible_if",
    "rules",
    "options",
    "code_list",
    "compute",
    "prefill",
    "settings",
)
_WORDS_ONLY = frozenset({"label", "label_en", "help", "help_en", "prefill"})


@dataclass(frozen=True)
class Difference:
    """One field, column (``group.column``) or section (``#key``) that is not the same in both forms."""

    kind: DifferenceKind
    path: str
    label: str
    aspects: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def touches_answers(self) -> bool:
        """Say whether answers to the older form may not stand as they are."""
        if self.kind == "added":
            return bool(self.aspects.get("required", (None, False))[1])
        return self.kind == "removed" or (self.kind == "changed" and not set(self.aspects) <= _WORDS_ONLY)


def compare(older: Form, newer: Form) -> list[Difference]:
    """Return every difference, sections first, then fields in the newer form's order, then what is gone."""
    return [*_sections(older, newer), *_fields(older, newer)]


def _sections(older: Form, newer: Form) -> Iterator[Difference]:
    before = {section["key"]: section for section in older.source["sections"]}
    after = {section["key"]: section for section in newer.source["sections"]}
    for key, section in after.items():
        if key not in before:
            yield Difference("added", f"#{key}", section["title"])
            continue
        aspects = _aspects(before[key], section, ("title", "title_en", "help", "help_en", "visible_if"))
        if aspects:
            yield Difference("changed", f"#{key}", section["title"], aspects)
    yield from (
        Difference("removed", f"#{key}", section["title"]) for key, section in before.items() if key not in after
    )


def _fields(older: Form, newer: Form) -> Iterator[Difference]:
    before, after = dict(_told(older)), dict(_told(newer))
    for path, (data, section) in after.items():
        if path not in before:
            yield Difference("added", path, data["label"], {"required": (None, data.get("required", False))})
            continue
        old, old_section = before[path]
        aspects = _aspects(old, data, _ASPECTS)
        if aspects:
            yield Difference("changed", path, data["label"], aspects)
        if section != old_section:
            yield Difference("moved", path, data["label"], {"section": (old_section, section)})
    yield from (Difference("removed", path, data["label"]) for path, (data, _) in before.items() if path not in after)


def _told(form: Form) -> Iterator[tuple[str, tuple[Mapping[str, Any], str]]]:
    for section in form.source["sections"]:
        for data in section["fields"]:
            yield data["key"], (data, section["key"])
            for column in data.get("columns", ()):
                yield f"{data['key']}.{column['key']}", (column, section["key"])


def _aspects(old: Mapping[str, Any], new: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, tuple[Any, Any]]:
    return {name: (old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name)}


@dataclass(frozen=True)
class CarriedOver:
    """Answers that stand in the newer form, and the keys of those that do not."""

    answers: dict[str, Any]
    dropped: tuple[str, ...]


def carry_over(older: Form, newer: Form, answers: Mapping[str, Any]) -> CarriedOver:
    """This function will take a draft to a newer revision: an answer stands where key and type do and it still fits.

    What does not fit any more is named, so that the person is told rather than surprised. What was already unreadable
    in the older form is kept as it was typed.
    """
    kept: dict[str, Any] = {}
    dropped: list[str] = []
    for key, value in answers.items():
        old, new = older.fields.get(key), newer.fields.get(key)
        if old is None:
            continue
        if new is None or new.type != old.type or (_fits(old, value) and not _fits(new, value)):
            dropped.append(key)
        else:
            kept[key] = value
    return CarriedOver(kept, tuple(dropped))


def _fits(one: Field, value: Any) -> bool:
    kind = type_of(one)
    if kind.companion_of(one):
        return True
    try:
        kind.parse(one, value)
    except Unfit:
        return False
    return True
