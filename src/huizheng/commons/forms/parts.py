"""The parts of a form, frozen: a form never changes, a new revision is another form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import get_language

from huizheng.commons.forms.expressions.expression import Expression
from huizheng.commons.forms.expressions.kinds import Kind, Scope
from huizheng.commons.forms.rules import Rule


def reads_english() -> bool:
    return (get_language() or "").startswith("en")


def in_language(text: str, english: str) -> str:
    """Return the English wording when English is being read and there is one, otherwise the Chinese."""
    return english if english and reads_english() else text


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    label_en: str = ""
    group: str = ""

    @property
    def text(self) -> str:
        return in_language(self.label, self.label_en)


@dataclass(frozen=True)
class Prefill:
    """Where an answer may come from; a locked one the person may not change here."""

    source: str
    locked: bool = False


@dataclass(frozen=True)
class Field:
    """One question. ``settings`` holds what only its type understands."""

    key: str
    type: str
    label: str
    label_en: str = ""
    help: str = ""
    help_en: str = ""
    required: bool | Expression = False
    visible_if: Expression | None = None
    rules: tuple[Rule, ...] = ()
    options: tuple[Option, ...] = ()
    code_list: str = ""
    prefill: Prefill | None = None
    columns: tuple[Field, ...] = ()
    compute: Expression | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    kind: Kind = Kind.NONE
    repeat: str = ""
    """The key of the repeat group whose column this is."""

    @property
    def title(self) -> str:
        return in_language(self.label, self.label_en)

    @property
    def hint(self) -> str:
        return in_language(self.help, self.help_en)

    def rule(self, name: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.name == name), None)


@dataclass(frozen=True)
class Section:
    key: str
    title_zh: str
    fields: tuple[Field, ...]
    title_en: str = ""
    help: str = ""
    help_en: str = ""
    visible_if: Expression | None = None

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def hint(self) -> str:
        return in_language(self.help, self.help_en)


@dataclass(frozen=True)
class Form:
    """A whole form as it was published: ``source`` is its JSON, word for word."""

    source: Mapping[str, Any]
    sections: tuple[Section, ...]
    order: tuple[str, ...]
    """Field keys in an order in which each comes after all that its condition or computation reads."""
    scope: Scope
    dependencies: Mapping[str, frozenset[str]]
    """Field key -> the keys its visibility or value reads."""

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        return {field.key: field for section in self.sections for field in section.fields}

    @cached_property
    def section_of(self) -> Mapping[str, Section]:
        return {field.key: section for section in self.sections for field in section.fields}

    def section(self, key: str) -> Section:
        """Return the section; raises ``KeyError`` when there is none of that key."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)

    def every_field(self) -> Iterator[tuple[str, Field]]:
        """Yield each field and column with its path, columns as ``repeat.column``."""
        for one in self.fields.values():
            yield one.key, one
            for column in one.columns:
                yield f"{one.key}.{column.key}", column
