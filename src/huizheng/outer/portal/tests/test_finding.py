"""The search page, the openness catalogue, feeds and site maps, as a browser and a crawler meet them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import uuid
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone

from huizheng.commons.reference import api as reference
from huizheng.outer.guides.testing import given_service
from huizheng.outer.portal.web.finding import crawling
from huizheng.outer.search.testing import own_index, write_index  # noqa: F401 - a fixture
from huizheng.outer.sites.testing import given_page, given_site, key_of, openness, place, withdraw
from tests.standards.schemas import wrong_in_feed, wrong_in_map

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]
HEFEI = "hefei.localhost:8000"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' OR 1=1 --", "../../etc/passwd",
           "的" * 3000, "%", "\\", "{{ 7*7 }}", "\u202e", "=cmd()"]  # fmt: skip


@pytest.fixture(autouse=True)
def cluster():
    given_site("anhui", name="安徽省人民政府网站")
    given_site("hefei", parent="anhui", tier="city", kind="city-portal", name="合肥市人民政府网站")


def html(client, address: str, *, host: str = "testserver") -> str:
    response = client.get(address, headers={"host": host})
    assert response.status_code == 200, response.content
    return response.content.decode()


class TestTheSearchPage:
    def test_shows_what_is_found_with_its_words_marked(self, client):
        given_page(title="防汛抗旱通知", site="hefei")
        write_index(timezone.now())
        page = html(client, "/search/?q=防汛抗旱", host=HEFEI)
        assert "<mark>防汛抗旱</mark>通知" in page
        assert "找到 1 条" in page

    def test_of_one_site_leaves_other_sites_out_until_asked(self, client):
        given_page(title="防汛抗旱通知")
        write_index(timezone.now())
        assert "没有找到“防汛抗旱”" in html(client, "/search/?q=防汛抗旱", host=HEFEI)
        everywhere = html(client, "/search/?q=防汛抗旱&scope=all", host=HEFEI)
        assert "//anhui.localhost:8000/pages/" in everywhere

    def test_leads_to_services_first(self, client):
        reference.load_reference(str)
        given_service("birth-service-registration")
        write_index(timezone.now())
        page = html(client, "/search/?q=计划生育")
        assert "可以直接办" in page
        assert "“计划生育”现在称为“生育登记”" in page

    def test_offers_help_where_nothing_is_found(self, client):
        write_index(timezone.now())
        page = html(client, "/search/?q=火星")
        assert "可以试试" in page
        assert "在全部网站中查找" in page

    def test_says_so_while_the_index_is_made(self, client):
        assert "检索索引正在建立" in html(client, "/search/?q=通知")

    def test_is_english_on_an_english_site(self, client):
        given_site("english", language="en")
        given_page(title="Ports of Anhui", language="en", site="english")
        write_index(timezone.now())
        page = html(client, "/search/?q=port", host="english.localhost")
        assert "<mark>Ports</mark> of Anhui" in page
        assert 'lang="en"' in page

    def test_keeps_what_is_asked_in_its_facets(self, client):
        given_page(title="防汛", published_at="2025-03-01T09:00:00+08:00")
        given_page(title="防汛")
        write_index(timezone.now())
        page = html(client, "/search/?q=防汛&order=newest")
        assert "q=%E9%98%B2%E6%B1%9B&amp;year=2025&amp;order=newest" in page

    @pytest.mark.parametrize("name", ["q", "type", "organ", "from", "year", "theme", "page", "order", "scope"])
    @pytest.mark.parametrize("typed", HOSTILE)
    def test_takes_anything_for_text(self, client, name, typed):
        given_page(title="通知")
        write_index(timezone.now())
        values = {"q": "通知", name: typed}
        for address in ("/search/", "/search/suggest/"):
            response = client.get(address, values)
            assert response.status_code == 200
            assert b"<script>alert" not in response.content
            assert b"<img src=x" not in response.content

    def test_suggests_while_one_types(self, client):
        given_page(title="防汛抗旱预案")
        write_index(timezone.now())
        assert "防汛抗旱预案" in html(client, "/search/suggest/?q=防汛")
        assert not html(client, "/search/suggest/?q=").strip()

    def test_finds_by_pinyin_what_no_text_says(self, client):
        given_page(title="防汛抗旱预案")
        write_index(timezone.now())
        page = html(client, "/search/?q=fangxun")
        assert "“fangxun”按名称和拼音找到 1 条" in page
        assert "没有找到" not in page
        assert ">防汛抗旱预案</a>" in page
        assert "按名称和拼音" not in html(client, "/search/?q=防汛")

    def test_does_not_show_what_was_withdrawn(self, client):
        number = given_page(title="误发公告")
        write_index(timezone.now())
        withdraw(number)
        for address in ("/search/?q=误发公告", "/search/suggest/?q=误发"):
            assert f"/pages/{number}/" not in html(client, address)

    def test_answers_no_stranger(self, client):
        assert client.get("/search/?q=x", headers={"host": "nowhere.localhost"}).status_code == 404
        assert client.get("/search/?q=x", headers={"host": "evil.example"}).status_code == 400


class TestTheCatalogue:
    def test_lists_entries_with_what_art_12_asks(self, client):
        given_page(
            kind="document", title="关于促进就业的意见", openness=openness(7, abstract="就业的概述", kind_code="07")
        )
        page = html(client, "/openness/catalogue/")
        for fact in (
            "11340000002986061X/202603-00007",
            "关于促进就业的意见",
            "就业的概述",
            "2026-03-01",
            "皖政〔2026〕7号",
        ):
            assert fact in page

    def test_holds_only_its_own_site_until_asked(self, client):
        given_page(title="省文件", openness=openness(1))
        number = given_page(title="市文件", openness=openness(2), site="hefei")
        place(number, "anhui", "openness/policies")
        assert "市文件" not in html(client, "/openness/catalogue/")
        assert "市文件" in html(client, "/openness/catalogue/?scope=all")

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ("theme=综合政务&below=信访", "甲"), ("kind=0E", "乙"), ("year=2024", "乙"), ("validity=失效", "乙"),
            ("number=皖政〔2026〕1号", "甲"), ("index=11340000002986061X/202603-00002", "乙"), ("title=甲", "甲"),
            ("q=特困人员", "乙"),
        ],
    )  # fmt: skip
    def test_is_narrowed_by_each_field(self, client, asked, found):
        given_page(title="甲", openness=openness(1, themes=["综合政务", "信访"], kind_code="08"))
        given_page(
            title="乙", blocks=[{"type": "html", "html": "<p>特困人员供养</p>"}],
            openness=openness(2, kind_code="0E", published_on="2024-05-06", validity="失效", themes=["国防"]),
        )  # fmt: skip
        write_index(timezone.now())
        page = html(client, f"/openness/catalogue/?{asked}")
        other = {"甲": "乙", "乙": "甲"}[found]
        assert f">{found}</a>" in page
        assert f">{other}</a>" not in page

    def test_turns_by_key(self, client):
        for number in range(1, 24):
            given_page(title=f"第{number}件", openness=openness(number))
        page = html(client, "/openness/catalogue/")
        assert page.count("hz-find__hit") == 20
        following = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
        assert html(client, following).count("hz-find__hit") == 3

    def test_is_taken_away_as_a_table_that_runs_no_formula(self, client):
        given_page(title="=HYPERLINK(1)", openness=openness(1))
        response = client.get("/openness/catalogue/entries.csv")
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        titles, row = csv.reader(io.StringIO(text))
        assert titles[0] == "索引号"
        assert row[1] == "'=HYPERLINK(1)"
        assert row[12].startswith("http://anhui.localhost/pages/")

    def test_is_taken_away_as_json_with_the_same_sieve(self, client):
        given_page(title="甲", openness=openness(1))
        given_page(title="乙", openness=openness(2, validity="失效"))
        response = client.get("/openness/catalogue/entries.json?validity=失效")
        found = json.loads(b"".join(response.streaming_content))
        assert [entry["title"] for entry in found["entries"]] == ["乙"]

    def test_is_printed_with_source_and_day(self, client):
        given_page(title="甲", openness=openness(1))
        page = html(client, "/openness/catalogue/print/?validity=有效")
        assert "来源：http://testserver/openness/catalogue/?validity=" in page
        assert "有效性：有效" in page

    def test_never_holds_what_was_withdrawn(self, client):
        number = given_page(title="误发文件", openness=openness(1))
        withdraw(number)
        for address in ("", "print/", "entries.csv", "entries.json"):
            response = client.get(f"/openness/catalogue/{address}")
            body = b"".join(response.streaming_content) if response.streaming else response.content
            assert "误发文件".encode() not in body

    @pytest.mark.parametrize("typed", HOSTILE)
    def test_takes_anything_for_text(self, client, typed):
        write_index(timezone.now())
        for name in ("q", "title", "index", "number", "theme", "below", "kind", "organ", "validity", "year", "after"):
            response = client.get("/openness/catalogue/", {name: typed})
            assert response.status_code == 200, (name, typed)
            assert b"<script>alert" not in response.content

    def test_asks_the_database_little(self, client, django_assert_max_num_queries):
        for number in range(1, 15):
            given_page(openness=openness(number))
        client.get("/openness/catalogue/")
        with django_assert_max_num_queries(5):
            client.get("/openness/catalogue/")


class TestFeeds:
    def feed(self, client, address: str, **host) -> ET.Element:
        response = client.get(address, headers=host)
        assert response.status_code == 200
        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        root = ET.fromstring(response.content)  # noqa: S314 - our own answer
        check_atom(root)
        assert wrong_in_feed(response.content) == []
        return root

    def test_a_column_has_one(self, client):
        number = given_page(title="要闻 <b>&", column="news/government", keywords=["a&b"])
        root = self.feed(client, "/news/government/feed.atom")
        (entry,) = root.findall(f"{ATOM}entry")
        assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{key_of(number)}"
        assert entry.findtext(f"{ATOM}title") == "要闻 <b>&"

    def test_ids_are_the_same_every_time_and_under_every_host(self, client):
        given_page(column="news/government")
        first = self.feed(client, "/news/government/feed.atom")
        second = self.feed(client, "/news/government/feed.atom", host="anhui.localhost:9000")
        ids = [[each.text for each in root.iter(f"{ATOM}id")] for root in (first, second)]
        assert ids[0] == ids[1]

    def test_a_guest_names_its_source(self, client):
        place(given_page(title="省里的消息"), "hefei", "news/notices")
        root = self.feed(client, "/news/notices/feed.atom", host=HEFEI)
        assert root.findtext(f"{ATOM}entry/{ATOM}source/{ATOM}title") == "安徽省人民政府网站"

    def test_a_site_has_one(self, client):
        given_page()
        assert len(self.feed(client, "/feed.atom").findall(f"{ATOM}entry")) == 1

    def test_an_empty_one_is_valid(self, client):
        assert not self.feed(client, "/news/notices/feed.atom").findall(f"{ATOM}entry")

    def test_what_xml_cannot_hold_is_left_out(self, client):
        given_page(title="坏字符\x0b\ufffe在此", column="news/government")
        self.feed(client, "/news/government/feed.atom")

    def test_what_was_withdrawn_is_in_none(self, client):
        withdraw(given_page())
        assert not self.feed(client, "/feed.atom").findall(f"{ATOM}entry")

    def test_there_is_none_of_what_is_no_column(self, client):
        assert client.get("/no/such/feed.atom").status_code == 404
        assert client.get("/../etc/feed.atom").status_code in {301, 404}


def check_atom(feed: ET.Element) -> None:
    """Hold a feed to RFC 4287 §4: what must stand once, what may stand, how moments, ids and links are written."""
    assert feed.tag == f"{ATOM}feed"
    check_members(feed, once={"id", "title", "updated"}, may={"author", "link", "subtitle", "entry"})
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    rels = [link.get("rel") for link in feed.findall(f"{ATOM}link")]
    assert sorted(rels) == ["alternate", "self"]
    seen = set()
    for entry in feed.findall(f"{ATOM}entry"):
        once = {"id", "title", "updated", "published", "link"}
        check_members(entry, once=once, may={"author", "category", "summary", "source"})
        assert entry.findtext(f"{ATOM}id") not in seen
        seen.add(entry.findtext(f"{ATOM}id"))
        assert all(category.get("term") for category in entry.findall(f"{ATOM}category"))
        source = entry.find(f"{ATOM}source")
        if source is not None:
            check_members(source, once={"id", "title", "updated"}, may=set())


def check_members(element: ET.Element, *, once: set[str], may: set[str]) -> None:
    names = [child.tag.removeprefix(ATOM) for child in element]
    assert set(names) <= once | may
    assert all(names.count(name) == 1 for name in once), names
    for child in element:
        name = child.tag.removeprefix(ATOM)
        if name in {"updated", "published"}:
            assert dt.datetime.fromisoformat(child.text).tzinfo is not None
        if name == "id":
            uuid.UUID(child.text.removeprefix("urn:uuid:"))
        if name == "link":
            assert child.get("href").startswith("http://")


class TestCrawlers:
    def test_robots_are_told_where_the_map_is(self, client):
        text = html(client, "/robots.txt", host=HEFEI)
        assert "Sitemap: http://hefei.localhost:8000/sitemap.xml" in text
        assert "Disallow: /account/" in text

    def test_the_map_holds_the_sites_own_pages_and_columns(self, client):
        number = given_page()
        other = given_page(site="hefei")
        withdrawn = given_page()
        withdraw(withdrawn)
        text = html(client, "/sitemap.xml").encode()
        assert wrong_in_map(text) == []
        root = ET.fromstring(text)  # noqa: S314 - our own answer
        assert root.tag == f"{MAP}urlset"
        check_map(root)
        places = [each.text for each in root.iter(f"{MAP}loc")]
        assert f"http://anhui.localhost/pages/{number}/" in places
        assert "http://anhui.localhost/news/government/" in places
        assert not [each for each in places if str(other) in each or str(withdrawn) in each]

    def test_a_long_map_is_in_parts(self, client, monkeypatch):
        numbers = [given_page() for _ in range(5)]
        monkeypatch.setattr(crawling, "MOST", 9)
        monkeypatch.setattr(crawling, "_PART", 2)
        index = html(client, "/sitemap.xml").encode()
        assert wrong_in_map(index) == []
        root = ET.fromstring(index)  # noqa: S314 - our own answer
        assert root.tag == f"{MAP}sitemapindex"
        parts = [each.text.removeprefix("http://anhui.localhost") for each in root.iter(f"{MAP}loc")]
        found = "".join(html(client, part) for part in parts)
        assert all(found.count(f"/pages/{number}/") == 1 for number in numbers)
        assert client.get("/sitemap-99999999999.xml").status_code == 404
        assert client.get("/sitemap-99999999999999999999999.xml").status_code == 404


def check_map(root: ET.Element) -> None:
    """Hold a site map to the sitemaps.org schema: each url with one absolute address and at most one moment."""
    for url in root:
        assert url.tag == f"{MAP}url"
        names = [child.tag.removeprefix(MAP) for child in url]
        assert names in (["loc"], ["loc", "lastmod"])
        assert url.findtext(f"{MAP}loc").startswith("http")
        if (moment := url.findtext(f"{MAP}lastmod")) is not None:
            assert dt.datetime.fromisoformat(moment).tzinfo is not None
