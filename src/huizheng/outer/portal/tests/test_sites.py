"""The pages of the sites: each host its own site, each page in its frame, nothing of what was withdrawn."""

from __future__ import annotations

import datetime as dt

import pytest

from huizheng.outer.guides.testing import given_service
from huizheng.outer.portal.web.parts import services
from huizheng.outer.sites.testing import (
    THEN,
    column,
    document,
    given_emergency,
    given_page,
    given_site,
    given_tree,
    hearing,
    openness,
    place,
    release,
    small_tree,
    withdraw,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept():
    services.forget()


def read(client, path="/", host="anhui.localhost", **more):
    return client.get(path, headers={"host": host, **more})


def words(client, path="/", host="anhui.localhost"):
    return read(client, path, host).content.decode()


class TestHost:
    def test_leads_to_its_own_site(self, client):
        given_site()
        given_site("hefei", name="合肥市人民政府门户网站", parent="anhui", tree_is_there=True)
        assert "合肥市人民政府" in words(client, host="hefei.localhost:8000")
        assert "anhui人民政府网站" in words(client, host="localhost")

    def test_of_nobody_is_told_so_and_nothing_of_it_is_repeated(self, client):
        given_site()
        answer = read(client, host="evil.localhost")
        assert answer.status_code == 404
        assert "evil" not in answer.content.decode()
        assert "这里没有网站" in answer.content.decode()

    def test_outside_the_known_is_refused(self, client):
        given_site()
        assert read(client, host="evil.example").status_code == 400

    def test_of_a_closed_site_says_why(self, client):
        given_site(is_open=False, closed_reason="机房搬迁")
        answer = read(client)
        assert answer.status_code == 503
        assert "机房搬迁" in answer.content.decode()


class TestFrame:
    def test_carries_what_every_government_site_owes(self, client):
        given_site(footer={"operator": "数据局", "phone": "0551-1", "icp": "皖ICP备1号", "police": "皖公网安备2号"})
        html = words(client)
        for fact in (
            "主办单位",
            "承办单位",
            "联系电话",
            "网站标识码",
            "ICP 备案号",
            "公安备案号",
            "网站地图",
            "我为政府网站找错",
            "IPv6",
        ):
            assert fact in html
        for meta in ("SiteName", "SiteDomain", "SiteIDCode"):
            assert f'<meta name="{meta}"' in html

    def test_marks_the_section_a_page_stands_in(self, client):
        given_site()
        assert 'data-section="news" aria-current="true"' in words(client, "/news/government/")
        assert 'data-section="news" aria-current="page"' in words(client, "/news/")

    def test_is_new_as_soon_as_the_site_is(self, client):
        given_site()
        assert "anhui人民政府网站" in words(client)
        given_site(version=2, name="安徽省人民政府门户网站", tree_is_there=True)
        assert "安徽省人民政府" in words(client)

    def test_holds_nothing_of_a_reader(self, client):
        given_site()
        answer = read(client)
        assert "csrfmiddlewaretoken" not in answer.content.decode()
        assert not answer.cookies

    def test_shows_an_emergency_on_every_page_in_words(self, client):
        given_site()
        given_emergency(level="orange", title="台风橙色预警")
        html = words(client, "/news/")
        assert "橙色 · 二级" in html
        assert '<a href="/emergencies/E1/">台风橙色预警</a>' in html
        assert "留在室内" in words(client, "/emergencies/E1/")

    def test_says_of_an_emergency_that_is_over_that_it_is(self, client):
        given_site()
        given_emergency(title="台风橙色预警")
        given_emergency(title="台风橙色预警", state="closed", at=THEN + dt.timedelta(hours=1))
        assert "台风橙色预警" not in words(client, "/news/")
        told = words(client, "/emergencies/E1/")
        assert "已经解除" in told
        assert "留在室内" not in told

    def test_tells_of_an_emergency_only_where_it_was_announced(self, client):
        given_site()
        given_emergency(sites=["hefei"])
        assert client.get("/emergencies/E1/").status_code == 404


class TestMode:
    def test_is_chosen_from_a_page_of_the_site_and_kept(self, client):
        given_site()
        answer = client.post(
            "/reading-mode/",
            {"mode": "large"},
            headers={"sec-fetch-site": "same-origin", "referer": "http://testserver/news/"},
        )
        assert answer["Location"] == "http://testserver/news/"
        assert 'class="hz-large hz-contrast hz-simple"' in client.get("/").content.decode()

    @pytest.mark.parametrize("headers", [{}, {"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}])
    def test_is_not_changed_from_elsewhere(self, client, headers):
        given_site()
        assert client.post("/reading-mode/", {"mode": "large"}, headers=headers).status_code == 403

    def test_leads_nowhere_else(self, client):
        given_site()
        headers = {"origin": "http://testserver", "referer": "https://evil.example/"}
        assert client.post("/reading-mode/", {"mode": "contrast"}, headers=headers)["Location"] == "/"


class TestHome:
    def test_leads_with_the_newest_and_leaves_out_what_is_empty(self, client):
        given_site()
        given_page(title="头条新闻", published_at="2026-03-02T12:00:00+08:00")
        given_page(title="第二条")
        given_page(title="放假通知", column="news/notices")
        html = words(client)
        assert '<h2 class="hz-lead__title"><a href="/pages/' in html
        assert html.index("头条新闻") < html.index("第二条") < html.index("放假通知")
        assert "互动交流" not in html

    def test_asks_twice_at_most(self, client, django_assert_max_num_queries):
        given_site()
        given_page()
        with hearing():
            read(client)
            with django_assert_max_num_queries(2):
                read(client)

    def test_says_nothing_twice(self, client):
        below = "openness/policies/interpretation"
        given_tree(
            columns=[*small_tree(), column(below, "政策解读"), column("zones", "开发区"), column("parks", "产业园")]
        )
        told = [
            {"section": "notices", "columns": ["openness/policies", below]},
            {"section": "columns", "columns": ["zones", "parks"]},
        ]
        given_site(home=told, tree_is_there=True)
        given_page(kind="document", column="openness/policies", title="实施意见", openness=openness(7))
        given_page(column=below, title="一图读懂实施意见")
        for path in ("zones", "parks"):
            given_page(column=path, title="优惠政策在哪里查")
        html = words(client)
        assert html.count(">一图读懂实施意见</a>") == 1
        assert html.count(">优惠政策在哪里查</a>") == 1

    def test_of_a_site_without_pages_still_stands(self, client):
        given_site()
        assert read(client).status_code == 200

    def test_writes_a_title_as_words_never_as_markup(self, client):
        given_site()
        given_page(title="<script>alert(1)</script>", summary='"><img src=x onerror=1>')
        for path in ("/", "/news/", "/news/government/"):
            html = words(client, path)
            assert "<script>alert" not in html
            assert "<img src=x" not in html


class TestColumn:
    def test_lists_by_day_and_goes_on_by_plain_addresses(self, client):
        given_site()
        for day in range(1, 26):
            given_page(title=f"三月{day}日的事", published_at=f"2026-03-{day:02d}T09:00:00+08:00")
        html = words(client, "/news/government/")
        assert "三月25日的事" in html
        assert "三月5日的事" not in html
        older = html.split('rel="next" href="')[1].split('"')[0]
        assert "三月5日的事" in words(client, older.replace("&amp;", "&"))

    def test_asks_twice_at_most(self, client, django_assert_max_num_queries):
        given_site()
        given_page()
        with hearing():
            for path in ("/news/government/", "/news/"):
                read(client, path)
                with django_assert_max_num_queries(2):
                    read(client, path)

    def test_names_its_feed_and_its_period(self, client):
        given_site()
        html = words(client, "/news/government/")
        assert 'href="/news/government/feed.atom"' in html
        assert "更新周期：14 天内" in html

    @pytest.mark.parametrize(
        ("purpose", "is_read"),
        [("政务动态·公报的资料和文件", False), ("公报按期收录省政府文件，可在图书馆查阅", True)],
    )
    def test_says_what_it_is_for_unless_that_is_only_its_names(self, client, purpose, is_read):
        given_tree(columns=[*small_tree(), column("news/gazette", "公报", description=purpose)])
        given_site(tree_is_there=True)
        html = words(client, "/news/gazette/")
        assert f'name="ColumnDescription" content="{purpose}"' in html
        assert (f">{purpose}</p>" in html) is is_read

    def test_of_documents_shows_number_day_and_validity(self, client):
        given_site()
        given_page(kind="document", column="openness/policies", title="实施意见", openness=openness(7, validity="有效"))
        html = words(client, "/openness/policies/")
        assert "皖政〔2026〕7号" in html
        assert "有效" in html

    @pytest.mark.parametrize("path", ["/no-such/", "/news/no-such/", "/surveys/none/"])
    def test_that_the_site_has_not_is_told_in_the_sites_frame(self, client, path):
        given_site()
        answer = read(client, path)
        assert answer.status_code == 404
        assert "hz-sitefoot" in answer.content.decode()

    def test_whose_function_is_off_is_not_there(self, client):
        given_tree(columns=[*small_tree(), column("letters", "来信", function="letters")])
        given_site(functions={"letters": False}, tree_is_there=True)
        assert read(client, "/letters/").status_code == 404


def given_column(path: str, name: str, **facts):
    given_tree(columns=[*small_tree(), column(path, name, **facts)], version=2)
    given_site(tree_is_there=True)


class TestColumnThatDoesSomethingItself:
    def test_of_a_service_leads_to_it_and_shows_its_own_pages_below(self, client):
        given_column("registry", "登记", type="form", source="items:slug=individual-registration")
        assert "这项功能正在准备" in words(client, "/registry/")
        services.forget()
        given_service()
        given_page(title="登记处搬家了", column="registry")
        html = words(client, "/registry/")
        assert 'href="/services/individual-registration/"' in html
        assert html.index("在网上办") < html.index("登记处搬家了")

    def test_of_cases_leads_to_their_progress(self, client):
        given_column("progress", "办件查询", type="form", source="cases")
        html = words(client, "/progress/")
        assert 'href="/applications/query/"' in html
        assert "正在准备" not in html

    def test_of_questions_answers_what_is_asked_about_services(self, client):
        given_column("faq", "常见问题", type="qa", source="items:faq")
        assert "暂时没有内容" in words(client, "/faq/")
        services.forget()
        faq = [{"q": "要不要到现场？", "a": "不用 <b>到</b> 现场。"}]
        given_service(faq=faq)
        html = words(client, "/faq/")
        assert "要不要到现场？" in html
        assert "不用 &lt;b&gt;到&lt;/b&gt; 现场。" in html
        assert 'href="/services/individual-registration/"' in html

    def test_that_is_a_link_leads_to_the_other_site(self, client):
        given_column("farmers", "三农", type="link", source="link:sannong")
        given_site("sannong", parent="anhui", tree_is_there=True)
        assert 'href="//sannong.localhost:8000/"' in words(client, "/farmers/", host="anhui.localhost:8000")

    def test_of_the_hotline_can_be_pressed_on_a_phone(self, client):
        given_column("hotline", "12345热线", type="link", source="letters:hotline")
        assert 'href="tel:12345"' in words(client, "/hotline/")

    def test_with_a_map_shows_the_pages_that_tell_the_way(self, client):
        given_column("halls", "预约与大厅导航", type="map", source="manual")
        given_page(title="政务服务中心怎么去", column="halls")
        html = words(client, "/halls/")
        assert "政务服务中心怎么去" in html
        assert "个网站" not in html

    def test_that_holds_others_names_those_the_site_shows(self, client):
        given_tree(columns=[*small_tree(), column("news/hidden", "看不见的", function="letters")], version=2)
        given_site(tree_is_there=True, functions={"letters": False})
        html = words(client, "/news/")
        assert '<meta name="ColumnDescription" content="政府要闻、通知公告。">' in html
        assert "看不见的" not in html


class TestArticle:
    def test_carries_the_tags_of_government_pages(self, client):
        given_site()
        html = words(client, f"/pages/{given_page(title='开会', source='办公厅')}/")
        for tag in (
            '<meta name="ArticleTitle" content="开会">',
            '<meta name="PubDate" content="2026-03-02 09:00">',
            '<meta name="ContentSource" content="办公厅">',
            '<meta name="ColumnName" content="政府要闻">',
            '<meta name="ColumnType" content="政务动态">',
        ):
            assert tag in html

    def test_asks_twice_at_most(self, client, django_assert_max_num_queries):
        given_site()
        number = given_page()
        with hearing():
            read(client, f"/pages/{number}/")
            with django_assert_max_num_queries(2):
                read(client, f"/pages/{number}/")

    def test_placed_from_another_site_names_it_and_its_true_address(self, client):
        given_site()
        given_site("hefei", name="合肥市人民政府网站", parent="anhui", tree_is_there=True)
        number = given_page(title="省里的事")
        place(number, "hefei", "news/government")
        html = words(client, f"/pages/{number}/", host="hefei.localhost")
        assert f'<link rel="canonical" href="http://anhui.localhost/pages/{number}/">' in html
        assert "转自" in html

    def test_of_another_site_is_not_shown_here_but_leads_to_its_own(self, client):
        given_site()
        given_site("hefei", parent="anhui", tree_is_there=True)
        number = given_page(title="省里的事")
        for path in (f"/pages/{number}/", f"/pages/{number}/print/"):
            answer = read(client, path, host="hefei.localhost:8000")
            assert answer.status_code == 302
            assert answer["Location"] == f"//anhui.localhost:8000{path}"
            assert "省里的事" not in answer.content.decode()

    def test_of_another_site_that_was_withdrawn_or_has_not_begun_leads_nowhere(self, client):
        given_site()
        given_site("hefei", parent="anhui", tree_is_there=True)
        gone, later = given_page(), given_page(at=dt.datetime(2100, 1, 1, tzinfo=dt.UTC))
        withdraw(gone)
        assert read(client, f"/pages/{gone}/", host="hefei.localhost").status_code == 410
        assert read(client, f"/pages/{later}/", host="hefei.localhost").status_code == 404

    def test_withdrawn_says_so_and_leads_on(self, client):
        given_site()
        number = given_page(title="误发的")
        withdraw(number, reason="内容有误")
        answer = read(client, f"/pages/{number}/")
        assert answer.status_code == 410
        assert "内容有误" in answer.content.decode()
        assert "误发的" not in words(client, "/news/government/")
        # A site that takes no applications for information online leads to none.
        assert "/openness/apply/" not in answer.content.decode()
        given_tree(
            columns=[*small_tree(), column("openness/apply", "依申请公开", type="form", source="foi")], version=2
        )
        assert 'href="/openness/apply/"' in words(client, f"/pages/{number}/")

    def test_that_moved_leads_there(self, client):
        given_site()
        number = given_page()
        withdraw(number, how="consolidated", to="/news/")
        answer = read(client, f"/pages/{number}/")
        assert answer.status_code == 301
        assert answer["Location"] == "/news/"

    def test_repealed_stays_and_says_so_first(self, client):
        given_site()
        number = given_page(kind="document", column="openness/policies", openness=openness())
        withdraw(number, how="abolished", reason="由新办法代替")
        html = words(client, f"/pages/{number}/")
        assert html.index("本文件已经废止") < html.index("<h1")
        assert "由新办法代替" in html

    def test_shows_its_catalogue_entry(self, client):
        given_site()
        number = given_page(kind="document", column="openness/policies", openness=openness(9))
        html = words(client, f"/pages/{number}/")
        assert "<dt>索引号</dt><dd>11340000002986061X/202603-00009</dd>" in html

    def test_shows_the_newest_of_a_column_where_its_author_wants_it(self, client):
        given_site()
        given_page(title="最新通知", column="news/notices")
        block = {"type": "column", "title": "通知", "site": "anhui", "column": "news/notices", "limit": 3}
        assert "最新通知" in words(client, f"/pages/{given_page(blocks=[block])}/")

    def test_prints_with_source_and_address(self, client):
        given_site()
        number = given_page(source="办公厅")
        html = words(client, f"/pages/{number}/print/")
        assert f"http://anhui.localhost/pages/{number}/" in html
        assert "来源：办公厅" in html

    @pytest.mark.parametrize("number", ["0", "99999999999999999999", "7"])
    def test_that_nobody_wrote_is_not_there(self, client, number):
        given_site()
        assert read(client, f"/pages/{number}/").status_code == 404


KINDS = {
    "gazette": {"year": 2026, "issue": 3},
    "appointment": {"person": "张三", "post": "厅长", "action": "任命", "decided_on": "2026-03-01"},
    "conference": {"held_at": "2026-03-01T10:00", "place": "会议室", "speakers": [{"name": "李四", "post": "主任"}]},
    "budget": {"year": 2026, "organ": "教育厅", "type": "预算", "total": 123456789},
    "procurement": {"stage": "采购公告", "buyer": "卫健委", "amount": 500000, "deadline": "2026-04-01"},
    "project": {"code": "2026-1", "owner": "交控", "investment": 12300000000, "stage": "在建", "place": "合肥"},
    "decision": {"stage": "征求意见", "comment_from": "2026-03-01", "comment_until": "2026-04-01"},
    "theme": {},
    "region": {"population": "6100 万人", "area": "14.01 万平方公里", "output": "4.7 万亿元", "year": 2025},
    "enterprise": {"category": "大学", "place": "合肥", "phone": "0551", "website": "https://example.cn"},
    "scenic": {"grade": "5A", "address": "黄山", "opening": "6:00–17:00", "ticket": "190 元"},
    "product": {"category": "茶叶", "origin": "祁门", "mark": "地理标志"},
    "investment": {"industry": "新能源", "amount": 2000000000, "cooperation": "独资"},
    "price": {"product": "小麦", "market": "阜阳", "price": 2.46, "unit": "元/公斤", "change": -1.2},
    "vacancy": {"employer": "某厂", "place": "苏州", "wage_from": 6000, "wage_until": 8000, "count": 20, "away": True},
    "course": {"organiser": "人社局", "starts_on": "2026-04-01", "ends_on": "2026-04-10", "seats": 40, "fee": 0},
    "person": {"post": "省长", "order": 1, "duties": "主持全面工作"},
    "dataset": {"code": "D1", "provider": "统计局", "updated_on": "2026-03-01"},
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_every_kind_is_listed_and_read(client, kind):
    given_site()
    number = given_page(kind=kind, title=f"{kind}的页", facts=KINDS[kind], column="news/notices")
    listed, read_whole = words(client, "/news/notices/"), words(client, f"/pages/{number}/")
    assert f"/pages/{number}/" in listed
    assert "的页" in read_whole
    for value in KINDS[kind].values():
        if isinstance(value, str) and value.isalpha():
            assert value in read_whole


def test_an_expo_hall_leads_to_its_exhibitors_and_they_to_their_exhibits(client):
    given_site()
    hall = given_page(kind="expo", title="制造馆", facts={"place": "线上"})
    exhibitor = given_page(kind="exhibitor", title="某车企", facts={"hall": hall, "booth": "A1"})
    given_page(kind="exhibit", title="电动车", facts={"exhibitor": exhibitor, "price": 100000, "unit": "元"})
    assert "某车企" in words(client, f"/pages/{hall}/")
    assert "电动车" in words(client, f"/pages/{exhibitor}/")


def test_a_price_shows_how_it_went(client):
    given_site()
    for day, price in (("2026-03-01", 2.4), ("2026-03-02", 2.5), ("2026-03-03", 2.6)):
        facts = {"product": "小麦", "market": "阜阳", "price": price, "unit": "元/公斤", "on": day}
        number = given_page(kind="price", title="小麦", facts=facts)
    html = words(client, f"/pages/{number}/")
    assert "<polyline" in html
    assert '<th scope="row">2026-03-02</th>' in html


class TestNarrowing:
    def test_a_column_by_year_and_words_and_keeps_both_on_the_next_page(self, client):
        given_site()
        for number in range(21):
            given_page(title=f"修路{number}", published_at=f"2025-03-{number + 1:02d}T09:00:00+08:00")
        given_page(title="修路今年", published_at="2026-03-01T09:00:00+08:00")
        given_page(title="种树", published_at="2025-06-01T09:00:00+08:00")
        html = words(client, "/news/government/?year=2025&title=修路")
        assert "修路20" in html
        assert "修路今年" not in html
        assert "种树" not in html
        assert "year=2025" in html.split('rel="next" href="')[1].split('"')[0]

    def test_documents_by_number_and_validity(self, client):
        given_site()
        for count, validity in ((1, "有效"), (2, "废止")):
            entry = openness(count, validity=validity)
            given_page(kind="document", column="openness/policies", title=f"第{validity}件", openness=entry)
        assert "第废止件" not in words(client, "/openness/policies/?validity=有效")
        assert "第有效件" not in words(client, "/openness/policies/?number=〔2026〕2号")

    def test_jobs_by_place_and_away(self, client):
        given_tree(columns=[*small_tree(), column("jobs", "岗位", type="library")])
        given_site(tree_is_there=True)
        for title, place_of_work, away in (("装配工", "苏州", True), ("收银员", "合肥", False)):
            given_page(kind="vacancy", column="jobs", title=title, facts={"place": place_of_work, "away": away})
        assert "收银员" not in words(client, "/jobs/?away=yes")
        assert "装配工" not in words(client, "/jobs/?place=合肥")

    @pytest.mark.parametrize("asked", ["year=²", "year=99999", "after=x", "title=%25_", "place='--"])
    def test_never_breaks(self, client, asked):
        given_site()
        given_page(title="一件事")
        assert read(client, f"/news/government/?{asked}").status_code == 200

    def test_says_what_to_do_when_nothing_fits(self, client):
        given_site()
        given_page()
        html = words(client, "/news/government/?title=没有这样的")
        assert "没有符合条件的内容" in html
        assert "清除条件" in html


class TestLanguage:
    def test_of_the_english_site_is_english_alone(self, client):
        given_site(
            "english",
            language="en",
            tree="english",
            english_name="Anhui, China",
            kind="language-site",
            organ_name="Office",
        )
        release(document(site="english", language="en", title="A new airport", summary="It opened.", source="Office"))
        given_site()
        for title in ("一", "二"):
            given_page(title=title)
        assert "更多" in words(client)  # what is written once for all sites is written once for each language
        html = words(client, host="english.localhost")
        assert '<html lang="en">' in html
        assert "A new airport" in html
        plain = html.replace("中文", "").replace("安徽", "")
        assert not [letter for letter in plain if "\u4e00" <= letter <= "\u9fff"]

    def test_of_other_rooms_under_the_english_host_is_english_until_the_reader_chooses(self, client):
        given_site("english", language="en", tree="english", english_name="Anhui, China", kind="language-site")
        asked = {"host": "english.localhost", "accept-language": "zh-CN"}
        assert '<html lang="en"' in client.get("/services/", headers=asked).content.decode()
        client.cookies["hz_outer_language"] = "zh-hans"
        assert '<html lang="zh-hans"' in client.get("/services/", headers=asked).content.decode()

    def test_of_a_column_described_in_chinese_only_says_nothing_in_english(self, client):
        notices = column("notices", "通知", english_name="Notices", description="通知的资料", keywords=["通知"])
        given_tree("english", columns=[notices])
        given_site("english", language="en", tree="english", english_name="Anhui, China", organ_name="Office")
        html = read(client, "/notices/", host="english.localhost").content.decode()
        assert "Notices" in html
        assert "通知" not in html

    def test_of_a_chinese_site_stays_chinese_for_an_english_browser(self, client):
        given_site()
        html = read(client, **{"accept-language": "en"}).content.decode()
        assert '<html lang="zh-hans">' in html
        assert "全部栏目" in html


def test_the_site_for_slow_phones_weighs_little(client):
    given_site("sannong", tree="sannong", kind="theme-site")
    given_page(site="sannong", title="小麦追肥")
    html = read(client, host="sannong.localhost").content
    assert b"<script" not in html
    assert len(html) < 20_000


def test_colours_of_a_site_are_a_sheet_that_can_be_read(client):
    assert b"--hz-accent:#0b5cad" in client.get("/colours/0b5cad.css").content
    for refused in ("ffffff", "zzzzzz", "0b5cad0"):
        assert client.get(f"/colours/{refused}.css").status_code == 404
