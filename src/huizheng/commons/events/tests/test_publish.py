from __future__ import annotations

import dataclasses
import datetime as dt
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector

from huizheng.commons.events.api import Event, publish, subscribe
from huizheng.commons.events.testing import deliver_all


@dataclasses.dataclass(frozen=True)
class KettleBoiled(Event):
    kettle: UUID
    at: dt.datetime
    cups: int


heard: list[KettleBoiled] = []
shared: list[KettleBoiled] = []


@subscribe(KettleBoiled)
def pour(event: KettleBoiled) -> None:
    heard.append(event)


@subscribe(KettleBoiled, when=lambda event: event.cups > 10)
def bring_to_the_hall(event: KettleBoiled) -> None:
    shared.append(event)


@pytest.mark.django_db
class TestPublish:
    def test_reaches_the_subscriber_with_the_same_facts(self) -> None:
        heard.clear()
        event = KettleBoiled(kettle=uuid4(), at=dt.datetime(2026, 3, 1, 9, 30, tzinfo=dt.UTC), cups=3)

        publish(event)
        assert heard == []
        assert deliver_all() == 1

        assert heard == [event]

    def test_asks_a_choosy_subscriber_before_a_job_is_queued(self) -> None:
        shared.clear()
        for cups in (2, 20):
            publish(KettleBoiled(kettle=uuid4(), at=dt.datetime.now(dt.UTC), cups=cups))

        assert deliver_all() == 3  # the cup in the hand twice, the hall once

        assert [event.cups for event in shared] == [20]

    def test_tells_nobody_when_the_act_is_rolled_back(self) -> None:
        heard.clear()
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            publish(KettleBoiled(kettle=uuid4(), at=dt.datetime.now(dt.UTC), cups=1))
            raise ZeroDivisionError

        assert deliver_all() == 0
        assert heard == []


@pytest.mark.django_db
def test_inside_a_worker_too_a_job_belongs_to_the_acts_transaction() -> None:
    elsewhere = InMemoryConnector()  # what a worker has in the place of Django's connection
    with app.replace_connector(elsewhere):
        publish(KettleBoiled(kettle=uuid4(), at=dt.datetime.now(dt.UTC), cups=2))
    assert elsewhere.jobs == {}
    heard.clear()
    assert deliver_all() == 1
    assert [event.cups for event in heard] == [2]


@pytest.mark.django_db(transaction=True)
def test_an_event_without_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        publish(KettleBoiled(kettle=uuid4(), at=dt.datetime.now(dt.UTC), cups=1))
