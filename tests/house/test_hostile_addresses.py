"""Whatever somebody writes into an address, no page breaks; and no page of a session lies in a cache."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.house.test_pages import CLOSED_OUTSIDE, PAGES

# Wagtail's editor sets styles in its HTML (docs/security.md); scripts come from files there too.
OF_THE_EDITOR = ("wagtailadmin_", "publishing_materials:")
HOUSE = Path(__file__).parents[2] / "src" / "huizheng"
ASKED = re.compile(r"""GET(?:\.get\(|\.getlist\(|\[)["'](\w+)["']""")
# Every name of a parameter that any page reads.
PARAMETERS = sorted({name for path in HOUSE.rglob("*.py") for name in ASKED.findall(path.read_text())} | {"before"})
HOSTILE = (
    "9" * 30,
    "9" * 5000,
    "-1",
    "²",
    "2026-02-30",
    "9999-12-31_" + "9" * 30,
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "%(name)s{0}%s",
    "\u202e\ud7ff\U0010ffff",
    "//evil.example",
)


def signed_in() -> Client:
    client = Client()
    if settings.ZONE == "inner":
        from huizheng.inner.organs.api import Duty
        from huizheng.inner.organs.testing import given_official

        client.force_login(given_official("340102-data-resources", *Duty))
    else:
        from huizheng.outer.accounts.testing import given_account

        client.force_login(given_account())
    return client


@pytest.mark.django_db
class TestAPageForSomebodySignedIn:
    def test_does_not_break_whatever_is_asked(self) -> None:
        client, broken = signed_in(), []
        for name, arguments in PAGES.items():
            where = reverse(name, kwargs=arguments)
            for text in HOSTILE:
                answer: Any = client.get(where, dict.fromkeys(PARAMETERS, text))
                if answer.status_code >= 500:
                    broken.append(f"{name}: {text[:20]}")
                if answer.status_code == 302 and "evil.example" in answer["Location"]:
                    assert not answer["Location"].startswith("//evil"), f"{name} leads out"
                assert b"<script>alert(1)" not in b"".join(answer), f"{name} repeats a script"
        assert broken == []

    def test_stays_in_no_cache_and_runs_nothing_foreign(self) -> None:
        client = signed_in()
        for name, arguments in PAGES.items():
            answer = client.get(reverse(name, kwargs=arguments))
            if answer.status_code == 200:
                kept = answer.get("Cache-Control", "")
                is_the_same_for_all = kept.startswith("public") and not name.startswith(CLOSED_OUTSIDE)
                assert "no-store" in kept or is_the_same_for_all, f"{name} may lie in a cache"
            policy = answer.get("Content-Security-Policy", "")
            assert "default-src" in policy, f"{name} has no policy"
            if name.startswith(OF_THE_EDITOR):
                policy = policy.replace("style-src 'self' 'unsafe-inline'", "")
            assert "unsafe" not in policy, f"{name} lets inline code run"


def test_a_null_character_is_refused_before_the_database_sees_it(client: Client) -> None:
    assert client.get("/?q=%00").status_code == 400
    assert client.get("/%00/").status_code == 400
