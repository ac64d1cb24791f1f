"""How a question reaches the database: a statement that the server has planned before, and rows as they come.

Django binds values into the text on our side, so every question is planned anew; these few, asked with every page, are
prepared once a connection. Rows come in the database's own form: to read a moment from text costs more than the rest of
its row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import psycopg
from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Sequence


# Without a threshold, as Django opens its connections, even what asks to be prepared is not; Django's own statements
# carry their values and would only crowd ours out.
_NEVER_BY_ITSELF: Final = 2**31


class _Prepared(psycopg.Cursor[Any]):
    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        return super().execute(query, params, **{"prepare": True, **options})


def ask(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a statement, which tests count like any other."""
    connection.ensure_connection()
    session: psycopg.Connection[Any] = connection.connection
    if session.prepare_threshold is None:
        session.prepare_threshold = _NEVER_BY_ITSELF
    cursor: Any = _Prepared(session)
    cursor.format = psycopg.pq.Format.BINARY
    logged = connection.make_debug_cursor(cursor) if connection.queries_logged else connection.make_cursor(cursor)
    with logged:
        logged.execute(statement, values)
        rows: list[tuple[Any, ...]] = logged.fetchall()
    return rows
