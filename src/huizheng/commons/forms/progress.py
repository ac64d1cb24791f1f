"""How far somebody has come, section by section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from huizheng.commons.forms.checking import validate
from huizheng.commons.forms.context import Context
from huizheng.commons.forms.expressions.evaluation import is_empty
from huizheng.commons.forms.fields.registry import type_of
from huizheng.commons.forms.parts import Form

State = Literal["not_started", "incomplete", "complete"]


@dataclass(frozen=True)
class SectionProgress:
    """One section that is shown: its number among them, its state, and how many answers need attention."""

    key: str
    title: str
    number: int
    state: State
    to_do: int

    @property
    def is_complete(self) -> bool:
        return self.state == "complete"


def progress(form: Form, answers: Mapping[str, Any], *, context: Context) -> list[SectionProgress]:
    """This function will say of each section that is shown whether it could be sent as it is."""
    checked = validate(form, dict(answers), context=context)
    found: list[SectionProgress] = []
    for section in form.sections:
        keys = [one.key for one in section.fields if one.key in checked.visible]
        if f"#{section.key}" not in checked.visible or not keys:
            continue
        to_do = sum(1 for path in checked.errors if any(path == key or path.startswith(f"{key}.") for key in keys))
        touched = any(not is_empty(answers.get(key)) for key in keys if type_of(form.fields[key]).answered)
        state: State = "complete" if not to_do else "incomplete" if touched else "not_started"
        found.append(SectionProgress(section.key, section.title, len(found) + 1, state, to_do))
    return found


def neighbours(sections: list[SectionProgress], key: str) -> tuple[SectionProgress | None, SectionProgress | None]:
    """Return the sections before and after one; raises ``KeyError`` for one that is not shown."""
    places = {section.key: place for place, section in enumerate(sections)}
    place = places[key]
    return (
        sections[place - 1] if place else None,
        sections[place + 1] if place + 1 < len(sections) else None,
    )
