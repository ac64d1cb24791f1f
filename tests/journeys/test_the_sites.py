"""The sites of every tier as visitors meet them: home, sections, lists, pages; large text, keyboard, no scripts."""

from __future__ import annotations

import pytest

from tests.journeys.people import Bring
from tests.journeys.person import Person

pytestmark = pytest.mark.journey

# One site of each kind, and a column of it that holds news.
SITES = {
    "anhui": "news/government",
    "hefei": "news/government",
    "feixi": "news/government",
    "education": "news/work",
    "sannong": "news",
    "english": "news",
}


def address(visitor: Person, site: str, path: str = "/") -> str:
    return f"http://{site}.localhost:{visitor.product.port}{path}"


@pytest.mark.parametrize("site", SITES)
def test_a_visitor_reads_a_site_from_its_home_page_to_an_article(person: Bring, width: int, site: str) -> None:
    visitor = person("visitor", width=width, english=site == "english")
    visitor.goes_to(address(visitor, site))
    visitor.waits_until_there_is(".hz-sitenav__all, .hz-site--sannong", seconds=60)
    visitor.shows(f"site-{site}", full=False)
    visitor.goes_to(address(visitor, site, f"/{SITES[site]}/"))
    visitor.waits_until_there_is("main a[href^='/pages/']", seconds=60)
    visitor.page.locator("main a[href^='/pages/']").first.click()
    visitor.page.wait_for_load_state("load")
    visitor.looks()
    assert visitor.page.locator("h1").count() == 1
    assert visitor.page.locator("meta[name=ArticleTitle]").count() == 1


def test_the_directory_leads_to_a_county(person: Bring, width: int) -> None:
    visitor = person("visitor", width=width)
    visitor.goes_to(address(visitor, "anhui", "/directory/")).waits_until_there_is(".hz-region", seconds=60)
    visitor.page.get_by_role("link", name="肥西").first.click()
    visitor.page.wait_for_load_state("load")
    visitor.looks()
    assert visitor.page.url.startswith(address(visitor, "feixi"))


def test_all_columns_open_with_the_keyboard_and_close_again(person: Bring) -> None:
    visitor = person("visitor", script=False)
    visitor.page.goto(address(visitor, "hefei"))
    summary = visitor.page.locator(".hz-sitenav__all summary")
    summary.focus()
    summary.press("Enter")
    assert visitor.page.get_by_role("link", name="政府公报").first.is_visible()
    summary.press("Enter")
    assert not visitor.page.locator(".hz-sitenav__sheet").is_visible()


def test_an_elder_reads_large_in_contrast_on_every_page_of_a_site(person: Bring) -> None:
    elder = person("elder", width=390)
    elder.goes_to(address(elder, "hefei"))
    elder.page.get_by_role("button", name="长者版").click()
    elder.page.wait_for_load_state("load")
    elder.looks().goes_to(address(elder, "hefei", "/openness/"))
    assert "hz-contrast" in (elder.page.locator("html").get_attribute("class") or "")
    assert elder.page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") > 16
