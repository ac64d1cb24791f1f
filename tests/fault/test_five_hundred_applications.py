"""Five hundred applications are filed and answered while parts of the running product are killed at random.

Every application exists once in both zones, none is lost, and what the applicant reads is what the office decided.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import psycopg
import pytest

from tests.product.instance import Product, new_product

pytestmark = pytest.mark.fault

APPLICATIONS = 500
VICTIMS = ("outer-gate", "inner-gate", "postgres", "nats", "outer-worker", "inner-worker")
KILLS = 14
# For a busy machine; the officials give up a little sooner and say how far they came.
PATIENCE = 330
ROBOTS = Path(__file__).parent / "robots"


def test_each_is_answered_exactly_once_whatever_is_killed() -> None:
    product = new_product()
    robots: list[subprocess.Popen[str]] = []
    product.start()
    try:
        until(lambda: one(product, "outer", "SELECT count(*) FROM guides_service") == 169, seconds=60, what="services")
        robots += [robot(product, "outer", "applicants.py"), robot(product, "inner", "officials.py")]
        applicants, officials = robots
        killed = kill_at_random(product, applicants, officials)
        numbers = json.loads(finished(applicants, product))
        assert int(finished(officials, product)) == APPLICATIONS, product.logs()
        assert sum(killed.values()) >= KILLS
        assert len(set(numbers)) == APPLICATIONS
        # The last to be killed may have been the database: what follows is asked once it is back.
        until(lambda: one(product, "inner", "SELECT 1") == 1, seconds=60, what="the database")

        inside = dict(rows(product, "inner", "SELECT number, state FROM casework_case"))
        assert sorted(inside) == sorted(numbers)
        until(lambda: unanswered(product) == 0, seconds=120, what=f"answers outside\n{product.logs()}")
        until(lambda: told(product) == expected(inside), seconds=60, what="every act told")

        seen = dict(rows(product, "outer", "SELECT case_number, state FROM applications_application"))
        assert sorted(seen) == sorted(numbers)
        wrong = {
            number: (inside[number], seen[number])
            for number in numbers
            if seen[number] != {"refused_acceptance": "not_accepted", "concluded": "granted"}[inside[number]]
        }
        assert wrong == {}
        assert one(product, "inner", "SELECT count(*) FROM gate_deadletter") == 0
    finally:
        for each in robots:
            each.kill()
            each.communicate()
        product.stop()
        shutil.rmtree(product.var.parent, ignore_errors=True)


def expected(inside: dict[str, str]) -> dict[str, int]:
    """Return how often the applicants must have been told of each outcome: once a case."""
    outcomes = Counter(inside.values())
    return {"refused_acceptance": outcomes["refused_acceptance"], "granted": outcomes["concluded"]}


def told(product: Product) -> dict[str, int]:
    """Return of how many cases the applicants read each outcome; a case told twice would be missing one elsewhere."""
    found = rows(
        product,
        "outer",
        "SELECT act, count(DISTINCT (application_id, at)) FROM applications_timelineentry "
        "WHERE act IN ('refused_acceptance', 'granted') GROUP BY act",
    )
    return {str(act): int(count) for act, count in found}


def kill_at_random(product: Product, *robots: subprocess.Popen[str]) -> Counter[str]:
    """Kill a part every second or two while the robots work; the supervisor brings it back."""
    dice = random.Random(20261124)
    killed: Counter[str] = Counter()
    deadline = time.monotonic() + 150
    while time.monotonic() < deadline and (sum(killed.values()) < KILLS or any(each.poll() is None for each in robots)):
        victim = dice.choice(VICTIMS)
        if pid := product.part_pids().get(victim):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                killed[victim] += 1
        time.sleep(dice.uniform(1.5, 4.0))
    return killed


def robot(product: Product, zone: str, script: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(ROBOTS / script), str(APPLICATIONS)],
        env={**product.environment, "DJANGO_SETTINGS_MODULE": f"huizheng.config.settings.{zone}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finished(process: subprocess.Popen[str], product: Product) -> str:
    output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, output[-3000:] + product.logs()
    return output.strip().splitlines()[-1]


def unanswered(product: Product) -> int:
    return one(
        product, "outer", "SELECT count(*) FROM applications_application WHERE state NOT IN ('granted', 'not_accepted')"
    )


def rows(product: Product, zone: str, query: str) -> list[tuple]:
    password = (product.var / "secrets" / zone / "database.password").read_text().strip()
    port = 20000 + (product.port * 4) % 12000
    with psycopg.connect(
        host="127.0.0.1",
        port=port,
        dbname=f"huizheng_{zone}",
        user=f"huizheng_{zone}",
        password=password,
    ) as connection:
        return connection.execute(query).fetchall()


def one(product: Product, zone: str, query: str) -> int:
    return int(rows(product, zone, query)[0][0])


def until(holds, *, seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(psycopg.OperationalError):
            if holds():
                return
        time.sleep(0.5)
    raise AssertionError(f"waited {seconds:.0f} s in vain for {what}")
