"""For other rooms' tests: officials with the duties a test needs."""

from __future__ import annotations

import datetime as dt
import itertools

from huizheng.commons.reference.api import Organ
from huizheng.commons.reference.testing import given_places
from huizheng.inner.organs.actions.appointments import appoint
from huizheng.inner.organs.actions.officials import create_official
from huizheng.inner.organs.actions.structure import create_post, create_unit
from huizheng.inner.organs.models import Official, Post, Unit
from huizheng.inner.organs.states import Duty
from huizheng.lib.actors import SYSTEM

LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
PASSWORD = "Correct-Horse-9"  # noqa: S105 - of test officials
_numbers = itertools.count(1)


def given_post(organ_key: str, *duties: Duty) -> Post:
    """Return a new post of an organ with these duties; the organ's places are loaded when they are missing."""
    _given_organ(organ_key)
    unit = Unit.objects.filter(organ=organ_key, name="一科", closed_at__isnull=True).first()
    unit = unit or create_unit(organ_key=organ_key, name="一科", by=SYSTEM, at=LONG_AGO)
    return create_post(unit=unit, name=f"岗位{next(_numbers)}", duties=list(duties), by=SYSTEM, at=LONG_AGO)


def given_official(
    organ_key: str = "340102-market-regulation",
    *duties: Duty,
    login_name: str = "",
    valid_from: dt.datetime = LONG_AGO,
    valid_until: dt.datetime | None = None,
) -> Official:
    """Return a new official of an organ, appointed to a post with these duties when any is named."""
    _given_organ(organ_key)
    number = next(_numbers)
    person = create_official(
        organ_key=organ_key,
        login_name=login_name or f"official{number}",
        display_name=f"测试员{number}",
        password=PASSWORD,
        must_change_password=False,
        by=SYSTEM,
        at=LONG_AGO,
    )
    if duties:
        post = given_post(organ_key, *duties)
        appoint(official=person, post=post, valid_from=valid_from, valid_until=valid_until, by=SYSTEM, at=LONG_AGO)
        person.refresh_from_db()
    return person


def _given_organ(organ_key: str) -> None:
    if not Organ.objects.filter(key=organ_key).exists():
        given_places()
        if not Organ.objects.filter(key=organ_key).exists():
            given_places(organ_key.partition("-")[0])
