"""The JSON Schema of a form's clean answers, for whoever receives them."""

from __future__ import annotations

from typing import Any

from huizheng.commons.forms.expressions.kinds import Kind
from huizheng.commons.forms.fields.registry import type_of
from huizheng.commons.forms.parts import Field, Form


def answers_schema(form: Form) -> dict[str, Any]:
    """Return a JSON Schema that every clean, submitted set of answers fits.

    Only fields that are always asked and always required are required here: the rest depends on conditions.
    """
    fields = [field for field in form.fields.values() if type_of(field).kind is not Kind.NONE]
    always = [
        field.key
        for field in fields
        if field.required is True and field.visible_if is None and form.section_of[field.key].visible_if is None
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {field.key: {"title": field.label, **_schema(field)} for field in fields},
        "required": always,
        "additionalProperties": False,
    }


def _schema(field: Field) -> dict[str, Any]:
    return type_of(field).schema(field)
