"""The to-do list: one lateral walk over the official's desks, in the order of due days.

A desk is an (organ, duty) pair of the official's grants. For each desk the partial index ``case_todo`` already lies in
the order of the list, so a page reads a handful of rows a desk whatever the size of the table.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import connection

from huizheng.inner.casework.models import Case
from huizheng.inner.casework.policies import DUTIES

if TYPE_CHECKING:
    from huizheng.inner.casework.policies import Staff

PAGE = 50
CAP = 1000


@dataclass(frozen=True)
class Sieve:
    """What the official has chosen to see of the list."""

    state: str = ""
    item: str = ""
    whose: str = ""  # "", "mine" or "unclaimed"
    due_before: dt.date | None = None
    due_from: dt.date | None = None

    def overdue(self, today: dt.date) -> Sieve:
        return replace(self, due_before=today)


@dataclass(frozen=True)
class Cursor:
    """The last row of a page."""

    due_on: dt.date
    id: int


@dataclass(frozen=True)
class Page:
    """One page of the list, and where the next begins."""

    cases: list[Case]
    next: Cursor | None


@dataclass(frozen=True)
class Tally:
    """A count that stops at the cap: people need "999+", not the exact number."""

    n: int

    @property
    def words(self) -> str:
        return f"{CAP - 1}+" if self.n >= CAP else str(self.n)


_WALK = """
SELECT {columns} FROM unnest(%s::text[], %s::text[]) AS desk(organ, duty)
CROSS JOIN LATERAL (
    SELECT id, due_on FROM casework_case
    WHERE waiting_organ = desk.organ AND waiting_duty = desk.duty AND waiting_duty <> '' {conditions}
    ORDER BY due_on, id LIMIT %s
) AS found
"""

# What an official has claimed is few: it is read by the claim, and held to the desks afterwards.
_MINE = """
SELECT {columns} FROM (
    SELECT id, due_on FROM casework_case
    WHERE claimed_by_id = %s AND waiting_duty <> '' {conditions}
        AND (waiting_organ, waiting_duty) IN (SELECT * FROM unnest(%s::text[], %s::text[]))
    {order} LIMIT %s
) AS found
"""
# From each item to the next by its index: as many steps as there are items, however many cases wait.
_ITEMS = """
WITH RECURSIVE step(organ, duty, slug) AS (
    SELECT desk.organ, desk.duty, (
        SELECT min(item_slug) FROM casework_case
        WHERE waiting_organ = desk.organ AND waiting_duty = desk.duty AND waiting_duty <> '')
    FROM unnest(%s::text[], %s::text[]) AS desk(organ, duty)
    UNION ALL
    SELECT step.organ, step.duty, (
        SELECT min(item_slug) FROM casework_case
        WHERE waiting_organ = step.organ AND waiting_duty = step.duty AND waiting_duty <> ''
            AND item_slug > step.slug)
    FROM step WHERE step.slug IS NOT NULL
)
SELECT DISTINCT step.slug, work.item_name FROM step
CROSS JOIN LATERAL (
    SELECT item_name FROM casework_case
    WHERE waiting_organ = step.organ AND waiting_duty = step.duty AND waiting_duty <> '' AND item_slug = step.slug
    LIMIT 1
) AS work
ORDER BY work.item_name
"""


def todo_page(staff: Staff, *, sieve: Sieve = Sieve(), after: Cursor | None = None, size: int = PAGE) -> Page:
    """Return the cases that wait for one of the official's duties, the most urgent first."""
    walk, values = _walk(staff, sieve, after=after, limit=size + 1)
    with connection.cursor() as cursor:
        cursor.execute(f"{walk} ORDER BY found.due_on, found.id LIMIT %s", [*values, size + 1])
        ids = [row[0] for row in cursor.fetchall()]
    shown = Case.objects.of_organs(staff.organ_keys).select_related("claimed_by").in_bulk(ids[:size])
    cases = [shown[pk] for pk in ids[:size] if pk in shown]
    last = cases[-1] if cases and len(ids) > size else None
    return Page(cases=cases, next=Cursor(last.due_on, last.pk) if last is not None and last.due_on else None)


def todo_count(staff: Staff, *, sieve: Sieve = Sieve()) -> Tally:
    """Return how many such cases there are, up to the cap."""
    walk, values = _walk(staff, sieve, after=None, limit=CAP, ordered=False)
    with connection.cursor() as cursor:
        # Only constants are put together here; every value is a parameter.
        cursor.execute(f"SELECT count(*) FROM ({walk} LIMIT %s) AS counted", [*values, CAP])  # noqa: S608
        row = cursor.fetchone()
    return Tally(int(row[0]) if row else 0)


def todo_items(staff: Staff) -> list[tuple[str, str]]:
    """Return the items that occur in the list, for the filter: slug and name, read from the index alone."""
    with connection.cursor() as cursor:
        cursor.execute(_ITEMS, _desks(staff))
        return [(slug, name) for slug, name in cursor.fetchall()]


def _desks(staff: Staff) -> tuple[list[str], list[str]]:
    pairs = sorted(pair for pair in staff.grants if pair[1] in DUTIES)
    return [organ for organ, _ in pairs], [duty for _, duty in pairs]


def _walk(
    staff: Staff, sieve: Sieve, *, after: Cursor | None, limit: int, ordered: bool = True
) -> tuple[str, list[Any]]:
    """Return the statement of the list up to its order, and its values.

    The desks lie in order already; what is claimed has to be put in order, which a count can do without.
    """
    conditions, values = _conditions(sieve)
    if after is not None:
        conditions += " AND (due_on, id) > (%s, %s)"
        values += [after.due_on, after.id]
    if sieve.whose == "mine":
        order = "ORDER BY due_on, id" if ordered else ""
        statement = _MINE.format(columns="found.id", conditions=conditions, order=order)
        return statement, [staff.official_id, *values, *_desks(staff), limit]
    return _WALK.format(columns="found.id", conditions=conditions), [*_desks(staff), *values, limit]


def _conditions(sieve: Sieve) -> tuple[str, list[Any]]:
    clauses: list[tuple[str, Any]] = []
    if sieve.state:
        clauses.append(("state = %s", sieve.state))
    if sieve.item:
        clauses.append(("item_slug = %s", sieve.item))
    if sieve.due_before is not None:
        clauses.append(("due_on < %s", sieve.due_before))
    if sieve.due_from is not None:
        clauses.append(("due_on >= %s", sieve.due_from))
    text = "".join(f" AND {clause}" for clause, _ in clauses)
    if sieve.whose == "unclaimed":
        text += " AND claimed_by_id IS NULL"
    return text, [value for _, value in clauses]
