"""The to-do list of an official with grants to three organs, in a database of 1,000,000 cases.

Prints JSON lines: the page's queries, the whole page through Django's test client, its counts, and a deep page. The
baseline in the same run is a lookup of one case by its primary key: what the database needs to answer anything at all.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import random
import statistics
import time
from collections.abc import Callable

from bench.database import database_for

CASES = int(os.environ.get("BENCH_CASES", "1000000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "60"))
ORGANS = ("340102-market-regulation", "340103-market-regulation", "340104-market-regulation")
TODAY = dt.date(2026, 3, 10)

# Three organs of the official hold 5 % of the cases, as a busy district would; the rest lies in 300 others. One case in
# eight is open, and of the open ones one in fifty is claimed by the official.
FILL = """
INSERT INTO casework_case (
    number, application_id, item_slug, item_name, release_version, division_code, filed_organ_key, organ_key,
    organ_keys,
    applicant_kind, applicant_name, applicant_certificate, channel_code, state, step_index, step_key, step_name,
    version, submitted_at, registered_at, received_on, accepted_on, deemed_accepted, extending_organ, waiting_organ,
    waiting_duty,
    due_on, warn_on, promised_due_on, statutory_due_on, claimed_by_id, claimed_at
)
SELECT
    '34' || lpad(n::text, 17, '0'), gen_random_uuid(), 'item-' || (n %% 169), '事项' || (n %% 169), 1, '340102', organ,
    organ,
    ARRAY[organ], 'person', '申请人' || (n %% 50021), '3401**********0011', 'web',
    CASE WHEN NOT open THEN 'delivered' WHEN n %% 3 = 0 THEN 'received' ELSE 'in_step' END,
    1, 'review', '审核', 1, moment, moment, moment::date, moment::date, false, '',
    CASE WHEN open THEN organ ELSE '' END,
    CASE WHEN NOT open THEN '' WHEN n %% 3 = 0 THEN 'case_accept' WHEN n %% 3 = 1 THEN 'case_review'
        ELSE 'case_approve' END,
    day, day - 3, day, day + 15,
    CASE WHEN open AND n %% 400 = 0 THEN %(official)s END, CASE WHEN open AND n %% 400 = 0 THEN moment END
FROM (
    SELECT n, n %% 8 = 0 AS open,
        CASE WHEN n %% 20 = 0 THEN (%(organs)s::text[])[1 + (n / 20) %% 3] ELSE 'organ-' || (n %% 300) END AS organ,
        timestamptz '2026-03-01 09:00+08' - (n %% 700) * interval '1 day' AS moment,
        date '2026-03-10' + ((n::bigint * 7919) %% 60)::int - 20 AS day
    FROM generate_series(%(first)s, %(last)s) AS n
) AS made
"""


def main() -> None:
    with database_for("test_inner"):
        measure()


def measure() -> None:
    import django

    django.setup()
    logging.disable(logging.INFO)
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.utils import timezone

    from huizheng.inner.casework.api import Sieve, search_cases, staff_of, todo_count, todo_page
    from huizheng.inner.casework.models import Case
    from huizheng.inner.organs.api import Duty
    from huizheng.inner.organs.testing import given_official

    call_command("migrate", verbosity=0)
    duties = (Duty.CASE_ACCEPT, Duty.CASE_REVIEW, Duty.CASE_APPROVE, Duty.CASE_DELIVER)
    official = given_official(ORGANS[0], *duties)
    grant_elsewhere(official, duties)
    fill(official.pk)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM ANALYZE casework_case")
    at = timezone.now()
    staff = staff_of(official, at=at)
    ids = [random.randrange(1, CASES) for _ in range(ROUNDS)]
    base = p95(lambda i: Case.objects.filter(pk=ids[i]).first())
    figure("one case by its key, p95", base, base)

    page = todo_page(staff)
    cursors = [page.next]
    for _ in range(9):
        page = todo_page(staff, after=page.next)
        cursors.append(page.next)
    figure("to-do list, first page, p95", p95(lambda _: todo_page(staff)), base, wanted="≤ 100 ms")
    figure("to-do list, page eleven by keyset, p95", p95(lambda _: todo_page(staff, after=cursors[-1])), base)
    figure("to-do list, one item only, p95", p95(lambda _: todo_page(staff, sieve=Sieve(item="item-40"))), base)
    figure("to-do list, mine only, p95", p95(lambda _: todo_page(staff, sieve=Sieve(whose="mine"))), base)
    figure("capped count of the to-do list, p95", p95(lambda _: todo_count(staff)), base)
    figure("capped count of the overdue, p95", p95(lambda _: todo_count(staff, sieve=Sieve(due_before=TODAY))), base)
    figure("search by applicant, p95", p95(lambda i: search_cases(staff, f"申请人{ids[i] % 50021}")), base)
    client = Client()
    client.force_login(official)
    if client.get("/cases/").status_code != 200:
        raise SystemExit("the page of the to-do list does not open")
    page_times = times(lambda _: client.get("/cases/"))
    figure("to-do list, whole page, median", statistics.median(page_times), base)
    figure("to-do list, whole page, p95", statistics.quantiles(page_times, n=20)[-1], base, wanted="≤ 100 ms")


def grant_elsewhere(official: object, duties: tuple) -> None:
    from huizheng.inner.organs.api import appoint
    from huizheng.inner.organs.testing import LONG_AGO, given_post
    from huizheng.lib.actors import SYSTEM

    for organ in ORGANS[1:]:
        appoint(
            official=official,
            post=given_post(organ, *duties),
            valid_from=LONG_AGO,
            valid_until=None,
            by=SYSTEM,
            at=LONG_AGO,
        )


def fill(official: int) -> None:
    from django.db import connection

    step = 100_000
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for first in range(1, CASES + 1, step):
            values = {
                "official": official,
                "organs": list(ORGANS),
                "first": first,
                "last": min(first + step - 1, CASES),
            }
            cursor.execute(FILL, values)


def times(ask: Callable[[int], object]) -> list[float]:
    taken = []
    for i in range(ROUNDS):
        start = time.perf_counter()
        ask(i)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def p95(ask: Callable[[int], object]) -> float:
    return statistics.quantiles(times(ask), n=20)[-1]


def figure(
    name: str, value: float, base: float, *, wanted: str = "", baseline: str = "one case by its key, p95"
) -> None:
    row = {
        "name": name,
        "value": round(value, 2),
        "unit": "ms",
        "baseline": baseline,
        "baseline_value": round(base, 2),
        "ratio": round(value / base, 1),
    }
    print(json.dumps(row | ({"wanted": wanted} if wanted else {}), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
