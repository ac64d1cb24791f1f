"""The pages of the service hall."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import trans_real

from huizheng.commons.reference.testing import given_places
from huizheng.lib.canonical import canonical
from huizheng.lib.sm import sm3_hex
from huizheng.outer.guides.actions import take_off
from huizheng.outer.guides.api import service
from huizheng.outer.guides.testing import THEN, given_all_samples, given_service, sample_slugs

pytestmark = pytest.mark.django_db
ROOM = Path(__file__).parent.parent
CHINESE = re.compile(r"[\u3400-\u9fff]")


@pytest.fixture(autouse=True)
def library(db):
    cache.clear()
    given_places()
    given_all_samples()


def page(client, name: str, *args, status: int = 200, **query) -> str:
    answer = client.get(reverse(f"guides:{name}", args=args), query)
    assert answer.status_code == status
    return answer.content.decode()


def at_yaohai(client) -> None:
    client.cookies["hz_place"] = "340102"


class TestHall:
    def test_lists_what_is_on_offer_with_its_facts(self, client) -> None:
        html = page(client, "home")
        assert html.count('class="hz-service"') == 8
        assert "共 8 个事项" in html
        assert "不用到现场" in html

    def test_switches_between_people_and_enterprises(self, client) -> None:
        assert "最低生活保障" not in page(client, "home", audience="corp", online="1")
        assert "公司设立" in page(client, "home", audience="corp")

    def test_narrows_and_says_by_what(self, client) -> None:
        html = page(client, "home", level="town")
        assert html.count('class="hz-service"') == 1
        assert "去掉这个条件" in html

    def test_searches_without_script(self, client) -> None:
        html = page(client, "home", q="计划生育")
        assert "生育登记服务" in html
        assert "找到" in html

    def test_says_what_to_do_when_nothing_fits(self, client) -> None:
        html = page(client, "home", q="量子纠缠")
        assert "没有找到合适的事项" in html
        assert "12345" in html

    def test_goes_on_by_key_and_ends(self, client, monkeypatch) -> None:
        from huizheng.outer.guides.web.presenters import hall

        monkeypatch.setattr(hall, "PAGE", 3)
        seen: list[str] = []
        query: dict[str, str] = {}
        for _ in range(3):
            html = page(client, "home", **query)
            seen += re.findall(r'hz-service__name"><a href="([^"]+)"', html)
            following = re.search(r'href="\?after=([^"]+)"|after=([^"&]+)" rel="next"', html)
            if not following:
                break
            query = {"after": (following[1] or following[2]).replace("%7E", "~")}
        assert len(seen) == len(set(seen)) == 8

    def test_asks_the_database_at_most_five_times(self, client, django_assert_max_num_queries) -> None:
        for query in ({"audience": "corp"}, {"q": "登记"}, {"level": "county", "type": "01"}, {"after": "a~b"}):
            page(client, "home", **query)
            # Without sites, as here, the stamp is asked for by the place and by the frame.
            with django_assert_max_num_queries(3 + 2):
                page(client, "home", **query)

    def test_bears_nonsense_in_its_address(self, client) -> None:
        page(client, "home", after="zzz", level="moon", theme="x'--", letter="？", q="')|(")

    def test_suggests_as_a_fragment(self, client) -> None:
        html = page(client, "suggest", q="gtgsh")
        assert "<html" not in html
        assert reverse("guides:guide", args=["individual-registration"]) in html
        assert page(client, "suggest", q="").strip() == ""


class TestLifeEvents:
    def test_show_stages_in_order(self, client) -> None:
        html = page(client, "themes")
        assert html.index("出生和落户") < html.index("就业和创业") < html.index("看病和保障")
        assert "注销和退出" not in html  # nothing on offer there yet

    def test_of_a_theme_put_first_what_others_need(self, client) -> None:
        given_service("food-business-licence", version=2, themes={"person": [], "corp": ["005"]})
        html = page(client, "theme", "corp", "005")
        assert html.index("公司设立") < html.index("食品经营许可")
        assert "先办：" in html

    def test_of_an_unknown_theme_are_not_found(self, client) -> None:
        page(client, "theme", "corp", "777", status=404)
        page(client, "theme", "robot", "005", status=404)

    def test_of_an_empty_theme_say_so(self, client) -> None:
        assert "这个主题下还没有事项" in page(client, "theme", "corp", "165")


class TestGuide:
    @pytest.mark.parametrize("slug", sample_slugs())
    def test_shows_every_element_the_law_asks_for(self, client, slug: str) -> None:
        html = page(client, "guide", slug)
        for heading in (
            "谁可以办",
            "要准备什么材料",
            "怎样办理",
            "多长时间",
            "要交多少钱",
            "办好以后得到什么",
            "法律依据",
            "不满意怎么办",
        ):
            assert heading in html
        for label in ("办理地点", "办理时间", "咨询电话", "监督投诉", "开始办理", "未核实"):
            assert label in html
        assert f"/applications/start/{slug}/" in html

    def test_names_the_organ_of_the_chosen_place(self, client) -> None:
        assert "选择所在地区后" in page(client, "guide", "food-business-licence")
        at_yaohai(client)
        html = page(client, "guide", "food-business-licence")
        assert "合肥市瑶海区市场监督管理局" in html

    def test_names_town_and_county_where_both_act(self, client) -> None:
        at_yaohai(client)
        html = page(client, "guide", "subsistence-allowance")
        assert "瑶海区示范街道办事处" in html
        assert "合肥市瑶海区民政局" in html

    def test_says_what_to_choose_when_the_place_is_too_wide(self, client) -> None:
        client.cookies["hz_place"] = "340000"
        assert "范围太大" in page(client, "guide", "food-business-licence")

    def test_marks_what_is_reused_made_or_promised(self, client) -> None:
        html = page(client, "guide", "individual-registration")
        for mark in ("自动生成", "免交：由证照库核验", "可以书面承诺", "必要（有实体经营场所的）"):
            assert mark in html

    def test_says_what_stops_the_clock_and_how_many_officials_come(self, client) -> None:
        html = page(client, "guide", "food-business-licence")
        assert "不计入时限" in html
        assert "2 名以上工作人员" in html

    def test_shows_fees_with_their_basis(self, client) -> None:
        assert "120元/本" in page(client, "guide", "passport")

    def test_names_the_intermediary_service_and_the_law_that_asks_for_it(self, client) -> None:
        basis = {"law": "安全生产法", "article": "第三十二条", "verified": True}
        given_service("passport", version=2, intermediaries=[{"name": "安全评价报告", "basis": basis}])
        html = page(client, "guide", "passport")
        assert "安全评价报告" in html
        assert "安全生产法 第三十二条" in html

    def test_offers_either_of_several_prerequisites(self, client) -> None:
        assert " 或者 " in page(client, "guide", "food-business-licence")

    def test_of_a_withdrawn_service_says_why_and_starts_nothing(self, client) -> None:
        take_off(slug="passport", reason="系统升级，暂停办理", at=THEN)
        html = page(client, "guide", "passport")
        assert "系统升级，暂停办理" in html
        assert "/applications/start/" not in html

    def test_of_a_pinned_version_shows_that_version(self, client) -> None:
        given_service("passport", version=2, summary="新版说明")
        assert "新版说明" in page(client, "guide", "passport")
        html = page(client, "version", "passport", 1)
        assert "新版说明" not in html
        assert "您提交申请时的版本" in html
        page(client, "version", "passport", 9, status=404)

    def test_that_there_is_not_is_not_found(self, client) -> None:
        page(client, "guide", "ghost", status=404)

    def test_prints_with_everything_open(self, client) -> None:
        html = page(client, "print", "individual-registration")
        assert '<details class="hz-details" open' in html
        assert "开始办理" not in html

    def test_asks_the_database_little(self, client, django_assert_max_num_queries) -> None:
        at_yaohai(client)
        page(client, "guide", "individual-registration")
        with django_assert_max_num_queries(9):
            page(client, "guide", "individual-registration")


@pytest.fixture
def english(client, monkeypatch):
    """Read pages in English with the rooms' own words, as the assembled catalogue holds them."""
    words = trans_real.translation("en")._catalog._catalogs
    rooms = [tomllib.loads(path.read_text("utf-8")) for path in ROOM.parents[1].rglob("locale_en.toml")]
    words.insert(0, {key: value for room in rooms for key, value in room.items()})
    client.cookies["hz_outer_language"] = "en"
    yield client
    words.pop(0)


class TestEnglish:
    def test_the_work_permit_holds_no_chinese(self, english) -> None:
        at_yaohai(english)
        html = page(english, "guide", "foreigner-work-permit")
        main = html[html.index("<main") : html.index("</main>")]
        for heading in ("Who can apply", "Documents", "How it is handled", "Start application", "Hefei Municipal"):
            assert heading in main
        assert CHINESE.findall(re.sub(r"<[^>]+>", " ", main)) == []
        assert not CHINESE.search(" ".join(re.findall(r'(?:aria-label|data-label|title|alt)="([^"]*)"', main)))

    def test_the_hall_speaks_english(self, english) -> None:
        html = page(english, "home", audience="corp")
        main = html[html.index("<main") : html.index("</main>")]
        assert "Work permit for foreigners in China" in main
        assert "services" in main
        shown = re.sub(r"<select.*?</select>", "", main, flags=re.DOTALL)
        assert CHINESE.findall(re.sub(r"<[^>]+>", " ", shown)) == []

    def test_another_guide_says_that_its_text_is_chinese(self, client) -> None:
        client.cookies["hz_outer_language"] = "en"
        html = page(client, "guide", "passport")
        assert 'lang="zh-Hans"' in html
        assert service("passport").name_en in html

    def test_every_word_of_the_room_is_translated(self) -> None:
        known = english_words()
        used = set()
        for path in [*ROOM.rglob("*.html"), *(p for p in ROOM.rglob("*.py") if "tests" not in p.parts)]:
            text = path.read_text("utf-8")
            used |= set(re.findall(r'{% translate "([^"]+)"', text))
            used |= set(re.findall(r'\b(?:gettext|_)\(\s*"([^"]+)"', text))
            for block in re.findall(r"{% blocktranslate[^%]*%}(.*?){% endblocktranslate %}", text):
                used.add(re.sub(r"{{ (\w+) }}", r"%(\1)s", block))
        missing = sorted(word for word in used if CHINESE.search(word) and word not in known)
        assert missing == []
        assert [word for word in known.values() if CHINESE.search(word)] == []


class TestData:
    def test_of_the_list_follows_its_filters(self, client) -> None:
        found = client.get(reverse("guides:index_json"), {"level": "town"}).json()["services"]
        assert [each["slug"] for each in found] == ["birth-service-registration"]

    def test_of_a_guide_can_be_checked_by_its_digest(self, client) -> None:
        found = client.get(reverse("guides:guide_json", args=["passport"])).json()
        assert sm3_hex(canonical(found["release"])) == found["sm3"]

    def test_of_nothing_is_not_found(self, client) -> None:
        assert client.get(reverse("guides:guide_json", args=["ghost"])).status_code == 404


def english_words() -> dict[str, str]:
    return tomllib.loads((ROOM / "locale_en.toml").read_text("utf-8"))
