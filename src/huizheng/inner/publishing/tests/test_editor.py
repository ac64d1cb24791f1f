"""Wagtail in the office: an author edits a draft there, and nothing else of it answers."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from huizheng.inner.publishing.testing import given_desk, given_draft

pytestmark = pytest.mark.django_db


def test_the_author_opens_a_draft() -> None:
    desk = given_desk()
    draft = given_draft(desk)
    client = Client()
    client.force_login(desk.writer)
    answer = client.post(reverse("publishing:edit", args=[draft.number]))
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[draft.page_id])
    answer = client.get(answer["Location"])
    assert answer.status_code == 200
