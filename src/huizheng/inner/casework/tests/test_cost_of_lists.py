"""A longer list asks no more questions of the database than a short one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huizheng.inner.casework.testing import ALL_DUTIES, ORGAN, received_case
from huizheng.inner.items.testing import given_release
from huizheng.inner.organs.testing import given_official

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["/cases/", "/cases/search/?q=江", "/cases/export.csv"])
def test_a_list_costs_the_same_however_long(client: Client, page: str) -> None:
    client.force_login(given_official(ORGAN, *ALL_DUTIES))
    given_release("individual-registration")
    for _ in range(2):
        received_case()
    b"".join(client.get(page))
    with CaptureQueriesContext(connection) as short:
        b"".join(client.get(page))
    for _ in range(6):
        received_case()
    with CaptureQueriesContext(connection) as long:
        shown = b"".join(client.get(page)).decode()
    assert shown.count("3401022") >= 8 or "/search/" in page
    assert len(long) <= len(short)
    assert len(short) <= 20
