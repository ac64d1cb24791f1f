"""Answers in words: for checking before sending, for the official, for paper; and what a correction changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from huizheng.commons.forms.expressions.evaluation import is_empty
from huizheng.commons.forms.fields.identity import mask_name
from huizheng.commons.forms.fields.registry import type_of
from huizheng.commons.forms.names import control_id
from huizheng.commons.forms.parts import Field, Form
from huizheng.commons.forms.presenting import FileLink


@dataclasses.dataclass(frozen=True)
class SummaryTable:
    """A repeat group: the columns that any row answers, and the rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclasses.dataclass(frozen=True)
class SummaryRow:
    """One question and its answer. ``value`` is empty when there is a table or nothing was answered."""

    key: str
    label: str
    value: str
    type: str
    table: SummaryTable | None = None
    files: tuple[FileLink, ...] = ()
    anchor: str = ""


@dataclasses.dataclass(frozen=True)
class SummarySection:
    key: str
    title: str
    rows: tuple[SummaryRow, ...]


def summary(
    form: Form,
    clean: Mapping[str, Any],
    *,
    masked: bool = False,
    with_empty: bool = False,
    files: Mapping[str, FileLink] | None = None,
) -> list[SummarySection]:
    """This function will put clean answers into words, section by section.

    ``masked`` stars personal numbers, names marked personal and addresses; ``with_empty`` also lists what was not
    answered (hidden questions too, so leave it out for people); ``files`` name stored files by digest.
    """
    found = []
    for section in form.sections:
        rows = tuple(
            _row(one, clean.get(one.key), masked=masked, files=files or {})
            for one in section.fields
            if one.type != "note" and (with_empty or not is_empty(clean.get(one.key)))
        )
        if rows:
            found.append(SummarySection(section.key, section.title, rows))
    return found


def summary_facts(sections: Sequence[SummarySection]) -> list[dict[str, Any]]:
    """Return a summary as plain JSON, for a template of paper."""
    return [dataclasses.asdict(section) for section in sections]


def render_summary(
    sections: Sequence[SummarySection],
    *,
    change_urls: Mapping[str, str] | None = None,
    heading_level: int = 2,
) -> SafeString:
    """This function will draw a summary. ``change_urls`` (section key to page) adds a link to change each answer."""
    context = {"sections": sections, "change_urls": change_urls or {}, "heading_level": heading_level}
    return SafeString(render_to_string("forms/summary.html", context))


def in_words(one: Field, value: Any, *, masked: bool = False) -> str:
    """Return one clean answer in words."""
    if is_empty(value):
        return ""
    words = type_of(one).present(one, value, masked=masked)
    return mask_name(words) if masked and one.settings.get("personal") else words


def _row(one: Field, value: Any, *, masked: bool, files: Mapping[str, FileLink]) -> SummaryRow:
    anchor = control_id(one.key)
    if one.columns:
        return SummaryRow(
            one.key, one.title, "", one.type, table=_table(one, value or [], masked=masked), anchor=anchor
        )
    if one.type == "file":
        links = tuple(files.get(digest, FileLink(name=digest[:12])) for digest in value or ())
        return SummaryRow(one.key, one.title, "", one.type, files=links, anchor=anchor)
    return SummaryRow(one.key, one.title, in_words(one, value, masked=masked), one.type, anchor=anchor)


def _table(one: Field, rows: Sequence[Mapping[str, Any]], *, masked: bool) -> SummaryTable:
    columns = [column for column in one.columns if any(not is_empty(row.get(column.key)) for row in rows)]
    return SummaryTable(
        columns=tuple(column.title for column in columns),
        rows=tuple(tuple(in_words(column, row.get(column.key), masked=masked) for column in columns) for row in rows),
    )


@dataclasses.dataclass(frozen=True)
class Change:
    """One answer that differs: ``path`` and ``label`` name it, row and column included."""

    path: str
    label: str
    kind: Literal["added", "removed", "changed"]
    before: str
    after: str


def diff(form: Form, old: Mapping[str, Any], new: Mapping[str, Any], *, masked: bool = False) -> list[Change]:
    """Return what changed between two sets of clean answers, in the order of the form.

    Rows are matched by the column that must be unique, else by their place.
    """
    found: list[Change] = []
    for one in form.fields.values():
        before, after = old.get(one.key), new.get(one.key)
        if before == after:
            continue
        if one.columns:
            found += _row_changes(one, before or [], after or [], masked=masked)
        else:
            found += _change(one.key, one.title, one, before, after, masked=masked)
    return found


def _change(path: str, label: str, one: Field, before: Any, after: Any, *, masked: bool) -> list[Change]:
    if before == after:
        return []
    kind: Literal["added", "removed", "changed"] = (
        "added" if is_empty(before) else "removed" if is_empty(after) else "changed"
    )
    words = [_in_full(one, value, masked=masked) for value in (before, after)]
    return [Change(path, label, kind, *words)]


def _in_full(one: Field, value: Any, *, masked: bool) -> str:
    # Two different files are both "one file": their digests tell them apart.
    if one.type == "file":
        return "、".join(digest[:12] for digest in value or ())
    return in_words(one, value, masked=masked)


def _row_changes(one: Field, before: Sequence[Any], after: Sequence[Any], *, masked: bool) -> list[Change]:
    rule = one.rule("unique")
    column = rule.args["column"] if rule else ""

    def name(place: int, row: Mapping[str, Any]) -> str:
        return str(row.get(column) or f"#{place}") if column else f"#{place}"

    olds = {name(place, row): row for place, row in enumerate(before)}
    news = {name(place, row): (place, row) for place, row in enumerate(after)}
    found: list[Change] = []
    for key, (place, row) in news.items():
        old = olds.pop(key, {})
        for cell in one.columns:
            label = f"{one.title} {place + 1} · {cell.title}"
            path = f"{one.key}.{place}.{cell.key}"
            found += _change(path, label, cell, old.get(cell.key), row.get(cell.key), masked=masked)
    for row in olds.values():
        words = "，".join(filter(None, (in_words(cell, row.get(cell.key), masked=masked) for cell in one.columns)))
        found.append(Change(one.key, one.title, "removed", words, ""))
    return found
