"""A longer list asks no more questions of the database than a short one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huizheng.outer.applications import testing

pytestmark = pytest.mark.django_db


def test_my_applications_cost_the_same_however_many(client: Client) -> None:
    _, party = testing.given_submitted()
    client.force_login(party.account)
    client.get("/applications/")
    with CaptureQueriesContext(connection) as short:
        client.get("/applications/")
    for _ in range(4):
        testing.given_submitted(party=party)
    with CaptureQueriesContext(connection) as long:
        shown = client.get("/applications/").content.decode()
    assert shown.count("/applications/") > 5
    assert len(long) <= len(short) <= 12
