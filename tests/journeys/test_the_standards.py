"""What the sites of every tier and the office give out keeps to the standards it is read by: HTML, Atom, site maps."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from tests.journeys.asking import Asker
from tests.product.instance import Product
from tests.standards.html import wrong_in_pages
from tests.standards.schemas import wrong_in_feed, wrong_in_map

pytestmark = pytest.mark.journey

# One site of each kind: a column that holds news, a section above it, and where its themes are.
SITES = {
    "anhui": ("news/government", "openness", "themes/current"),
    "hefei": ("news/government", "openness", "themes/current"),
    "feixi": ("news/government", "service", "themes/current"),
    "education": ("news/work", "openness", "themes"),
    "sannong": ("news", "policy", ""),
    "english": ("news", "entry", ""),
}
OF_EVERY_SITE = (
    "/", "/search/?q=通知", "/search/?q=火星人", "/openness/catalogue/", "/openness/catalogue/print/", "/services/",
    "/site-help/sitemap/", "/site-help/accessibility/",
)  # fmt: skip
OF_THE_HALL = (
    "/service/", "/services/individual-registration/", "/services/individual-registration/print/",
    "/services/life-events/", "/account/sign-in/", "/account/sign-up/", "/applications/query/", "/directory/",
)  # fmt: skip
OF_A_RESIDENT = (
    "/account/", "/applications/", "/applications/start/individual-registration/", "/messages/", "/account/parties/",
)  # fmt: skip
OF_THE_OFFICE = {
    "editor": ("/", "/publishing/", "/publishing/new/", "/items/", "/account/", "/messages/"),
    "editor-chief": ("/publishing/waiting/", "/publishing/placements/", "/sites/emergencies/new/"),
    "site-admin": ("/sites/", "/sites/new/", "/sites/anhui/", "/sites/anhui/columns/", "/sites/guarantee/"),
    "clerk": ("/cases/", "/cases/search/?q=340102"),
}


def first_page(reader: Asker, site: str, column: str) -> str:
    """Return the address of the first page that a column lists."""
    found = re.search(r'<main.*?href="(/pages/\d+/)"', reader.asks(f"/{column}/", site=site).text, re.DOTALL)
    assert found, f"{site} shows no page in {column}"
    return found[1]


@pytest.fixture(scope="module")
def emergency(product: Product) -> Iterator[str]:
    """An emergency that one county's site shows while these tests run."""
    chief = Asker(product, "inner").signs_in("editor-chief")
    answer = chief.fills_in(
        "/sites/emergencies/new/",
        kind="natural", level="blue", title="暴雨蓝色预警（标准检验）", english_title="", area="肥西县",
        summary="预计今晚有暴雨。", measures="减少外出\n远离低洼处", phone="12345", site="anhui", scope="named",
        named="feixi",
    )  # fmt: skip
    assert answer.status == 302, answer.text
    inside = answer.headers["Location"]
    address = f"/emergencies/{inside.rstrip('/').rsplit('/', 1)[1]}/"
    reader, deadline = Asker(product), time.monotonic() + 30
    while reader.asks(address, site="feixi").status != 200:
        assert time.monotonic() < deadline, f"{address} is not shown"
        time.sleep(0.2)
    yield address
    closing = {"close-note": "雨已停。", "close-seen": "1"}
    assert chief.fills_in(inside, to=f"{inside}close/", **closing).status == 302


@dataclass
class Heap:
    """Pages on their way to the checker, by name."""

    pages: dict[str, bytes] = field(default_factory=dict)

    def takes(self, asker: Asker, path: str, *, site: str = "", cookie: str = "", status: int = 200) -> None:
        answer = asker.asks(path, site=site, cookie=cookie)
        assert answer.status == status, f"{site}{path}: {answer.status}"
        self.pages[f"{site}{path} {cookie}".strip()] = answer.body


def pages_of_the_sites(reader: Asker, heap: Heap) -> None:
    for site, (column, section, themes) in SITES.items():
        article = first_page(reader, site, column)
        theme = (first_page(reader, site, themes),) if themes else ()
        for path in (*OF_EVERY_SITE, f"/{column}/", f"/{section}/", article, f"{article}print/", *theme):
            heap.takes(reader, path, site=site)
        for path in ("/", f"/{column}/", article):
            heap.takes(reader, path, site=site, cookie="hz_text_size=large")
        heap.takes(reader, "/no-such-page/", site=site, status=404)


def pages_of_the_office(product: Product, heap: Heap) -> None:
    for login, paths in OF_THE_OFFICE.items():
        official = Asker(product, "inner").signs_in(login)
        for path in paths:
            heap.takes(official, path)
        for kind, number in (("publishing/manuscripts", r"\d+"), ("cases", r"34\d{17}")):
            listed = re.search(rf'href="(/{kind}/{number}/)"', official.asks(f"/{kind.split('/')[0]}/").text)
            if listed:
                heap.takes(official, listed[1])


def test_every_page_is_valid_html(product: Product, emergency: str) -> None:
    """One run of the checker for all: starting it costs more than the pages do."""
    reader, heap = Asker(product), Heap()
    pages_of_the_sites(reader, heap)
    for path in OF_THE_HALL:
        heap.takes(reader, path, site="anhui")
    for path in ("/", emergency):
        heap.takes(reader, path, site="feixi")
    resident = Asker(product).signs_in("resident")
    for path in OF_A_RESIDENT:
        heap.takes(resident, path)
    pages_of_the_office(product, heap)
    refused = reader.fills_in("/account/sign-in/", login="nobody", password="wrong")
    heap.pages["sign-in refused"] = refused.body
    assert wrong_in_pages(heap.pages) == []


@pytest.mark.parametrize("site", SITES)
def test_feeds_and_site_maps_keep_to_their_schemas(product: Product, site: str) -> None:
    reader = Asker(product)
    for path in ("/feed.atom", f"/{SITES[site][0]}/feed.atom"):
        feed = reader.asks(path, site=site)
        assert feed.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        assert b"<entry>" in feed.body
        assert wrong_in_feed(feed.body) == []
    for path in ("/sitemap.xml", "/sitemap-0.xml"):
        assert wrong_in_map(reader.asks(path, site=site).body) == []
