"""Form controls: each has a label, an optional hint, and its error in words, tied together for screen readers.

Every control takes ``id``, ``hint``, ``error``, ``required`` and ``width``; any other name becomes an attribute.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.template import Library
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from huizheng.commons.design.components.reading import pairs, read
from huizheng.commons.design.widgets import pickable_day

if TYPE_CHECKING:
    from collections.abc import Iterable

register = Library()

_CLASSES = {"select": "hz-select", "textarea": "hz-textarea"}


@register.inclusion_tag("design/components/error_summary.html")
def error_summary(errors: Any, title: str = "") -> dict[str, Any]:
    """All errors on top of the form, each a link to its field: of a Django form, or ``{text, href}``, or texts."""
    if isinstance(errors, BaseForm):
        found = [
            {"text": text, "href": ""}
            if name == "__all__"
            else {"text": f"{errors[name].label}：{text}", "href": _first_control(errors[name])}
            for name, texts in errors.errors.items()
            for text in texts
        ]
    else:
        found = [
            {"text": entry, "href": ""}
            if isinstance(entry, str)
            else {
                "text": read(entry, "text", ""),
                "href": read(entry, "href", "") or _anchor(read(entry, "id", "")),
            }
            for entry in errors or ()
        ]
    return {"errors": found, "title": title or gettext("请先改正以下问题")}


def _anchor(identity: str) -> str:
    return f"#{identity}" if identity else ""


def _first_control(bound: BoundField) -> str:
    identity = bound.id_for_label or bound.auto_id
    if isinstance(bound.field.widget, (RadioSelect, CheckboxSelectMultiple)):
        identity = f"{bound.auto_id}_0"
    return f"#{identity}"


@register.inclusion_tag("design/components/field.html")
def field(
    bound: BoundField,
    label: str = "",
    hint: str = "",
    width: str = "",
    **attributes: Any,
) -> dict[str, Any]:
    """One field of a Django form with its label, hint (``help_text``) and error. Others become attributes."""
    widget = bound.field.widget
    identity = bound.auto_id
    described = " ".join(
        filter(
            None,
            (
                f"{identity}-hint" if hint or bound.help_text else "",
                f"{identity}-error" if bound.errors else "",
            ),
        ),
    )
    kind = (
        "group"
        if isinstance(widget, (RadioSelect, CheckboxSelectMultiple))
        else "check"
        if isinstance(widget, CheckboxInput)
        else "control"
    )
    attrs: dict[str, Any] = {name.replace("_", "-"): value for name, value in attributes.items()}
    if described:
        attrs["aria-describedby"] = described
    if bound.errors:
        attrs["aria-invalid"] = "true"
    options: list[dict[str, Any]] = []
    control: SafeString | str = ""
    if kind == "group":
        options = [
            {
                "id": f"{identity}_{index}",
                "value": value,
                "label": choice_label,
                "checked": str(value) in _chosen(bound),
            }
            for index, (value, choice_label) in enumerate(_flat(getattr(bound.field, "choices", ())))
            if value not in ("", None)
        ]
    else:
        class_name = _class_of(bound)
        attrs["class"] = f"{class_name} hz-input--{width}" if width else class_name
        control = bound.as_widget(attrs=attrs)
    return {
        "name": bound.html_name,
        "id": identity,
        "label": label or bound.label,
        "hint": hint or bound.help_text,
        "errors": list(bound.errors),
        "required": bound.field.required,
        "kind": kind,
        "control": control,
        "options": options,
        "many": isinstance(widget, CheckboxSelectMultiple),
        "described": described,
    }


def _chosen(bound: BoundField) -> set[str]:
    value = bound.value()
    if value is None:
        return set()
    return {str(one) for one in value} if isinstance(value, (list, tuple, set)) else {str(value)}


def _flat(choices: Iterable[Any]) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    for value, label in choices:
        found.extend(label if isinstance(label, (list, tuple)) else [(value, label)])
    return found


def _class_of(bound: BoundField) -> str:
    kind = bound.widget_type
    if kind in {"select", "selectmultiple", "nullbooleanselect"}:
        return "hz-select"
    if kind == "textarea":
        return "hz-textarea"
    if kind == "checkbox":
        return "hz-checkbox"
    if kind in {"file", "clearablefile"}:
        return "hz-file"
    return "hz-input"


def _control(
    name: str,
    label: str,
    *,
    id: str = "",
    hint: str = "",
    error: str = "",
    required: bool = True,
    width: str = "",
    **attributes: Any,
) -> dict[str, Any]:
    """What every control shares; what is not named here becomes an attribute of the element."""
    identity = id or f"id_{name}"
    described = " ".join(filter(None, (f"{identity}-hint" if hint else "", f"{identity}-error" if error else "")))
    set_attributes = {
        key.replace("_", "-"): value for key, value in attributes.items() if value not in ("", None, False)
    }
    return {
        "name": name,
        "id": identity,
        "label": label,
        "hint": hint,
        "error": error,
        "required": required,
        "width": width,
        "described": described,
        "attributes": format_html_join(
            "",
            '{}="{}"',
            ((f" {key}", "" if value is True else value) for key, value in set_attributes.items()),
        ),
    }


@register.inclusion_tag("design/components/input.html")
def text_input(
    name: str,
    label: str,
    value: Any = "",
    type: str = "text",
    prefix: str = "",
    suffix: str = "",
    **given: Any,
) -> dict[str, Any]:
    """A line of text. Widths: full (default), half, third, xs (4), s (10), m (20 characters)."""
    control = _control(name, label, **given)
    return {**control, "value": value, "type": type, "prefix": prefix, "suffix": suffix}


@register.inclusion_tag("design/components/textarea.html")
def textarea(
    name: str,
    label: str,
    value: Any = "",
    rows: int = 5,
    limit: int = 0,
    **given: Any,
) -> dict[str, Any]:
    """Several lines; ``limit`` is the greatest number of characters, counted while typing."""
    control = _control(name, label, **given)
    return {**control, "value": value, "rows": rows, "limit": limit}


@register.inclusion_tag("design/components/select.html")
def select(
    name: str,
    label: str,
    choices: Any,
    value: Any = "",
    placeholder: str = "",
    **given: Any,
) -> dict[str, Any]:
    """A list to choose one from; choices are pairs, dicts or a mapping."""
    control = _control(name, label, **given)
    options = [{"value": option, "label": words, "chosen": option == str(value)} for option, words in pairs(choices)]
    return {**control, "options": options, "placeholder": placeholder or gettext("请选择")}


@register.inclusion_tag("design/components/choices.html")
def radios(
    name: str,
    label: str,
    choices: Any,
    value: Any = "",
    **given: Any,
) -> dict[str, Any]:
    """Choose one; every choice is seen. A choice may carry a ``hint``."""
    return _choices(name, label, choices, {str(value)}, "radio", **given)


@register.inclusion_tag("design/components/choices.html")
def checkboxes(
    name: str,
    label: str,
    choices: Any,
    value: Any = (),
    **given: Any,
) -> dict[str, Any]:
    """Choose any number."""
    chosen = {str(one) for one in (value if isinstance(value, (list, tuple, set)) else [value])}
    return _choices(name, label, choices, chosen, "checkbox", **given)


def _choices(
    name: str,
    label: str,
    choices: Any,
    chosen: set[str],
    kind: str,
    *,
    inline: bool = False,
    **given: Any,
) -> dict[str, Any]:
    control = _control(name, label, **given)
    hints = {
        str(read(choice, "value")): read(choice, "hint")
        for choice in choices
        if not isinstance(choice, (tuple, list, str))
    }
    options = [
        {
            "id": f"{control['id']}_{index}",
            "value": value,
            "label": words,
            "checked": value in chosen,
            "hint": hints.get(value, ""),
        }
        for index, (value, words) in enumerate(pairs(choices))
    ]
    return {**control, "options": options, "kind": kind, "inline": inline}


@register.inclusion_tag("design/components/date_input.html")
def date_input(
    name: str,
    label: str,
    value: Any = "",
    **given: Any,
) -> dict[str, Any]:
    """A day, as ISO date or ``date``; the browser's own picker, also typed."""
    control = _control(name, label, **given)
    return {**control, "value": pickable_day(value)}


@register.inclusion_tag("design/components/file_input.html")
def file_input(
    name: str,
    label: str,
    accept: str = "",
    many: bool = False,
    files: Any = (),
    **given: Any,
) -> dict[str, Any]:
    """Choose files; ``files`` are those there already: ``{name, size, url, remove}``, the last a value to submit."""
    control = _control(name, label, **given)
    present = [
        {
            "name": read(one, "name"),
            "size": read(one, "size"),
            "url": read(one, "url"),
            "remove": read(one, "remove"),
        }
        for one in files or ()
    ]
    return {**control, "accept": accept, "many": many, "files": present}


@register.simple_tag
def hidden_fields(values: Any) -> SafeString:
    """Hidden inputs of a mapping or of pairs, for forms that carry what was chosen before."""
    entries = values.items() if hasattr(values, "items") else values
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', entries)
