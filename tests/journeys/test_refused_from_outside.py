"""What somebody outside may try by hand: false hosts, ways out of a folder, and addresses of what nobody released."""

from __future__ import annotations

import re
import socket

import pytest

from tests.journeys.asking import Asker
from tests.product.instance import Product

pytestmark = pytest.mark.journey
EVIL = "evil.example"


def says(port: int, target: str, *headers: str) -> tuple[int, str]:
    """Send a request letter by letter, as no browser would; return the status and everything that came back."""
    lines = [f"GET {target} HTTP/1.1", *headers, "Connection: close", "", ""]
    with socket.create_connection(("127.0.0.1", port), timeout=20) as wire:
        wire.sendall("\r\n".join(lines).encode())
        whole = b"".join(iter(lambda: wire.recv(65536), b"")).decode(errors="replace")
    status = re.match(r"HTTP/1\.1 (\d{3})", whole)
    return int(status[1]) if status else 0, whole


class TestAFalseHost:
    @pytest.mark.parametrize("zone", [0, 1], ids=["outer", "inner"])
    @pytest.mark.parametrize(
        "host",
        [EVIL, f"localhost@{EVIL}", f"localhost/{EVIL}", f"localhost {EVIL}", "", "localhost.evil", "[::1].evil"],
    )
    def test_is_refused(self, product: Product, zone: int, host: str) -> None:
        status, whole = says(product.port + zone, "/", f"Host: {host}")
        assert status in {0, 400, 404}, whole[:300]
        assert "evil" not in whole

    def test_beside_a_true_one_does_not_win(self, product: Product) -> None:
        true = f"Host: anhui.localhost:{product.port}"
        for more in (f"X-Forwarded-Host: {EVIL}", f"Forwarded: host={EVIL}", f"X-Host: {EVIL}", f"Host: {EVIL}"):
            for headers in ((true, more), (more, true)):
                _, whole = says(product.port, "/feed.atom", *headers)
                assert EVIL not in whole, headers
        assert EVIL not in Asker(product).asks("/feed.atom", site="anhui").text

    def test_in_the_line_of_the_request_leads_nowhere(self, product: Product) -> None:
        for target in (f"http://{EVIL}/", f"//{EVIL}/", f"http://{EVIL}@anhui.localhost/", f"/\\{EVIL}/"):
            status, whole = says(product.port, target, f"Host: anhui.localhost:{product.port}")
            location = re.search(r"(?im)^location: *(\S+)", whole)
            assert not location or not re.match(rf"(https?:)?[/\\]{{2}}{EVIL}", location[1]), (target, status)

    def test_shows_no_other_sites_page_from_the_cache(self, product: Product) -> None:
        reader = Asker(product)
        for name in ("anhui", "hefei", "ANHUI", "Hefei"):
            text = reader.asks("/", host=f"{name}.localhost:{product.port}").text
            assert f'<meta name="SiteDomain" content="{name.lower()}.' in text


@pytest.mark.parametrize("zone", [0, 1], ids=["outer", "inner"])
@pytest.mark.parametrize(
    "target",
    [
        "/static/../../../../etc/passwd",
        "/static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/static/..%2f..%2f..%2f..%2fetc/passwd",
        "/static/..%5c..%5c..%5cetc/passwd",
        "/static//etc/passwd",
        "/static/design/..;/..;/etc/passwd",
        "/released/../../secrets/outer/key",
        "/released/%2e%2e%2f%2e%2e%2fetc%2fpasswd/a.txt",
        "/files/released/..%2f..%2fetc%2fpasswd/",
        "/news/../../../../etc/passwd",
        "/colours/..%2f..%2f..%2fetc%2fpasswd.css",
        "/%2e%2e/%2e%2e/etc/passwd%00.html",
        "/static/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
    ],
)
def test_a_way_out_of_a_folder_leads_nowhere(product: Product, zone: int, target: str) -> None:
    status, whole = says(product.port + zone, target, f"Host: localhost:{product.port + zone}")
    assert status in {301, 302, 400, 403, 404}, whole[:300]
    assert "root:" not in whole
    assert "PRIVATE KEY" not in whole


def test_a_draft_is_nowhere_outside_and_its_office_is_not_either(product: Product) -> None:
    editor = Asker(product, "inner").signs_in("editor")
    title = "尚未发布的草稿不得外泄"
    begun = editor.fills_in(
        "/publishing/new/", site="anhui", column="news/government", title=title, kind="article", act="start"
    )
    assert begun.status == 302, begun.text
    number = re.search(r"/(\d+)/", begun.headers["Location"])
    assert number
    reader = Asker(product)
    for path in (f"/pages/{number[1]}/", f"/pages/{number[1]}/print/", f"/api/v1/pages/{number[1]}"):
        assert reader.asks(path, site="anhui").status == 404, path
    lists = ("/feed.atom", "/sitemap.xml", "/news/government/")
    for path in (f"/search/?q={title}", f"/search/suggest/?q={title}", *lists):
        # The search page repeats the question, in its own quotation marks.
        said = re.sub(rf'“{title}”|value="{title}"', "", reader.asks(path, site="anhui").text)
        assert title not in said, path
    of_the_office = (
        f"/publishing/manuscripts/{number[1]}/", f"/publishing/manuscripts/{number[1]}/preview/",
        "/publishing/studio/", "/sites/", "/cases/", "/operations/", "/admin/",
    )  # fmt: skip
    stranger = Asker(product, "inner")
    for path in of_the_office:
        assert reader.asks(path).status == 404, path
        answer = stranger.asks(path)
        assert answer.status in {302, 404}, path
        assert title not in answer.text
