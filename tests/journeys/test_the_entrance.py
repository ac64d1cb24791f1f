"""The public entrance as a visitor meets it: home, hall, guide, old words, English, large text, without scripts."""

from __future__ import annotations

import pytest

from tests.journeys.people import Bring

pytestmark = pytest.mark.journey


def test_a_visitor_finds_a_service_in_one_search(person: Bring, width: int) -> None:
    visitor = person("visitor", width=width)
    visitor.goes_to("/").sees("全部栏目").shows("home", full=False)
    visitor.goes_to("/service/").sees("办事，从这里开始").shows("hall", full=width > 1000)
    visitor.page.locator("#home-search").fill("计划生育")
    visitor.page.locator("#home-search").press("Enter")
    visitor.page.wait_for_load_state("load")
    visitor.looks().sees("生育登记")
    visitor.goes_to("/services/individual-registration/").sees("要准备什么材料").shows("guide")
    visitor.page.get_by_role("link", name="开始办理").first.click()
    visitor.page.wait_for_load_state("load")
    visitor.looks().sees("密码")


def test_english_pages_are_english(person: Bring, width: int) -> None:
    visitor = person("visitor", width=width, english=True)
    visitor.goes_to("/services/foreigner-work-permit/")
    assert "Work permit" in visitor.page.inner_text("h1") or "work permit" in visitor.page.inner_text("h1")
    visitor.goes_to("/services/").goes_to("/")


def test_large_text_is_kept_from_page_to_page(person: Bring) -> None:
    visitor = person("elder", width=390)
    visitor.goes_to("/")
    visitor.page.get_by_role("button", name="长者版").first.click()
    visitor.page.wait_for_load_state("load")
    visitor.looks().goes_to("/services/")
    size = visitor.page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    assert size > 16


def test_the_hall_works_without_scripts(person: Bring) -> None:
    visitor = person("visitor", script=False)
    visitor.page.goto("/services/?q=开店")
    assert visitor.page.locator("main a[href^='/services/']").count() > 0
