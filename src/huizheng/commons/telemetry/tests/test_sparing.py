from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from huizheng.commons.telemetry.api import failures, one_by_one

pytestmark = pytest.mark.django_db
NIGHT = dt.datetime(2026, 3, 2, 1, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_what_fails_for_one_stops_no_other_and_is_shown_without_its_text() -> None:
    done: list[int] = []

    def act(number: int) -> None:
        if number == 2:
            raise ValueError("张三的申请")
        done.append(number)

    assert one_by_one([1, 2, 3], act, source="room.nightly", name="case {}".format, at=NIGHT) == 2
    assert done == [1, 3]
    [failure] = failures()
    assert (failure.source, failure.summary) == ("room.nightly", "case 2: ValueError")
    assert "test_sparing" in failure.detail
    assert "张三" not in failure.detail


def test_an_act_that_says_it_did_nothing_is_not_counted() -> None:
    assert one_by_one([1, 2, 3], lambda number: number > 1, source="room.nightly", name=str, at=NIGHT) == 2
    assert not failures()
