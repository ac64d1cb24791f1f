"""What ``/healthz`` says of the index of services."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from huizheng.gate.actions.applying import apply_some
from huizheng.gate.actions.receiving import receive
from huizheng.gate.testing import wire
from huizheng.outer.guides.testing import released_message, sample_document

pytestmark = pytest.mark.django_db


def test_a_release_that_has_come_and_cannot_be_found_yet_is_the_index_lag(client: Client) -> None:
    came = timezone.now() - dt.timedelta(minutes=2)
    receive([wire(released_message(sample_document()), seq=1, prev="0" * 64, at=came)], at=came)

    said = client.get("/healthz").json()
    assert said["checks"]["guides"]["waiting"] == 1
    assert said["lag"]["index"] == pytest.approx(120, abs=30)
    entries = said["checks"]["guides"]["entries"]

    apply_some(at=timezone.now())

    said = client.get("/healthz").json()
    assert said["lag"]["index"] == 0.0
    assert said["checks"]["guides"]["entries"] == entries + 1
    assert said["checks"]["guides"]["waiting"] == 0


def test_lag_of_the_gate_stands_beside_it(client: Client) -> None:
    said = client.get("/healthz").json()

    assert set(said["lag"]) == {"gate", "index"}
    assert said["lag"]["gate"] == said["checks"]["gate"]["lag_seconds"]
