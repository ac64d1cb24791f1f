from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from huizheng.commons.telemetry.models import Failure
from huizheng.commons.telemetry.request_id import current_request_id

if TYPE_CHECKING:
    import datetime as dt

_COUNT = """
INSERT INTO telemetry_failure (source, summary, detail, request_id, happened_at, times)
VALUES (%s, %s, %s, %s, %s, 1)
ON CONFLICT (source, summary) WHERE settled_at IS NULL
DO UPDATE SET times = telemetry_failure.times + 1, happened_at = EXCLUDED.happened_at,
    detail = EXCLUDED.detail, request_id = EXCLUDED.request_id
"""


def record_failure(*, source: str, summary: str, at: dt.datetime, detail: str = "") -> None:
    """This function will show a background failure to the operator; the same open failure is counted, not repeated."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [source[:80], summary[:400], detail, current_request_id() or "", at])


def settle_failure(failure: Failure, *, at: dt.datetime) -> None:
    """This function will take a failure off the operator's open list."""
    Failure.objects.filter(pk=failure.pk, settled_at__isnull=True).update(settled_at=at)
