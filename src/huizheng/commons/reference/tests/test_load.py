from __future__ import annotations

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huizheng.commons.reference.api import load_reference, organ
from huizheng.commons.reference.models import FixtureLoad, Organ


@pytest.mark.django_db
class TestLoad:
    def test_takes_less_than_two_seconds_and_no_time_again(self) -> None:
        said: list[str] = []
        started = time.process_time()
        assert load_reference(said.append) is True
        assert time.process_time() - started < 2
        assert len(said) == 3

        with CaptureQueriesContext(connection) as asked:
            assert load_reference() is False
        assert len(asked) == 1

    def test_of_a_new_edition_mends_rows_and_keeps_them(self) -> None:
        load_reference()
        count = Organ.objects.count()
        Organ.objects.filter(key="340102-health").update(name="改错了的名称")
        FixtureLoad.objects.update(digest="an older edition")

        assert load_reference() is True
        assert organ("340102-health").name == "合肥市瑶海区卫生健康委员会"
        assert Organ.objects.count() == count
