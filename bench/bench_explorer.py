"""The list of manuscripts and the reviews that wait, with 100,000 pages on 171 sites.

Three people ask: a writer of one city, a reviewer of one city, and the province's administrator of all sites. The
baseline in the same run is one manuscript by its number.
"""

from __future__ import annotations

import logging
import os
import random
import statistics
from functools import partial

from bench.bench_todo import ROUNDS, figure, p95, times
from bench.database import database_for

PAGES = int(os.environ.get("BENCH_PAGES", "100000"))

# One page in fifty is under way; of those every state has its share.
MANUSCRIPTS = """
INSERT INTO publishing_manuscript (
    number, key, site, "column", kind, title, organ_id, owner_id, chain, state, version, author, moved_by, moved_at,
    created_at, withdrawn_how, withdrawn_reason, withdrawn_to, after_check_due, after_checked_by, is_demonstration)
SELECT 100000 + n, gen_random_uuid(), site.slug, 'news/government', 'article', '第' || n || '条政务信息：办事更方便',
    site.organ_id, site.organ_id, 'three',
    CASE WHEN n %% 50 <> 0 THEN 'draft'
        ELSE (ARRAY['draft', 'first', 'second', 'final', 'approved'])[1 + (n / 50) %% 5] END,
    0, 'official:' || (900000 + n %% 300), 'system:system', now() - n * interval '7 minutes',
    now() - n * interval '7 minutes', '', '', '', false, '', true
FROM generate_series(1, %(pages)s) AS n
JOIN (SELECT slug, organ_id, row_number() OVER (ORDER BY slug) - 1 AS place FROM sites_site) AS site
    ON site.place = n %% (SELECT count(*) FROM sites_site)
"""
EDITIONS = """
INSERT INTO publishing_edition (manuscript_id, version, document, sm3, bundle_id, released_at, released_by)
SELECT number, 1, jsonb_build_object('title', title), repeat('0', 64), %(bundle)s, moved_at, 'system:system'
FROM publishing_manuscript WHERE (number - 100000) %% 50 <> 0
"""
CURRENT = """
UPDATE publishing_manuscript m SET state = 'released', version = 1, current_id = e.id
FROM publishing_edition e WHERE e.manuscript_id = m.number
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

    from huizheng.inner.organs.api import Duty
    from huizheng.inner.organs.testing import given_official
    from huizheng.inner.publishing.models import Bundle, Manuscript
    from huizheng.inner.publishing.testing import NOON
    from huizheng.inner.sites.testing import HEFEI, given_sites

    call_command("migrate", verbosity=0)
    given_sites()
    bundle = Bundle.objects.create(
        key="00000000-0000-4000-8000-000000000000",
        site="all",
        size=PAGES,
        released_at=NOON,
        released_by="system:system",
    )
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(MANUSCRIPTS, {"pages": PAGES})
        cursor.execute(EDITIONS, {"bundle": bundle.pk})
        cursor.execute(CURRENT)
        cursor.execute("VACUUM ANALYZE publishing_manuscript")
    people = {
        "a writer of one city": given_official(HEFEI, Duty.PUBLISH_WRITE),
        "a reviewer of one city": given_official(HEFEI, Duty.PUBLISH_REVIEW, Duty.PUBLISH_RELEASE),
        "the administrator of all sites": given_official(
            "340000-general-office", Duty.SITE_ADMIN, Duty.PUBLISH_RELEASE
        ),
    }
    numbers = [100_000 + random.randrange(1, PAGES) for _ in range(ROUNDS)]
    base = p95(lambda i: Manuscript.objects.filter(pk=numbers[i]).first())
    baseline = "one manuscript by its number, p95"
    figure(baseline, base, base, baseline=baseline)
    asked = {
        "list": "/publishing/",
        "list of one site and state": "/publishing/?site=hefei&state=released",
        "search by title": "/publishing/?q=99",
        "waiting": "/publishing/waiting/",
        "desk": "/",
    }
    for who, person in people.items():
        client = Client()
        client.force_login(person)
        for name, where in asked.items():
            if client.get(where).status_code != 200:
                raise SystemExit(f"{where} does not open")
            taken = statistics.quantiles(times(partial(_open, client, where)), n=20)[-1]
            figure(f"{name}, whole page, {who}, p95", taken, base, wanted="≤ 500 ms", baseline=baseline)


def _open(client: object, where: str, _: int) -> None:
    client.get(where)


if __name__ == "__main__":
    main()
