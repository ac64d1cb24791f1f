"""Someone in front of a browser: goes to pages, reads, fills in, clicks; every page they meet is checked by axe."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Playwright, expect

from huizheng.config import catalogue
from tests.product.instance import Product

SCREENSHOTS = os.environ.get("HUIZHENG_SCREENSHOTS")
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


_LOOKED_AT: set[tuple[str, int, bool, int]] = set()


@dataclass
class Person:
    """One visitor; ``troubles`` collects what no page may show: script errors, refused resources, axe findings."""

    name: str
    page: Page
    product: Product
    english: bool = False
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(15_000)
        self.page.on("pageerror", lambda error: self.troubles.append(f"script error: {error}"))
        self.page.on("console", self._listen)
        self.page.on("response", self._notice)

    def reads(self, chinese: str) -> str:
        """Return these words as this person's pages say them."""
        return str(catalogue.words()[chinese]) if self.english else chinese

    def goes_to(self, path: str) -> Person:
        self.page.goto(path)
        return self.looks()

    def clicks(self, label: str, *, role: str = "button", exact: bool = False) -> Person:
        """Click the one control with that name and wait for the page it leads to."""
        self.page.get_by_role(role, name=label, exact=exact).first.click()  # type: ignore[arg-type]
        self.page.wait_for_load_state("load")
        return self.looks()

    def fills(self, label: str, value: str) -> Person:
        self.page.get_by_label(label, exact=False).first.fill(value)
        return self

    def sees(self, text: str, *, seconds: float = 15) -> Person:
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=seconds * 1000)
        return self

    def sees_not(self, text: str) -> Person:
        expect(self.page.get_by_text(text)).to_have_count(0)
        return self

    def waits_until_it_says(self, text: str, *, seconds: float = 30) -> Person:
        """Load the page again until the text is there: feedback from the other zone arrives in its own time."""
        for _ in range(int(seconds * 2)):
            if self.page.get_by_text(text).count():
                return self.looks()
            self.page.wait_for_timeout(500)
            self.page.reload()
        raise AssertionError(f"{self.name} waited {seconds} s in vain for “{text}” on {self.page.url}")

    def waits_until_there_is(self, selector: str, *, seconds: float = 30) -> Person:
        """Load the page again until something on it matches."""
        for _ in range(int(seconds * 2)):
            if self.page.locator(selector).count():
                return self.looks()
            self.page.wait_for_timeout(500)
            self.page.reload()
        raise AssertionError(f"{self.name} waited {seconds} s in vain for {selector} on {self.page.url}")

    def looks(self) -> Person:
        """Check the page as it stands: nothing wider than the screen, and axe finds nothing.

        Axe looks once at each kind of page, in each width, language and mood (with errors or without) of a test run.
        """
        key = self.page.url.split("?")[0]
        overflow = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if overflow > 1:
            self.troubles.append(f"{key} is {overflow} px wider than the screen of {self._width()} px")
        mood = self.page.locator(".hz-error-summary, .hz-banner, .hz-panel").count()
        kind = (re.sub(r"[0-9a-f-]{36}|\d{3,}", "…", key), self._width(), self.english, mood)
        if kind not in _LOOKED_AT:
            self.troubles.extend(f"{key} ({self._width()} px): {line}" for line in axe(self.page))
            _LOOKED_AT.add(kind)
        return self

    def shows(self, name: str, *, full: bool = True) -> Person:
        """Keep a screenshot for the README when asked to."""
        if SCREENSHOTS:
            folder = Path(SCREENSHOTS)
            folder.mkdir(parents=True, exist_ok=True)
            self.page.evaluate("scrollTo(0, 0)")
            self.page.screenshot(path=folder / f"{name}-{self._width()}.png", full_page=full)
        return self

    def _width(self) -> int:
        return self.page.viewport_size["width"] if self.page.viewport_size else 0

    def _listen(self, message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.troubles.append(f"console: {message.text}")

    def _notice(self, response: Any) -> None:
        if response.status >= 500 or (response.status == 404 and "/static/" in response.url):
            self.troubles.append(f"{response.status} {response.url}")


def axe(page: Page, *, only: Sequence[str] = (), without: Sequence[str] = ()) -> list[str]:
    """Return what axe-core finds against WCAG 2.2 AA, one line a finding.

    ``only`` these rules where some are named; ``without`` the parts of the page that these selectors name.
    """
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(_axe_source())
    asked = {"type": "rule", "values": list(only)} if only else {"type": "tag", "values": AXE_RULES}
    result = page.evaluate(
        "([asked, without]) => axe.run({exclude: without}, {runOnly: asked, resultTypes: ['violations']})",
        [asked, [[part] for part in without]],
    )
    return [
        f"axe {finding['id']}: {node['html'][:160]}" for finding in result["violations"] for node in finding["nodes"]
    ]


@cache
def _axe_source() -> str:
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text()


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(
        executable_path="/usr/bin/chromium",
        args=[
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    )
