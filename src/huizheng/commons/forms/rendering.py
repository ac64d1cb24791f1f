"""Drawing a form: one piece of HTML, whole without scripts, for the page that owns the ``<form>`` around it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from huizheng.commons.forms.asking import Answers
from huizheng.commons.forms.browser import for_browser
from huizheng.commons.forms.checking import validate
from huizheng.commons.forms.context import Context
from huizheng.commons.forms.expressions.expression import Expression
from huizheng.commons.forms.names import DO, control_id
from huizheng.commons.forms.parts import Form, Section
from huizheng.commons.forms.presenting import FileLink, Page, ShownField, shown_field


@dataclass(frozen=True)
class ShownSection:
    section: Section
    fields: tuple[ShownField, ...]
    is_shown: bool
    changes_others: bool
    """Whether an answer here shows, hides or computes something, so that a button to update the page is offered."""

    @property
    def id(self) -> str:
        return f"section-{self.section.key}"


def render(
    form: Form,
    answers: Mapping[str, Any],
    errors: Mapping[str, str] | None = None,
    *,
    context: Context,
    editable: Collection[str] | None = None,
    prefix: str = "",
    section: str | None = None,
    sources: Mapping[str, str] | None = None,
    files: Mapping[str, FileLink] | None = None,
    focus: str = "",
    autosave_url: str = "",
    version: str = "",
) -> SafeString:
    """This function will draw the form, or one section of it, with the answers as they were typed.

    ``errors`` are those of ``Checked``; ``editable`` the only fields that may be changed (a correction, or all but
    the locked ones); ``sources`` say where an answer came from; ``files`` name stored files by digest; ``focus`` is the
    path to go on with. With ``autosave_url`` the browser saves the draft there as it is typed: a POST of the same form
    with ``version`` that answers ``{"saved_at", "version"}``, or 409 when another device has saved since.

    The page puts it inside ``<form method="post">`` with its token and buttons; if the form asks for files, with
    ``enctype="multipart/form-data"``.
    """
    errors = errors or {}
    checked = validate(form, dict(answers), context=context, mode="draft")
    page = Page(
        raw=answers,
        checked=checked,
        errors=errors,
        prefix=prefix,
        editable=None if editable is None else frozenset(editable),
        sources=sources or {},
        files=files or {},
        focus=focus,
    )
    environment = Answers(checked.values, context)
    read_by_others = frozenset().union(*form.dependencies.values())
    wanted = (form.section(section),) if section else form.sections
    shown = [
        ShownSection(
            section=part,
            fields=tuple(
                shown_field(
                    page,
                    one,
                    is_required=one.required.holds(environment)
                    if isinstance(one.required, Expression)
                    else one.required,
                )
                for one in part.fields
            ),
            is_shown=f"#{part.key}" in checked.visible,
            changes_others=any(
                one.key in read_by_others or any(column.visible_if or column.compute for column in one.columns)
                for one in part.fields
            ),
        )
        for part in wanted
    ]
    return SafeString(
        render_to_string(
            "forms/form.html",
            {
                "sections": shown,
                "errors": error_links(form, errors, prefix=prefix, section=section),
                "do": f"{prefix}{DO}",
                "prefix": prefix,
                "autosave_url": autosave_url,
                "version": version,
                "is_whole": section is None,
                "script": {
                    **for_browser(form, context),
                    "prefix": prefix,
                    "answers": {
                        key: value for key, value in checked.kept.items() if _is_elsewhere(form, key, section, editable)
                    },
                },
            },
        ),
    )


def _is_elsewhere(form: Form, key: str, section: str | None, editable: Collection[str] | None) -> bool:
    """Say whether a condition on this page may ask for an answer that no control of it holds."""
    return (section is not None and form.section_of[key].key != section) or (
        editable is not None and key not in editable
    )


def error_links(
    form: Form,
    errors: Mapping[str, str],
    *,
    prefix: str = "",
    section: str | None = None,
) -> list[dict[str, str]]:
    """Return the errors in the order of the form as ``{"text", "href", "label"}``, for one's own error summary."""
    order = {key: place for place, key in enumerate(form.fields)}
    found: list[tuple[tuple[int, int], dict[str, str]]] = []
    for place, (path, text) in enumerate(errors.items()):
        key = next((one for one in (path, *_above(path)) if one in order), None)
        if key is None or (section and form.section_of[key].key != section):
            continue
        one = form.fields[key]
        label = one.title
        if path != key:
            row, column = path.removeprefix(f"{key}.").split(".")
            label = next((c.title for c in one.columns if c.key == column), label)
            label = f"{one.title} {int(row) + 1} · {label}"
        told = text if label in text else gettext("%(label)s：%(text)s") % {"label": label, "text": text}
        found.append(((order[key], place), {"text": told, "href": f"#{control_id(path, prefix)}", "label": label}))
    return [link for _place, link in sorted(found, key=lambda pair: pair[0])]


def _above(path: str) -> list[str]:
    parts = path.split(".")
    return [".".join(parts[:end]) for end in range(len(parts) - 1, 0, -1)]
