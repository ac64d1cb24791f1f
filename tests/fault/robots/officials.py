"""Answers what arrives inside: refuses most with reasons, and carries every tenth to the licence.

Run inside the inner zone's environment: ``officials.py COUNT``. Ends when COUNT cases are answered.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import django

django.setup()

from django.db import DatabaseError, connection  # noqa: E402 - after set-up
from django.utils import timezone  # noqa: E402

from huizheng.inner.casework.api import AlreadyDone, Case, NotNow, accept, grant, pass_step, refuse_acceptance, staff_of  # noqa: E402
from huizheng.inner.organs.models import Official  # noqa: E402

PATIENCE = 300
EVERY = 10


def persistently(act: Callable[[], object]) -> None:
    """Try again while the database is away; an act that was done before the answer was lost is done."""
    deadline = time.monotonic() + 60
    while True:
        try:
            act()
        except (AlreadyDone, NotNow):
            return
        except (DatabaseError, OSError):
            if time.monotonic() > deadline:
                raise
            connection.close()
            time.sleep(0.2)
        else:
            return


def waiting(state: str) -> list[Case]:
    while True:
        try:
            return list(Case.objects.filter(state=state).order_by("id")[:50])
        except (DatabaseError, OSError):
            connection.close()
            time.sleep(0.2)


def answer(case: Case) -> None:
    now = timezone.now()
    clerk, reviewer, approver = (
        staff_of(Official.objects.get(login_name=login), at=now) for login in ("clerk", "reviewer", "approver")
    )
    if int(case.number[-2]) % EVERY:
        persistently(lambda: refuse_acceptance(case, by=clerk, at=timezone.now(), reasons="不属于登记范围。"))
        return
    persistently(lambda: accept(case, by=clerk, at=timezone.now()))
    persistently(lambda: pass_step(again(case), by=reviewer, at=timezone.now(), opinion="符合条件。"))
    persistently(lambda: grant(again(case), by=approver, at=timezone.now()))


def again(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def main(count: int) -> None:
    answered: set[str] = set()
    deadline = time.monotonic() + PATIENCE
    while len(answered) < count and time.monotonic() < deadline:
        cases = [case for case in waiting("received") if case.number not in answered]
        for case in cases:
            persistently(lambda case=case: answer(case))
            answered.add(case.number)
        if not cases:
            time.sleep(0.1)
    sys.stdout.write(f"{len(answered)}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
