"""Finding pages, services and organs, in the words that people use."""

from __future__ import annotations

import datetime as dt

import pytest

from huizheng.commons.reference.api import load_reference
from huizheng.outer.guides.testing import given_service
from huizheng.outer.search import actions
from huizheng.outer.search.api import Answer, Wanted, search, suggest
from huizheng.outer.search.index import folder, reader
from huizheng.outer.search.testing import own_index  # noqa: F401 - a fixture
from huizheng.outer.sites.testing import document, given_page, given_site, openness, place, release, withdraw

NOW = dt.datetime(2026, 3, 5, 1, 0, tzinfo=dt.UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]


def found(text: str, **facts) -> list[str]:
    return [hit.title for hit in ask(text, **facts).hits]


def ask(text: str, **facts) -> Answer:
    actions.catch_up(at=NOW)
    return search(Wanted(text, **facts), at=NOW)


@pytest.fixture(autouse=True)
def cluster():
    given_site("anhui")
    given_site("hefei", parent="anhui", tier="city", kind="city-portal")


class TestWords:
    def test_a_title_stands_before_a_text(self):
        given_page(title="今年的工作安排", blocks=[{"type": "html", "html": "<p>其中谈到防汛抗旱。</p>"}])
        given_page(title="关于做好防汛抗旱工作的通知", summary="安排")
        assert found("防汛抗旱") == ["关于做好防汛抗旱工作的通知", "今年的工作安排"]

    def test_all_words_must_be_met(self):
        given_page(title="食品安全检查结果")
        given_page(title="消防安全检查结果")
        assert found("食品 安全") == ["食品安全检查结果"]

    def test_what_is_written_together_stands_before_what_is_scattered(self):
        given_page(title="农村道路安全与养护")
        given_page(title="道路养护安全农村规定")
        assert found("道路养护")[0] == "道路养护安全农村规定"

    def test_a_part_of_a_long_word_finds_it(self):
        given_page(title="城乡居民基本医疗保险缴费")
        for part in ("医疗保险", "居民", "保险缴费", "城乡居民基本医疗保险"):
            assert found(part), part

    def test_an_unknown_name_is_met_as_it_was_typed(self):
        given_page(title="邹颖煊任职公示")
        given_page(title="颖上县邹家村的煊丽花会")
        assert found("邹颖煊") == ["邹颖煊任职公示"]

    def test_when_not_all_words_are_met_most_will_do_and_the_answer_says_so(self):
        given_page(title="新能源汽车补贴办法")
        answer = ask("新能源汽车补贴火星基地")
        assert [hit.title for hit in answer.hits] == ["新能源汽车补贴办法"]
        assert answer.loosened

    def test_full_width_letters_and_case_do_not_matter(self):
        given_page(title="GDP核算说明")
        assert found("\uff47\uff44\uff50") == ["GDP核算说明"]

    def test_a_newer_page_comes_first_of_two_alike(self):
        given_page(title="春耕生产通知", published_at="2019-03-01T09:00:00+08:00", number=5001)
        given_page(title="春耕生产通知", published_at="2026-03-01T09:00:00+08:00", number=5002)
        assert [hit.key for hit in ask("春耕生产").hits] == ["5002", "5001"]

    def test_newest_first_can_be_asked_for(self):
        given_page(title="春耕生产", published_at="2019-03-01T09:00:00+08:00")
        given_page(title="会议纪要", summary="谈春耕生产", published_at="2026-03-01T09:00:00+08:00")
        assert found("春耕生产", order="newest") == ["会议纪要", "春耕生产"]


class TestOldWords:
    @pytest.mark.parametrize(
        ("old", "title"),
        [
            ("计划生育", "生育登记服务办法"),
            ("合作医疗", "城乡居民基本医疗保险政策"),
            ("新农合", "城乡居民基本医疗保险政策"),
            ("暂住证", "居住证办理须知"),
            ("信息产业厅", "数据资源管理局工作要点"),
        ],
    )
    def test_find_what_is_called_otherwise_now(self, old, title):
        given_page(title=title)
        answer = ask(old)
        assert [hit.title for hit in answer.hits] == [title]
        assert answer.renamed[0][0] == old

    def test_still_find_themselves(self):
        given_page(title="计划生育条例（旧）")
        assert found("计划生育") == ["计划生育条例（旧）"]


class TestNumbers:
    @pytest.mark.parametrize("typed", ["皖政〔2026〕7号", "皖政[2026]7号", "皖政(2026)7", "皖政 2026 7号"])
    def test_a_document_is_found_by_its_number_in_any_brackets(self, typed):
        given_page(title="别的文件", openness=openness(8), kind="document")
        given_page(title="要找的文件", openness=openness(7), kind="document")
        assert found(typed)[0] == "要找的文件"

    def test_a_document_is_found_by_its_index_number(self):
        given_page(title="要找的文件", openness=openness(7), kind="document")
        assert found("11340000002986061X/202603-00007") == ["要找的文件"]


class TestScope:
    def test_one_site_finds_its_own_and_what_is_placed_there(self):
        mine = given_page(title="供热通知", site="hefei")
        placed = given_page(title="全省供热安排")
        given_page(title="别处供热")
        place(placed, "hefei", "news/notices")
        assert {hit.key for hit in ask("供热", site="hefei").hits} == {str(mine), str(placed)}
        assert len(ask("供热").hits) == 3

    def test_one_site_finds_what_its_columns_take_from_others(self):
        given_site("feixi", parent="hefei", differences={"news/notices": {"sources": ["hefei:news/notices"]}})
        given_page(title="停水通知", site="hefei", column="news/notices")
        given_page(title="停水新闻", site="hefei", column="news/government")
        assert found("停水", site="feixi") == ["停水通知"]

    def test_an_english_site_finds_english(self):
        given_site("english", language="en")
        given_page(title="Work permits for foreigners", language="en", site="english")
        given_page(title="Work permits 外国人工作许可")
        assert found("work permit", language="en") == ["Work permits for foreigners"]
        assert found("permits", language="en", site="english") == ["Work permits for foreigners"]

    def test_facets_count_and_narrow(self):
        given_page(title="植树活动", site="hefei", published_at="2025-03-01T09:00:00+08:00")
        given_page(title="植树办法", kind="document", openness=openness(3))
        answer = ask("植树")
        assert {one.value: one.count for one in answer.facets["site"]} == {"anhui": 1, "hefei": 1}
        assert {one.value: one.count for one in answer.facets["kind"]} == {"article": 1, "document": 1}
        assert [one.value for one in answer.facets["year"]] == ["2026", "2025"]
        narrowed = ask("植树", facets={"year": "2025"})
        assert [hit.title for hit in narrowed.hits] == ["植树活动"]
        assert narrowed.facets["year"][0].chosen

    def test_only_so_many_pages_can_be_turned(self):
        for _ in range(13):
            given_page(title="巡查通报")
        first, second = ask("巡查通报"), ask("巡查通报", page=2)
        assert (len(first.hits), len(second.hits), first.total, first.pages) == (10, 3, 13, 2)
        assert ask("巡查通报", page=10**9).hits == []


class TestWithdrawn:
    @pytest.mark.parametrize("how", ["error", "expired"])
    def test_is_not_found_even_before_the_index_knows(self, how):
        number = given_page(title="误发的公告")
        given_page(title="正确的公告")
        actions.catch_up(at=NOW)
        withdraw(number, how=how)
        answer = search(Wanted("公告"), at=NOW)
        assert [hit.title for hit in answer.hits] == ["正确的公告"]
        assert answer.total == 1
        assert answer.facets["kind"][0].count == 1
        assert [each.title for each in suggest("公告", at=NOW)] == ["正确的公告"]

    def test_is_found_no_more_when_the_index_knows(self):
        number = given_page(title="误发的公告")
        actions.catch_up(at=NOW)
        withdraw(number)
        assert found("公告") == []

    def test_abolished_stays_and_says_so(self):
        number = given_page(title="旧办法", kind="document", openness=openness(4))
        withdraw(number, how="abolished", reason="废止")
        assert [(hit.title, hit.validity) for hit in ask("旧办法").hits] == [("旧办法", "废止或失效")]

    def test_expires_to_the_minute_without_a_word(self):
        given_page(title="临时公告", expires_at="2026-03-04T09:00:00+08:00")
        assert found("临时公告") == []
        earlier = dt.datetime(2026, 3, 4, 0, 59, tzinfo=dt.UTC)
        assert search(Wanted("临时公告"), at=earlier).total == 1

    def test_a_text_that_was_taken_back_is_not_quoted(self):
        number = 660001
        given_page(number=number, title="公告", blocks=[{"type": "html", "html": "<p>公告原文有秘密字样。</p>"}])
        actions.catch_up(at=NOW)
        given_page(
            number=number, version=2, title="公告", summary="新摘要",
            blocks=[{"type": "html", "html": "<p>改过的公告。</p>"}], at=dt.datetime(2026, 3, 3, tzinfo=dt.UTC),
        )  # fmt: skip
        (hit,) = search(Wanted("公告"), at=NOW).hits
        assert "秘密" not in hit.snippet
        (hit,) = ask("公告").hits
        assert "改过" in hit.snippet


class TestShowing:
    def test_words_are_marked_and_everything_else_is_escaped(self):
        given_page(
            title="<b>防汛</b>通知",
            summary="",
            blocks=[{"type": "html", "html": "<p>防汛&lt;script&gt;alert(1)&lt;/script&gt;</p>"}],
        )
        (hit,) = ask("防汛").hits
        assert hit.marked_title == "&lt;b&gt;<mark>防汛</mark>&lt;/b&gt;通知"
        assert "<script" not in hit.snippet
        assert "<mark>防汛</mark>" in hit.snippet

    def test_the_quoted_part_is_where_the_words_stand(self):
        text = "前言。" * 200 + "这里说到特困人员供养标准。" + "后记。" * 200
        given_page(title="文件", blocks=[{"type": "html", "html": f"<p>{text}</p>"}])
        (hit,) = ask("特困人员供养").hits
        assert "<mark>特困人员</mark>" in hit.snippet
        assert len(hit.snippet) < 200


class TestServicesAndOrgans:
    def test_a_service_that_is_asked_for_stands_on_top(self):
        load_reference(str)
        given_service("food-business-licence")
        given_page(title="食品经营许可抽查结果")
        answer = ask("食品经营许可证怎么办理")
        assert answer.services[0].key == "food-business-licence"
        assert all(hit.type != "service" for hit in answer.hits)

    def test_a_service_on_top_is_told_by_what_it_is_for(self):
        given_service("birth-service-registration")
        hit = ask("生育登记").services[0]
        assert "身份证" not in hit.snippet
        assert "登记" in hit.snippet

    def test_an_old_word_leads_to_the_service_of_today(self):
        given_service("birth-service-registration")
        assert ask("计划生育").services[0].key == "birth-service-registration"

    def test_an_english_question_finds_the_service_in_english(self):
        given_service("foreigner-work-permit")
        answer = ask("how to get a work permit", language="en")
        assert "ermit" in answer.services[0].title

    def test_an_organ_is_found_by_what_it_does(self):
        load_reference(str)
        assert "安徽省民政厅" in found("民政厅")


class TestSuggesting:
    def test_titles_begun(self):
        given_page(title="防汛抗旱应急预案")
        actions.catch_up(at=NOW)
        assert [one.title for one in suggest("防汛抗", at=NOW)] == ["防汛抗旱应急预案"]

    def test_services_by_pinyin_and_initials(self):
        given_service("food-business-licence")
        actions.catch_up(at=NOW)
        for typed in ("shipinjingying", "spjy", "jingyingxuke"):
            assert suggest(typed, at=NOW)[0].type == "service", typed

    def test_columns_of_the_site_by_name_and_sound(self):
        actions.catch_up(at=NOW)
        for typed in ("通知", "tongzhi", "tzgg"):
            assert "/news/notices/" in [one.url for one in suggest(typed, site="anhui", at=NOW)], typed

    def test_old_words_begun(self):
        given_service("birth-service-registration")
        actions.catch_up(at=NOW)
        assert suggest("计划生", at=NOW)[0].type == "service"

    def test_nothing_typed_suggests_nothing(self):
        assert suggest("  ", at=NOW) == []


class TestMeant:
    def test_a_name_written_with_other_characters_is_offered(self):
        given_page(title="社会保障卡申领")
        assert ask("社会保账卡").instead == "社会保障卡"

    def test_an_english_word_nearly_right_is_offered(self):
        given_page(title="Passport renewal", language="en")
        assert ask("pasport", language="en").instead == "passport"


class TestHostile:
    @pytest.mark.parametrize(
        "typed",
        ["", "   ", "\x00", "<script>alert(1)</script>", "a" * 100_000, "的" * 5000, "' OR 1=1 --", "*", "title:通知",
         "[* TO *]", "\u202e公告", "😀", "../../etc/passwd", "((((", "通知~2^9"],
    )  # fmt: skip
    def test_any_text_is_only_a_text(self, typed):
        given_page(title="通知")
        answer = ask(typed)
        assert answer.total <= 1
        suggest(typed, at=NOW)

    def test_where_there_is_no_index_the_answer_says_so(self):
        assert not search(Wanted("通知"), at=NOW).is_ready
        assert suggest("通知", at=NOW) == []


class TestTheWriter:
    def test_goes_on_where_a_killed_one_stopped(self):
        given_page(title="第一件")
        actions.catch_up(at=NOW)
        given_page(title="第二件")
        actions.close()
        assert found("第二件") == ["第二件"]

    def test_makes_an_index_of_another_version_anew(self):
        given_page(title="第一件")
        actions.catch_up(at=NOW)
        (folder.current().path / "about.json").write_text('{"version": "old"}')
        reader.forget()
        assert not search(Wanted("第一件"), at=NOW).is_ready
        assert found("第一件") == ["第一件"]

    def test_has_a_missing_index_made_by_who_is_told_to_and_then_writes_what_came_meanwhile(self):
        given_page(title="第一件")
        made = []

        def aside(at):
            made.append(actions.make_missing(at))
            given_page(title="第二件")
            return 0

        actions.catch_up(at=NOW, make=aside)
        actions.catch_up(at=NOW, make=aside)
        assert len(made) == 1
        assert found("第二件") == ["第二件"]

    def test_makes_a_missing_index_once_however_many_ask(self):
        given_page(title="第一件")
        assert actions.make_missing(NOW) > 0
        first = folder.current()
        assert actions.make_missing(NOW) == 0
        assert folder.current() == first

    def test_old_generations_are_cleared_away(self):
        given_page(title="第一件")
        for _ in range(4):
            actions.rebuild(at=NOW)
        assert len(list(folder.root().glob("generation-*"))) == 2
        assert found("第一件") == ["第一件"]

    def test_many_pages_at_once(self):
        release(*(document(title=f"批量{number}") for number in range(40)))
        assert ask("批量").total == 40
