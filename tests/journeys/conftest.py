from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.person import Person, launch
from tests.product.instance import Product

WIDTHS = {"desk": 1280, "phone": 390}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(params=list(WIDTHS))
def width(request: pytest.FixtureRequest) -> int:
    return WIDTHS[request.param]


@pytest.fixture
def person(browser: Browser, product: Product) -> Iterator[Callable[..., Person]]:
    """Bring one more person with a browser of their own; each must have met no broken page."""
    people: list[Person] = []

    def bring(
        name: str, *, width: int = 1280, zone: str = "outer", script: bool = True, english: bool = False
    ) -> Person:
        address = product.outer if zone == "outer" else product.inner
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale="en-GB" if english else "zh-CN",
            java_script_enabled=script,
            base_url=address,
        )
        people.append(Person(name, context.new_page(), product, english=english))
        return people[-1]

    yield bring
    troubles = [f"{each.name}: {trouble}" for each in people for trouble in each.troubles]
    for each in people:
        each.page.context.close()
    assert troubles == []
