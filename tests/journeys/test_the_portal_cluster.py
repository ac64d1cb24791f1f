"""Written inside, passed by three others, read outside on two sites, taken back: gone everywhere."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from huizheng.lib.sm import sm3_hex
from tests.journeys.conftest import WIDTHS
from tests.journeys.people import Bring, official_signs_in
from tests.journeys.person import Person
from tests.product.instance import ROOT, Product

pytestmark = pytest.mark.journey
COLUMN = "news/government"
SAMPLE = str(ROOT / "docs" / "import" / "sample")
UPPER = "news/upper"
# What is released must be readable outside after two seconds; a busy machine is given more.
SOON = 30.0


def on_site(reader: Person, slug: str, path: str = "/") -> str:
    """Return an address of a site of the cluster on this instance."""
    return f"http://{slug}.localhost:{urlsplit(reader.product.outer).port}{path}"


@dataclass
class Story:
    """One page on its way, known by its title."""

    title: str
    number: str = ""

    @property
    def manuscript(self) -> str:
        return f"/publishing/manuscripts/{self.number}/"


def writes(author: Person, story: Story, *, site: str, words: str) -> None:
    """Begin a page, write it in the editor, and keep it."""
    author.goes_to("/publishing/new/")
    page = author.page
    if page.locator("select[name=site]").count():
        page.select_option("select[name=site]", site)
        page.wait_for_load_state("load")
    page.select_option("select[name=column]", COLUMN)
    page.fill("input[name=title]", story.title)
    page.locator("button[value=start]").click()
    page.wait_for_load_state("load")
    page.fill("textarea[name=summary]", words)
    editor = page.locator(".public-DraftEditor-content").first
    if not editor.count():
        page.locator(".c-sf-add-button").first.click()
        page.get_by_role("option", name="文字", exact=True).first.click()
    editor.click()
    page.keyboard.type(words)
    # The editor lays what is typed into the form a moment later.
    expect(page.locator("input[name='body-0-value']")).to_have_value(re.compile(words[:10]))
    page.get_by_role("button", name="保存并查看稿件").click()
    page.wait_for_url("**/publishing/manuscripts/*/")
    found = re.search(r"manuscripts/(\d+)/", page.url)
    assert found
    story.number = found[1]
    author.looks()


def passes(person: Bring, login: str, story: Story) -> None:
    """A reviewer finds the text on the desk, reads it and passes it."""
    reviewer = official_signs_in(person, login)
    reviewer.goes_to("/publishing/waiting/").sees(story.title)
    reviewer.goes_to(story.manuscript).sees("预览")
    reviewer.page.locator("form[action$='/pass/'] button").click()
    reviewer.page.wait_for_load_state("load")
    reviewer.looks()


def is_read(reader: Person, site: str, column: str, title: str) -> None:
    """Wait until a column of a site shows the page, and open it."""
    reader.goes_to(on_site(reader, site, f"/{column}/"))
    reader.waits_until_there_is(f"main a:has-text('{title}')", seconds=SOON)
    reader.page.locator(f"main a:has-text('{title}')").first.click()
    reader.page.wait_for_load_state("load")
    expect(reader.page.locator("h1")).to_contain_text(title)
    reader.looks()


def is_gone(reader: Person, address: str, title: str) -> None:
    """Wait until an address no longer shows the page."""
    deadline = time.monotonic() + SOON
    while True:
        reader.page.goto(address)
        if not reader.page.locator(f"main a:has-text('{title}')").count():
            return
        assert time.monotonic() < deadline, f"{address} still shows “{title}”"
        reader.page.wait_for_timeout(500)


def is_released(person: Bring, story: Story) -> Person:
    """Three people other than the author pass the text, the last one releases it."""
    passes(person, "editor-first", story)
    passes(person, "editor-second", story)
    chief = official_signs_in(person, "editor-chief")
    chief.goes_to(story.manuscript)
    for act in ("pass", "release"):
        chief.page.locator(f"form[action$='/{act}/'] button").click()
        chief.page.wait_for_load_state("load")
    return chief.looks().sees("已发布")


def is_placed(person: Bring, chief: Person, story: Story) -> None:
    """The page is offered to another site, whose own chief takes it up."""
    chief.goes_to(f"{story.manuscript}place/")
    chief.page.select_option("select[name=site]", "hefei")
    chief.page.wait_for_load_state("load")
    chief.page.select_option("select[name=column]", UPPER)
    chief.page.locator("button[value=place]").click()
    chief.page.wait_for_load_state("load")
    chief.looks()
    receiver = official_signs_in(person, "hefei-chief")
    receiver.goes_to("/publishing/placements/").sees(story.title)
    receiver.page.locator("form[action$='/accept/'] button").first.click()
    receiver.page.wait_for_load_state("load")
    receiver.looks()


def is_withdrawn(chief: Person, story: Story) -> None:
    chief.goes_to(f"{story.manuscript}withdraw/")
    how = chief.page.locator("select[name=how]")
    if how.count():
        how.select_option("error")
    else:
        chief.page.locator("[name=how][value=error]").check()
    chief.page.locator("[name=reason]").fill("标题有误，重新核对后再发。")
    chief.clicks("撤下", exact=True)
    chief.sees("已撤回")


def test_a_page_is_written_reviewed_read_on_two_sites_and_taken_back(person: Bring) -> None:
    story = Story(title=f"全省政务公开工作会议召开（{time.time_ns() % 1_000_000}）")
    author = official_signs_in(person, "editor")
    writes(author, story, site="anhui", words="会议部署了下半年的政务公开工作，要求每个栏目按期更新。")
    author.shows("manuscript")
    author.page.locator("form[action$='/submit/'] button").click()
    author.page.wait_for_load_state("load")
    author.looks().sees("初审")

    chief = is_released(person, story)
    reader = person("reader")
    is_read(reader, "anhui", COLUMN, story.title)
    reader.shows("article")
    number = re.search(r"/pages/(\d+)/", reader.page.url)
    assert number

    is_placed(person, chief, story)
    is_read(reader, "hefei", UPPER, story.title)
    reader.sees("安徽省人民政府")

    is_withdrawn(chief, story)
    for site, column in (("anhui", COLUMN), ("hefei", UPPER)):
        is_gone(reader, on_site(reader, site, f"/{column}/"), story.title)
        is_gone(reader, on_site(reader, site, f"/search/?q={story.title}"), story.title)
        suggested = reader.page.goto(on_site(reader, site, f"/search/suggest/?q={story.title[:8]}"))
        assert suggested is not None
        assert story.title not in suggested.text()
        gone = reader.page.goto(on_site(reader, site, f"/pages/{number[1]}/"))
        assert gone is not None
        assert gone.status in {404, 410}
        host = urlsplit(on_site(reader, site)).netloc
        feed = reader.page.request.get(f"{reader.product.outer}/{column}/feed.atom", headers={"Host": host})
        assert story.title not in feed.text()


# Chinese that a reader meets, but for what says of itself that it is Chinese: the switch of language, the seal.
CHINESE_ON_THE_PAGE = """() => {
  const all = document.documentElement.cloneNode(true);
  all.querySelectorAll("[lang^=zh], script, style").forEach((each) => each.remove());
  const said = [...all.querySelectorAll("[alt], [title], [aria-label], [placeholder], meta[content]")].flatMap((each) =>
    ["alt", "title", "aria-label", "placeholder", "content"].map((name) => each.getAttribute(name) || ""));
  return (all.textContent + " " + said.join(" ")).match(/[\\u4e00-\\u9fff]+/g) || [];
}"""
ENGLISH_PAGES = (
    "/", "/news/", "/about/cities/", "/entry/visas/", "/business/start/", "/travel/attractions/", "/search/?q=visa",
    "/site-help/contact/", "/no-such-page/", "/services/", "/account/sign-in/",
)  # fmt: skip


def test_the_english_site_is_english_wherever_one_goes(person: Bring, width: int) -> None:
    # The browser asks for Chinese: on the English site it is the site that decides.
    reader = person("visitor", width=width)
    met: dict[str, list[str]] = {}
    for path in ENGLISH_PAGES:
        reader.page.goto(on_site(reader, "english", path))
        assert reader.page.locator("html").get_attribute("lang") == "en", path
        met[path] = reader.page.evaluate(CHINESE_ON_THE_PAGE)
    assert {path: words for path, words in met.items() if words} == {}
    reader.goes_to(on_site(reader, "english")).shows("site-english")
    reader.page.goto(on_site(reader, "english", "/news/"))
    reader.page.locator("main a[href^='/pages/']").first.click()
    reader.page.wait_for_load_state("load")
    assert reader.looks().page.evaluate(CHINESE_ON_THE_PAGE) == []
    reader.goes_to(on_site(reader, "english", "/search/?q=visa"))
    reader.waits_until_there_is("main a:has-text('Visas, residence')", seconds=SOON)


def test_the_large_text_edition_stays_while_one_reads(person: Bring, width: int) -> None:
    reader = person("grandmother", width=width)
    reader.goes_to(on_site(reader, "hefei"))
    plain = reader.page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p, main li')).fontSize)")
    reader.page.get_by_role("button", name="长者版").or_(reader.page.get_by_role("link", name="长者版")).first.click()
    reader.page.wait_for_load_state("load")
    reader.looks()
    if not reader.page.url.rstrip("/").endswith(".localhost:" + str(urlsplit(reader.product.outer).port)):
        reader.goes_to(on_site(reader, "hefei"))
    large = reader.page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p, main li')).fontSize)")
    assert large >= plain * 1.15
    reader.goes_to(on_site(reader, "hefei", f"/{COLUMN}/")).shows("large-text")
    reader.page.locator("main a[href^='/pages/']").first.click()
    reader.page.wait_for_load_state("load")
    for path in ("", "/search/?q=通知", "/services/"):
        if path:
            reader.page.goto(on_site(reader, "hefei", path))
        size = reader.page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
        assert size > 16, path or reader.page.url
    reader.page.goto(on_site(reader, "hefei"))
    reader.page.get_by_role("button", name="标准版").first.click()
    reader.page.wait_for_load_state("load")
    assert "hz-large" not in (reader.page.locator("html").get_attribute("class") or "")


def test_old_words_find_todays_services(person: Bring) -> None:
    reader = person("searcher")
    reader.goes_to(on_site(reader, "anhui", "/search/?q=计划生育")).sees("生育登记")
    reader.sees("“计划生育”现在称为“生育登记”")
    reader.goes_to(on_site(reader, "anhui", "/search/?q=合作医疗")).sees("城乡居民")
    for width in WIDTHS.values():
        reader.page.set_viewport_size({"width": width, "height": 900})
        reader.looks()
    reader.shows("search")


def test_one_types_and_is_led_on_by_words_pinyin_and_facets(person: Bring) -> None:
    reader = person("searcher")
    page = reader.goes_to(on_site(reader, "anhui", "/search/")).page
    suggested = page.locator(".hz-suggested__link")
    for typed, name in (("教育", "教育"), ("jyt", "安徽省教育厅"), ("gongjijin", "住房公积金")):
        page.locator("#find-q").fill("")
        page.locator("#find-q").press_sequentially(typed)
        expect(suggested.filter(has_text=name).first).to_be_visible()
    reader.goes_to(on_site(reader, "anhui", "/search/?q=gongjijin")).sees("住房公积金个人住房贷款")

    reader.goes_to(on_site(reader, "anhui", "/search/?q=政务公开"))
    expect(page.locator(".hz-find__hit mark").first).to_have_text("政务公开")
    found = page.locator(".hz-find__count").inner_text()
    kinds = page.locator(".hz-find__facets section").filter(has_text="类型")
    count = kinds.locator(".hz-find__number").nth(1).inner_text()
    kinds.locator("a").nth(1).click()
    page.wait_for_load_state("load")
    reader.looks().sees("清除全部条件")
    narrowed = page.locator(".hz-find__count").inner_text()
    assert narrowed != found
    assert f"找到 {count} 条" in narrowed


def imports(product: Product, *more: str) -> str:
    """Run the operator's command and return what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "huizheng.config.cli", "publish", "import", SAMPLE, "--by", "editor", *more],
        env=product.environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_folder_is_imported_into_review_and_never_twice(person: Bring, product: Product) -> None:
    title = "关于开展图书馆夜间开放试点的通知（导入示例）"
    reviewer = official_signs_in(person, "editor-first")
    tried = imports(product, "--dry-run")
    assert "试运行：共 3 个文件。将新建并送审 3。" in tried
    reviewer.goes_to("/publishing/waiting/").sees_not(title)
    assert "新建并送审 3。" in imports(product)
    reviewer.goes_to("/publishing/waiting/").sees(title)
    reviewer.page.get_by_role("link", name=title).click()
    reviewer.page.wait_for_load_state("load")
    reviewer.looks().page.goto(f"{reviewer.page.url}preview/")
    reviewer.sees("皖政办〔2026〕9001号").sees("夜间开放试点图书馆名单")
    # The file lies inside: whoever works its address out finds nothing outside.
    digest = sm3_hex((ROOT / "docs" / "import" / "sample" / "files" / "试点名单.txt").read_bytes())
    assert digest in reviewer.page.content()
    outsider = person("outsider")
    for name in ("试点名单.txt", "a", f"../{digest}/a"):
        answer = outsider.page.goto(on_site(outsider, "anhui", f"/released/{digest}/{name}"))
        assert answer is not None
        assert answer.status == 404
    assert "没有变化，跳过 3。" in imports(product)
    reviewer.goes_to("/publishing/waiting/")
    expect(reviewer.page.get_by_role("link", name=title)).to_have_count(1)
