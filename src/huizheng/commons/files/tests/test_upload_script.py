"""``upload.js`` in a real browser against a real server: what a person sees while the network comes and goes."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import include, path
from django.utils.html import format_html, format_html_join
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from huizheng.commons.files.api import FileRule, files_of, grant_upload, holder_of, read_file, upload_attributes
from huizheng.lib.actors import SYSTEM

RULE = FileRule.of(["txt", "pdf"], max_megabytes=8)
CONTENT = b"".join(b"%08d\n" % number for number in range(400_000))  # 3.6 MB: four parts
OWNER = "casework:case:1"
PAGE = """<!doctype html><html lang="zh"><title>上传</title><body><form method="post" action="/sent/">
<input type="hidden" name="csrfmiddlewaretoken" value="{}"><div><label for="f">材料</label>
<input type="file" id="f" name="f" required multiple{}></div><button>提交</button></form>
<script src="/static/files/upload.js"></script></body></html>"""


def form(request: HttpRequest) -> HttpResponse:
    request.session["here"] = True
    request.session.save()
    ticket = grant_upload(
        holder=holder_of(request),
        owner=OWNER,
        purpose="p",
        rule=RULE,
        by=SYSTEM,
        at=dt.datetime.now(dt.UTC),
    )
    attributes = format_html_join("", ' {}="{}"', upload_attributes(ticket=ticket, rule=RULE).items())
    return HttpResponse(format_html(PAGE, get_token(request), attributes))


def sent(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"<title>sent</title>{len(request.FILES)}")


urlpatterns = [
    path("form/", form),
    path("sent/", sent),
    path("files/", include("huizheng.commons.files.web.urls")),
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Callable[[Callable[[Browser], None]], None]]:
    """Run something with a browser in a thread of its own: its loop and the database do not mix."""
    with ThreadPoolExecutor(1) as pool:
        playwright = pool.submit(lambda: sync_playwright().start()).result(timeout=60)
        browser = pool.submit(
            lambda: playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"]),
        ).result(timeout=60)
        yield lambda what: pool.submit(what, browser).result(timeout=120)
        pool.submit(browser.close).result(timeout=60)
        pool.submit(playwright.stop).result(timeout=60)


@pytest.fixture
def visit(chromium, live_server, settings, tmp_path: Path) -> Callable[[Callable[[Page], None]], None]:
    """Visit the form as somebody new."""
    settings.ROOT_URLCONF = __name__
    document = tmp_path / "证明.txt"
    document.write_bytes(CONTENT)

    def run(what: Callable[[Page], None]) -> None:
        def with_browser(browser: Browser) -> None:
            context = browser.new_context(locale="zh-CN")
            page = context.new_page()
            page.goto(f"{live_server.url}/form/")
            what(page)
            context.close()

        chromium(with_browser)

    return run


def choose(page: Page, *names: str) -> None:
    folder = Path(os.environ["UPLOAD_TEST_FOLDER"])
    page.get_by_label("材料").set_input_files([str(folder / name) for name in names])


def choose_and_hold(page: Page) -> list[Route]:
    """Choose the document and keep its first part from arriving."""
    held: list[Route] = []
    page.route("**/files/uploads/*/", lambda route: route.continue_() if held else held.append(route))
    with page.expect_request("**/files/uploads/*/"):
        choose(page, "证明.txt")
    return held


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPLOAD_TEST_FOLDER", str(tmp_path))


@pytest.mark.django_db(transaction=True)
class TestUploadScript:
    def test_uploads_with_a_progress_bar_and_the_form_then_carries_no_bytes(self, visit) -> None:
        def what(page: Page) -> None:
            choose(page, "证明.txt")
            expect(page.get_by_text("上传完成", exact=True).first).to_be_visible(timeout=20_000)
            assert page.get_by_role("status").text_content() == "证明.txt：上传完成"
            page.get_by_role("button", name="提交").click()
            assert page.locator("body").text_content() == "0"

        visit(what)
        assert read_file(files_of(OWNER).get()) == CONTENT

    def test_goes_on_by_itself_after_the_network_was_lost(self, visit) -> None:
        parts: list[str] = []

        def what(page: Page) -> None:
            def lose_two(route: Route) -> None:
                parts.append(route.request.headers.get("upload-offset", route.request.method))
                if len(parts) in (2, 3):
                    route.abort("internetdisconnected")
                else:
                    route.continue_()

            page.route("**/files/uploads/*/", lose_two)
            choose(page, "证明.txt")
            expect(page.get_by_text("网络中断，将自动重试", exact=True).first).to_be_visible(timeout=20_000)
            expect(page.get_by_text("上传完成", exact=True).first).to_be_visible(timeout=20_000)

        visit(what)
        assert parts[:5] == ["0", "1048576", "HEAD", "HEAD", "1048576"]
        assert read_file(files_of(OWNER).get()) == CONTENT

    def test_is_paused_and_continued_by_keyboard(self, visit) -> None:
        def what(page: Page) -> None:
            choose_and_hold(page)
            page.get_by_role("button", name="暂停：证明.txt").press("Enter")
            expect(page.get_by_text("已暂停", exact=True).first).to_be_visible(timeout=20_000)
            page.get_by_role("button", name="继续：证明.txt").press("Enter")
            expect(page.get_by_text("上传完成", exact=True).first).to_be_visible(timeout=20_000)

        visit(what)
        assert read_file(files_of(OWNER).get()) == CONTENT

    def test_is_continued_when_the_same_file_is_chosen_on_a_page_opened_again(self, visit) -> None:
        seen: list[str] = []

        def what(page: Page) -> None:
            def stop_after_two(route: Route) -> None:
                if int(route.request.headers.get("upload-offset", 0)) >= 2 * 1024 * 1024 and not seen:
                    seen.append("cut")
                    page.evaluate("document.title = 'cut'")
                    route.abort("internetdisconnected")
                else:
                    route.continue_()

            page.route("**/files/uploads/*/", stop_after_two)
            choose(page, "证明.txt")
            expect(page).to_have_title("cut")
            page.unroute("**/files/uploads/*/")
            page.reload()
            page.on("request", lambda request: seen.append(request.headers.get("upload-offset", request.method)))
            choose(page, "证明.txt")
            expect(page.get_by_text("上传完成", exact=True).first).to_be_visible(timeout=20_000)

        visit(what)
        assert seen[:3] == ["cut", "HEAD", str(2 * 1024 * 1024)]
        assert read_file(files_of(OWNER).get()) == CONTENT

    def test_can_be_cancelled(self, visit) -> None:
        def what(page: Page) -> None:
            choose_and_hold(page)
            with page.expect_response(lambda response: response.request.method == "DELETE") as gone:
                page.get_by_role("button", name="取消：证明.txt").click()
            assert gone.value.status == 204
            expect(page.get_by_text("证明.txt", exact=True)).to_have_count(0)
            expect(page.get_by_label("材料")).to_be_focused()

        visit(what)
        assert not files_of(OWNER).exists()

    def test_holds_the_form_back_while_a_file_is_on_its_way(self, visit) -> None:
        def what(page: Page) -> None:
            held = choose_and_hold(page)
            page.get_by_role("button", name="提交").click()
            expect(page.get_by_text("文件仍在上传，请等待完成或取消后再提交。", exact=True)).to_be_visible(
                timeout=20_000
            )
            assert page.url.endswith("/form/")
            held[0].continue_()
            expect(page.get_by_text("上传完成", exact=True).first).to_be_visible(timeout=20_000)
            expect(page.get_by_role("alert")).to_have_count(0)

        visit(what)

    def test_says_why_a_file_is_refused(self, visit, tmp_path: Path) -> None:
        (tmp_path / "a.exe").write_bytes(b"MZ" * 100)
        (tmp_path / "big.txt").write_bytes(b"x" * (9 * 1024 * 1024))
        (tmp_path / "fake.pdf").write_bytes(b"just text")

        def what(page: Page) -> None:
            choose(page, "a.exe", "big.txt", "fake.pdf")
            expect(
                page.get_by_text("这里只能上传 TXT、CSV、PDF 文件。请转换后再上传。", exact=True).first
            ).to_be_visible(timeout=20_000)
            expect(page.get_by_text("文件超过大小上限，请压缩或拆分后再上传。", exact=True).first).to_be_visible(
                timeout=20_000
            )
            expect(page.get_by_text("文件名与实际内容不符", exact=False).first).to_be_visible(timeout=20_000)

        visit(what)
        assert not files_of(OWNER).exists()
