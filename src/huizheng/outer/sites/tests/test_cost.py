"""What a page costs: at most two statements, however many columns, pages and sites there are."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huizheng.outer.sites import testing

pytestmark = pytest.mark.django_db
HOME = [{"section": "headlines", "columns": ["news/government", "news/notices"], "limit": 7, "title": ""}]


@pytest.fixture
def many():
    testing.given_site("anhui", home=HOME)
    for slug in ("hefei", "wuhu"):
        testing.given_site(slug, parent="anhui", kind="city-portal", home=HOME)
    sources = {"news/notices": {"sources": ["children:news/notices"]}}
    testing.given_site("anhui", version=2, home=HOME, differences=sources)
    made = [
        testing.document(site=slug, column=column, published_at=f"2026-02-{day:02d}T09:00:00+08:00")
        for slug in ("anhui", "hefei", "wuhu")
        for column in ("news/government", "news/notices")
        for day in range(1, 15)
    ]
    return testing.release(*made)


@pytest.mark.parametrize("path", ["/", "/news/", "/news/government/", "/news/notices/", "article"])
def test_a_page_is_made_with_two_statements_at_most(client, many, path):
    address = f"/pages/{many[0]}/" if path == "article" else path
    with testing.hearing():
        client.get(address, HTTP_HOST="anhui.localhost:8000")
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address, HTTP_HOST="anhui.localhost:8000")
    assert answer.status_code == 200
    assert len(asked) <= 2, [each["sql"][:80] for each in asked]


def test_a_question_is_planned_once_and_not_with_every_page(client, many):
    """Django opens its connections so that nothing is prepared, whatever a cursor asks for."""
    for _ in range(2):
        client.get("/", HTTP_HOST="anhui.localhost:8000")
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        prepared = [row[0] for row in cursor.fetchall()]
    assert len([each for each in prepared if "WITH want AS" in each]) == 1
    assert not [each for each in prepared if "pg_prepared_statements" in each]


@pytest.mark.parametrize("host", ["evil.example", "anhui.localhost.evil.example", "evil@anhui.localhost"])
def test_a_host_that_is_none_of_ours_is_refused(client, many, host):
    assert client.get("/", HTTP_HOST=host).status_code == 400


def test_a_host_that_only_looks_like_a_site_shows_no_site(client, many):
    assert client.get("/", HTTP_HOST="nowhere.localhost").status_code == 404
