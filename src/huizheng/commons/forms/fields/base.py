"""What every field type can do, and the list of them."""

# ruff: noqa: ARG002 - every field type answers the same questions, whether or not it needs all that is told

from __future__ import annotations

import abc
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Final

from huizheng.commons.forms.errors import Unfit
from huizheng.commons.forms.expressions.kinds import Kind
from huizheng.commons.forms.parts import Field
from huizheng.commons.forms.wording import say

MAX_TEXT: Final = 500


class FieldType(abc.ABC):
    """One kind of question. An answer is kept as JSON; ``typed`` gives what expressions and rules work with.

    ``parse`` takes what a person typed or what was kept before, and is the same when done twice.
    """

    name: ClassVar[str]
    kind: ClassVar[Kind] = Kind.TEXT
    rules: ClassVar[frozenset[str]] = frozenset({"check"})
    settings: ClassVar[frozenset[str]] = frozenset()
    needs: ClassVar[frozenset[str]] = frozenset()
    column: ClassVar[bool] = True
    """Whether it may be a column of a repeat group."""
    answered: ClassVar[bool] = True
    """Whether a person answers it: a note or a computed value is not typed."""
    personal: ClassVar[bool] = False
    """Whether its answer alone names a person and is masked in views that do not need it."""
    widget: ClassVar[str] = "input"
    control: ClassVar[str] = "text"
    inputmode: ClassVar[str] = ""
    autocomplete: ClassVar[str] = ""
    maxlength: ClassVar[int] = MAX_TEXT
    width: ClassVar[str] = ""

    def kind_in(self, field: Field) -> Kind:
        return self.kind

    @abc.abstractmethod
    def parse(self, field: Field, raw: Any, companion: Any = None) -> Any:
        """Return the answer as JSON, ``None`` when there is none; raises ``Unfit`` with what to do about it."""

    def typed(self, field: Field, value: Any) -> Any:
        return value

    def schema(self, field: Field) -> dict[str, Any]:
        """Return the JSON Schema of the answer."""
        return {"type": "string"}

    def present(self, field: Field, value: Any, *, masked: bool = False) -> str:
        """Return the answer in words for a summary."""
        return str(value)

    def companion_of(self, field: Field) -> str:
        """Return the key of the field whose answer decides how this one is read, if any."""
        return ""

    def problems(self, field: Field) -> Iterator[str]:
        """Yield what is wrong with the definition beyond its shape."""
        yield from ()


_types: dict[str, FieldType] = {}


def field_type(cls: type[FieldType]) -> type[FieldType]:
    """Register a field type under its name."""
    _types[cls.name] = cls()
    return cls


def type_named(name: str) -> FieldType:
    return _types[name]


def type_of(field: Field) -> FieldType:
    return _types[field.type]


def all_types() -> Mapping[str, FieldType]:
    return _types


def as_text(raw: Any) -> str:
    """Return typed text without outer space; raises ``Unfit`` for what no text box sends."""
    if raw is None:
        return ""
    if isinstance(raw, str):
        text = raw.replace("\r\n", "\n").replace("\r", "\n").strip()
        if any(ch < " " and ch not in "\n\t" for ch in text):
            raise Unfit(say("control"))
        return unicodedata.normalize("NFC", text)
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return str(raw)
    raise Unfit(say("shape"))


def as_code(raw: Any) -> str:
    """Return text whose characters have one width only: full-width digits and letters become plain ones."""
    return unicodedata.normalize("NFKC", as_text(raw)).strip()


def masked_middle(text: str, *, head: int, tail: int) -> str:
    """Return the text with its middle starred; a text too short to keep both ends is starred whole."""
    if len(text) <= head + tail:
        return "*" * len(text)
    return (
        text[:head] + "*" * (len(text) - head - tail) + text[-tail:] if tail else text[:head] + "*" * (len(text) - head)
    )
