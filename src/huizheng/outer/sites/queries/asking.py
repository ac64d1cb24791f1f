"""How a question reaches the database: a statement that the server has planned before, and rows as they come.

Django binds values into the text on our side, so every question is planned anew; these few, asked with every page, are
prepared once a connection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Sequence


class _Prepared(psycopg.Cursor[Any]):
    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        return super().execute(query, params, **{"prepare": True, **options})


def ask(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a statement, which tests count like any other."""
    connection.ensure_connection()
    cursor: Any = _Prepared(connection.connection)
    logged = connection.make_debug_cursor(cursor) if connection.queries_logged else connection.make_cursor(cursor)
    with logged:
        logged.execute(statement, values)
        rows: list[tuple[Any, ...]] = logged.fetchall()
    return rows
