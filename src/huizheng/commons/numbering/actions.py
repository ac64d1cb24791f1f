from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction

if TYPE_CHECKING:
    import datetime as dt

_DRAW = """
INSERT INTO numbering_counter (series, scope, last, drawn_at) VALUES (%s, %s, 1, %s)
ON CONFLICT (series, scope) DO UPDATE SET last = numbering_counter.last + 1, drawn_at = EXCLUDED.drawn_at
RETURNING last
"""


def next_number(*, series: str, scope: str, at: dt.datetime) -> int:
    """This function will draw the next number of a series in a scope: 1, 2, 3 …, without a gap.

    The scope's row stays locked until the caller's transaction ends; a rollback gives the number back.
    Draw it as late in the verb as you can: whoever draws in the same scope waits from here to your commit.
    Draw from several scopes in one fixed order. The scope holds whatever the count begins anew for, such as
    ``"340123-market:2026"`` or ``"340123:2026-03-09"``.
    Raises ``TransactionManagementError`` outside a transaction, ``ValueError`` for an empty name or naive ``at``.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(f"a number of {series} must be drawn in the act's transaction")
    if not series or not scope:
        raise ValueError("a number belongs to a named series and scope")
    if at.tzinfo is None:
        raise ValueError("a number is drawn at an aware moment")
    with connection.cursor() as cursor:
        cursor.execute(_DRAW, [series, scope, at])
        return int(cursor.fetchone()[0])
