"""Everyone can use the sites of every tier: axe in every reading mode and width, and the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.asking import Asker
from tests.journeys.conftest import WIDTHS
from tests.journeys.person import axe
from tests.journeys.test_the_standards import SITES, first_page
from tests.product.instance import Product

pytestmark = pytest.mark.journey

# How each page is looked at: mode, width, and the rules that this mode or width can break; none named are all rules.
# The edition for elders is in high contrast too, so it speaks for high contrast where one look has to do.
_LAYOUT = ("color-contrast", "target-size", "link-in-text-block", "scrollable-region-focusable")
LOOKS = (("standard", "desk", ()), ("standard", "phone", ("target-size",)), ("large", "phone", _LAYOUT))
ON_HOME_PAGES = (("contrast", "desk", _LAYOUT),)
# One site shows every page in every pair of mode and width.
EVERY_PAIR = (*LOOKS, *(("large", "desk", _LAYOUT), ("contrast", "desk", _LAYOUT), ("contrast", "phone", _LAYOUT)))
FULL = "hefei"
# Head and foot are the same on every page of a site; they are looked at on its home page.
_FRAME = (".hz-sitehead", ".hz-sitefoot")


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One reader for all: what every page shares is loaded once."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    yield context
    context.close()


def address(product: Product, site: str, path: str) -> str:
    return f"http://{site}.localhost:{product.port}{path}"


def pages_of(product: Product, site: str) -> list[str]:
    """Return home, column, article, theme, search and catalogue of a site."""
    column, _, themes = SITES[site]
    reader = Asker(product)
    article = first_page(reader, site, column)
    theme = [first_page(reader, site, themes)] if themes else []
    word = "visa" if site == "english" else "通知"
    return ["/", f"/{column}/", article, *theme, f"/search/?q={word}", "/openness/catalogue/"]


@pytest.mark.parametrize("site", SITES)
def test_axe_finds_nothing_in_any_mode_and_width(product: Product, context: BrowserContext, site: str) -> None:
    page, found = context.new_page(), []
    for path in pages_of(product, site):
        is_home, chosen = path == "/", ""
        looks = EVERY_PAIR if site == FULL else (*LOOKS, *(ON_HOME_PAGES if is_home else ()))
        for mode, width, rules in looks:
            page.set_viewport_size({"width": WIDTHS[width], "height": 900})
            if mode != chosen:
                chosen = mode
                context.add_cookies([{"name": "hz_text_size", "value": mode, "url": address(product, site, "/")}])
                page.goto(address(product, site, path))
            seen = axe(page, only=rules, without=() if is_home else _FRAME)
            wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            seen += [f"{wider} px wider than the screen"] if wider > 1 else []
            found += [f"{site}{path} {mode} {width}: {line}" for line in seen]
    page.close()
    assert found == []


# What has the focus, how one would call it, and whether a reader sees that it has it.
FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  return {
    tag: one.tagName, id: one.id, href: one.getAttribute("href") || "", words: (one.innerText || "").trim(),
    within: one.closest(".hz-find__facets") ? "facets" : one.closest(".hz-sitenav__sheet") ? "sheet" : "",
    seen: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none",
    there: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""


def stops_of(page: Page, most: int = 400) -> list[dict[str, Any]]:
    """Press Tab through the whole page; return everything that got the focus, in its order."""
    stops: list[dict[str, Any]] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop["tag"] == "BODY":
            break
        stops.append(stop)
    return stops


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("site", ["hefei", "sannong"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    product: Product, context: BrowserContext, site: str, width: str
) -> None:
    page = context.new_page()
    context.add_cookies([{"name": "hz_text_size", "value": "standard", "url": address(product, site, "/")}])
    page.set_viewport_size({"width": WIDTHS[width], "height": 900})
    page.goto(address(product, site, "/search/?q=通知"))
    stops = stops_of(page)
    assert [stop for stop in stops if not (stop["seen"] and stop["there"])] == []
    assert stops[0]["href"] == "#main"
    assert {"find-q", "site-search"} <= {stop["id"] for stop in stops}
    assert [stop for stop in stops if stop["tag"] == "SUMMARY" and stop["words"] == "全部栏目"]
    assert [stop for stop in stops if stop["within"] == "facets"]
    page.close()


def test_the_skip_link_the_menu_and_the_search_work_without_a_mouse(product: Product, context: BrowserContext) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": WIDTHS["desk"], "height": 900})
    page.goto(address(product, "hefei", "/"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.goto(address(product, "hefei", "/"))
    page.locator(".hz-sitenav__all summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["within"] == "sheet"
    page.goto(address(product, "hefei", "/search/"))
    page.locator("#find-q").focus()
    page.keyboard.type("通知")
    page.locator(".hz-suggested__link").first.wait_for()
    page.keyboard.press("ArrowDown")
    suggested = page.evaluate(FOCUSED)
    assert suggested["seen"]
    assert suggested["href"]
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    facet = page.locator(".hz-find__facets a").first
    facet.focus()
    page.keyboard.press("Enter")
    page.locator(".hz-find__facets a[aria-current=true]").first.wait_for()
    page.close()
