"""Correction in place: only what the official marked may change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from huizheng.commons.forms.checking import validate
from huizheng.commons.forms.context import Context
from huizheng.commons.forms.parts import Form


def correction_fields(
    form: Form,
    marked: Collection[str],
    answers: Mapping[str, Any],
    *,
    context: Context,
) -> frozenset[str]:
    """Return the fields that may be changed when ``marked`` ones are to be corrected.

    A marked cell opens its repeat group. A question that the old answers hide and a corrected answer may bring up is
    open too: otherwise the person could not answer it.
    """
    open_fields = {key for path in marked for key in (_owner(form, path),) if key}
    visible = validate(form, dict(answers), context=context, mode="draft").visible
    hidden = [key for key in form.order if key not in visible]
    # In the form's order of dependency one pass reaches everything that hangs on an open field.
    for key in hidden:
        if form.dependencies[key] & open_fields:
            open_fields.add(key)
    return frozenset(open_fields)


def merge_correction(
    form: Form,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    editable: Collection[str],
) -> dict[str, Any]:
    """This function will lay corrected answers over the old ones; whatever is not editable stays as it was."""
    open_fields = {key for path in editable for key in (_owner(form, path),) if key}
    merged = {key: value for key, value in old.items() if key not in open_fields}
    return merged | {key: value for key, value in new.items() if key in open_fields}


def _owner(form: Form, path: str) -> str:
    """Return the field that a path belongs to: itself, or the repeat group of a cell."""
    while path and path not in form.fields:
        path = path.rpartition(".")[0]
    return path
