"""Reading what a page sends: answers, and the buttons that only change the page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from huizheng.commons.forms.errors import AnswersRefused
from huizheng.commons.forms.fields.composite import HARD_ROWS, most_rows
from huizheng.commons.forms.fields.registry import type_of
from huizheng.commons.forms.names import ASKED, DO, control_name
from huizheng.commons.forms.parts import Field, Form

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import QueryDict
    from django.utils.datastructures import MultiValueDict


@dataclass(frozen=True)
class Posted:
    """What came: all answers as typed, and whether the page only wants to be shown again.

    ``focus`` is the path of the field to go on with, for ``render``.
    """

    answers: dict[str, Any]
    is_update: bool = False
    focus: str = ""


def read_post(
    form: Form,
    post: QueryDict,
    *,
    previous: Mapping[str, Any] | None = None,
    prefix: str = "",
    section: str | None = None,
    editable: Collection[str] | None = None,
) -> Posted:
    """This function will return the answers of a post laid over those kept before.

    Only fields of the section (or of all) that are editable are taken, and of these only what the page asked for; leave
    locked fields out of ``editable``, or a made-up post changes them. Rows are numbered anew without gaps. A button
    "add a row", "remove" or "update" is carried out here and gives ``is_update``: show the page again, judge nothing.
    Raises ``AnswersRefused`` for more rows than anybody types.
    """
    answers = dict(previous or {})
    fields = form.section(section).fields if section else tuple(form.fields.values())
    open_fields = {one.key: one for one in fields if editable is None or one.key in editable}
    rows = _rows_sent(post, prefix)
    for key, one in open_fields.items():
        if type_of(one).answered and _was_asked(one, post, prefix, rows):
            answers[key] = _answer(one, post, prefix, rows.get(key, ()))
    return _carry_out(open_fields, answers, str(post.get(f"{prefix}{DO}", "")))


def uploads(
    form: Form, files: MultiValueDict[str, UploadedFile[bytes]], *, prefix: str = ""
) -> dict[str, list[UploadedFile[bytes]]]:
    """Return the files that came with a post by the key of their field, for the owner to store and add as digests.

    A digest that comes back in an answer is only a claim: the owner checks whose file it is.
    """
    found = {
        one.key: files.getlist(f"{control_name(one.key, prefix)}__upload")
        for one in form.fields.values()
        if one.type == "file"
    }
    return {key: sent for key, sent in found.items() if sent}


_MARK = re.compile(r"(.+?)__(\d{1,6})__[a-z][a-z0-9_]*")


def _rows_sent(post: QueryDict, prefix: str) -> dict[str, list[int]]:
    """Return the row numbers of each repeat group, in one pass over the names."""
    found: dict[str, set[int]] = {}
    for name in post:
        mark = _MARK.match(name.removeprefix(prefix)) if name.startswith(prefix) else None
        if mark:
            numbers = found.setdefault(mark[1], set())
            numbers.add(int(mark[2]))
            if len(numbers) > HARD_ROWS:
                raise AnswersRefused(f"no repeat group has more than {HARD_ROWS} rows")
    return {key: sorted(numbers) for key, numbers in found.items()}


def _was_asked(one: Field, post: QueryDict, prefix: str, rows: Mapping[str, list[int]]) -> bool:
    """Say whether the page had a control for the field: one that was only shown must not be emptied.

    Boxes, files and rows send nothing when there are none, so their pages send a mark.
    """
    name = control_name(one.key, prefix)
    marks = {name, f"{name}{ASKED}", f"{name}__division", f"{name}__detail"}
    return one.key in rows or any(mark in post for mark in marks)


def _answer(one: Field, post: QueryDict, prefix: str, rows: Collection[int]) -> Any:
    if one.columns:
        return [
            {
                column.key: _value(column, post, control_name(f"{one.key}.{row}.{column.key}", prefix))
                for column in _asked(one)
            }
            for row in rows
        ]
    return _value(one, post, control_name(one.key, prefix))


def _asked(one: Field) -> Iterator[Field]:
    return (column for column in one.columns if type_of(column).answered)


def _value(one: Field, post: QueryDict, name: str) -> Any:
    match type_of(one).widget:
        case "multi_choice" | "file":
            return post.getlist(name)
        case "place":
            return {part: post.get(f"{name}__{part}", "") for part in ("division", "detail")}
        case _:
            return post.get(name, "")


def _carry_out(fields: Mapping[str, Field], answers: dict[str, Any], told: str) -> Posted:
    verb, _, rest = told.partition(":")
    key, _, which = rest.partition(":")
    one = fields.get(key)
    if verb == "add" and one is not None and one.columns:
        rows = [*(answers.get(key) or ())]
        if len(rows) < most_rows(one):
            rows.append({})
        focus = f"{key}.{len(rows) - 1}.{next(_asked(one)).key}"
        return Posted({**answers, key: rows}, is_update=True, focus=focus)
    if verb == "remove" and one is not None and one.columns:
        rows = [row for place, row in enumerate(answers.get(key) or ()) if str(place) != which]
        return Posted({**answers, key: rows}, is_update=True, focus=key)
    if verb == "drop" and one is not None and one.type == "file":
        return Posted(
            {**answers, key: [digest for digest in answers.get(key) or () if digest != which]},
            is_update=True,
            focus=key,
        )
    return Posted(answers, is_update=bool(told))
