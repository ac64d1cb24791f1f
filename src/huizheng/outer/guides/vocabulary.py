"""The words that the hall's index holds, and in how many services each: kept until another release has come."""

from __future__ import annotations

from typing import Final

from django.db import connection

# A release is named by its digest: other releases, other words.
_MARK: Final = "SELECT count(*), coalesce(sum(hashtext(digest)::bigint), 0) FROM guides_serviceversion"
_WORDS: Final = "SELECT word, ndoc FROM ts_stat('SELECT search FROM guides_service WHERE is_offered')"

_kept: dict[tuple[int, int], dict[str, int]] = {}


def vocabulary() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(_MARK)
        count, sum_of_digests = cursor.fetchone()
        mark = (int(count), int(sum_of_digests))
        found = _kept.get(mark)
        if found is None:
            cursor.execute(_WORDS)
            found = dict(cursor.fetchall())
            _kept.clear()
            _kept[mark] = found
    return found
