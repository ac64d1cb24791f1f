"""Form controls and fields that every room shares, valid as HTML whatever was typed into them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms


def pickable_day(value: object) -> str:
    """Return a day or an ISO date as a picker may hold it, ``""`` for anything else.

    A browser shows an empty picker for a text that is no day, and HTML (4.10.5.1.7) allows no such value there: the
    field's error says what to do.
    """
    try:
        return dt.date.fromisoformat(str(value)).isoformat()
    except ValueError:
        return ""


class DayInput(forms.DateInput):
    """The browser's own picker of a day."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")

    def format_value(self, value: Any) -> str | None:
        return pickable_day(super().format_value(value)) or None


class ColourInput(forms.ColorInput):
    """The browser's own picker of a colour, which always holds one and so is never marked as required."""

    def use_required_attribute(self, initial: Any) -> bool:  # noqa: ARG002 - Django's signature
        return False


class YesNoField(forms.TypedChoiceField):
    """A question that a person must decide: ``True``, ``False``, or ``None`` while nobody has, never a default."""

    def __init__(self, *, yes: Any, no: Any, **options: Any) -> None:
        super().__init__(
            choices=[("yes", yes), ("no", no)],
            coerce=lambda value: value == "yes",
            empty_value=None,
            widget=forms.RadioSelect,
            **options,
        )
