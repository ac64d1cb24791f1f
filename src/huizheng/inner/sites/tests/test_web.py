"""The pages of sites, as those who keep them use them."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from huizheng.commons.reference.api import demonstration_uscc
from huizheng.gate.contracts.publishing import EmergencyChanged, SiteReleased
from huizheng.gate.testing import sent
from huizheng.inner.organs.api import Duty, Official
from huizheng.inner.organs.testing import given_official
from huizheng.inner.sites.api import note_release
from huizheng.inner.sites.models import Emergency, Site, SiteDraft
from huizheng.inner.sites.queries import column, site
from huizheng.inner.sites.testing import HEFEI, PROVINCE, given_site, given_site_admin

AT = dt.datetime(2026, 11, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def keeper(db: None) -> Official:
    given_site("yaohai")
    return given_site_admin(HEFEI)


@pytest.fixture
def signed_in(keeper: Official, client: Client) -> Client:
    client.force_login(keeper)
    return client


def words(answer) -> str:
    return re.sub(r"\s+", "", answer.content.decode())


class TestTheList:
    def test_shows_what_one_keeps(self, signed_in: Client) -> None:
        answer = signed_in.get(reverse("sites:list"))
        assert "合肥市人民政府门户网站" in words(answer)
        assert "瑶海区" in words(answer)
        assert "安徽省人民政府门户网站</a>" not in words(answer)

    def test_is_searched_and_filtered(self, signed_in: Client) -> None:
        answer = signed_in.get(reverse("sites:list"), {"q": "yaohai", "kind": "county-portal", "state": "open"})
        assert "瑶海" in words(answer)
        assert "合肥市人民政府门户网站</a>" not in words(answer)
        assert "没有符合条件的站点" in words(signed_in.get(reverse("sites:list"), {"q": "芜湖"}))

    def test_asks_few_questions(self, signed_in: Client, django_assert_max_num_queries) -> None:
        with django_assert_max_num_queries(22):
            signed_in.get(reverse("sites:list"))

    def test_comes_as_a_table_to_download(self, signed_in: Client) -> None:
        answer = signed_in.get(reverse("sites:export"))
        lines = answer.content.decode("utf-8-sig").splitlines()
        assert len(lines) == 3
        assert "hefei" in lines[1]

    def test_goes_on_by_the_code(self, client: Client, keeper: Official) -> None:
        client.force_login(given_site_admin(PROVINCE))
        first = site("anhui").site_code
        answer = client.get(reverse("sites:list"), {"after": first})
        assert "安徽省人民政府门户网站</a>" not in words(answer)
        assert "合肥市人民政府门户网站</a>" in words(answer)


class TestASitesPage:
    def test_shows_facts_functions_and_figures(self, signed_in: Client) -> None:
        text = words(signed_in.get(reverse("sites:site", args=["hefei"])))
        assert "栏目树</dt><dd>市级门户" in re.sub(r"(<dd)[^>]*>", r"\1>", re.sub(r"(<dt)[^>]*>", r"\1>", text))
        for word in ("3401000001", "站内搜索", "尚未建成", "超期未更新", "停用"):
            assert word in text

    def test_of_another_city_is_not_there(self, signed_in: Client) -> None:
        assert signed_in.get(reverse("sites:site", args=["anhui"])).status_code == 404
        assert signed_in.get(reverse("sites:site", args=["nowhere"])).status_code == 404

    def test_may_be_seen_but_not_changed_by_an_editor(self, keeper: Official, client: Client) -> None:
        client.force_login(given_official(HEFEI, Duty.PUBLISH_WRITE))
        assert "停用</button>" not in words(client.get(reverse("sites:site", args=["hefei"])))
        assert (
            client.post(reverse("sites:switch", args=["hefei"]), {"function": "search", "on": "0"}).status_code == 403
        )
        assert client.get(reverse("sites:change", args=["hefei"])).status_code == 403

    def test_switches_a_function_by_a_button(self, signed_in: Client) -> None:
        answer = signed_in.post(reverse("sites:switch", args=["hefei"]), {"function": "search", "on": "0"}, follow=True)
        assert "功能已停用" in words(answer)
        answer = signed_in.post(
            reverse("sites:switch", args=["hefei"]), {"function": "letters", "on": "1"}, follow=True
        )
        assert "尚未建成" in words(answer)

    def test_takes_new_facts_and_darkens_a_pale_colour(self, signed_in: Client) -> None:
        page = reverse("sites:change", args=["hefei"])
        facts = {
            "name": "合肥市人民政府",
            "short_name": "合肥",
            "english_name": "Hefei",
            "colour": "#ffee00",
            "hosts": "www.hefei.gov.cn",
            "operator": "合肥市数据资源局",
            "phone": "0551-12345",
            "seen": "1",
        }
        assert "主题色已加深" in words(signed_in.post(page, facts, follow=True))
        assert site("hefei").hosts == ["www.hefei.gov.cn"]
        assert "刚刚被别人修改过" in words(signed_in.post(page, facts))
        assert "不是完整的域名" in words(signed_in.post(page, {**facts, "hosts": "hefei", "seen": "2"}))

    def test_is_closed_for_a_while_and_reopened(self, signed_in: Client) -> None:
        page = reverse("sites:close", args=["hefei"])
        soon = (dt.datetime.now(tz=dt.UTC) + dt.timedelta(days=5)).date().isoformat()
        far = (dt.datetime.now(tz=dt.UTC) + dt.timedelta(days=60)).date().isoformat()
        assert "最长30天" in words(signed_in.post(page, {"until": far, "reason": "改版"}))
        assert "临时关闭" in words(signed_in.post(page, {"until": soon, "reason": "改版"}, follow=True))
        assert not site("hefei").is_open
        assert "已恢复开放" in words(signed_in.post(reverse("sites:reopen", args=["hefei"]), follow=True))


class TestColumns:
    def test_stand_in_their_tree_with_differences_marked(self, signed_in: Client) -> None:
        path = "news/media"
        signed_in.post(reverse("sites:rename", args=["hefei", path]), {"rename-name": "光影合肥"})
        text = words(signed_in.get(reverse("sites:columns", args=["hefei"])))
        assert "光影合肥" in text
        assert "1个与标准不同" in text
        assert "下级门户·news/government" in text
        assert "功能未启用" in text

    def test_are_hidden_moved_and_subscribed_on_their_page(self, signed_in: Client) -> None:
        path = "news/media"
        page = reverse("sites:column", args=["hefei", path])
        assert "在本站隐藏" in words(signed_in.get(page))
        signed_in.post(reverse("sites:arrange", args=["hefei", path]), {"act": "hide", "seen": "1"})
        assert not column("hefei", path).is_shown
        assert "在本站显示" in words(signed_in.get(page))
        signed_in.post(reverse("sites:arrange", args=["hefei", path]), {"act": "up"})
        answer = signed_in.post(
            reverse("sites:subscribe", args=["hefei", path]), {"subscribe-source": "yaohai:news/media"}, follow=True
        )
        assert "瑶海·news/media" in words(answer)
        answer = signed_in.post(
            reverse("sites:subscribe", args=["hefei", path]), {"subscribe-source": "yaohai:news/nothing"}
        )
        assert answer.status_code == 422
        assert "没有栏目" in words(answer)
        signed_in.post(
            reverse("sites:arrange", args=["hefei", path]), {"act": "unsubscribe", "source": "yaohai:news/media"}
        )
        assert column("hefei", path).own_sources == ()

    def test_that_must_be_kept_say_so(self, signed_in: Client) -> None:
        assert "必设栏目不能隐藏" in words(signed_in.get(reverse("sites:column", args=["hefei", "news/government"])))
        answer = signed_in.post(
            reverse("sites:arrange", args=["hefei", "news/government"]), {"act": "hide"}, follow=True
        )
        assert "必设栏目，不能隐藏" in words(answer)

    def test_get_an_owner_and_a_period(self, signed_in: Client) -> None:
        where = reverse("sites:column_guarantee", args=["hefei", "news/notices"])
        answer = signed_in.post(where, {"guarantee-owner": "340100-justice", "guarantee-period_days": "400"})
        assert "不能长于标准的180天" in words(answer)
        answer = signed_in.post(
            where, {"guarantee-owner": "340100-justice", "guarantee-period_days": "60"}, follow=True
        )
        assert "合肥市司法局" in words(answer)

    def test_are_added(self, signed_in: Client) -> None:
        page = reverse("sites:add_column", args=["hefei"])
        typed = {"parent": "news", "step": "lakes", "name": "巢湖治理", "type": "list", "update_days": "30"}
        assert "栏目已增设" in words(signed_in.post(page, typed, follow=True))
        assert "已经有栏目" in words(signed_in.post(page, typed))

    def test_of_no_such_address_are_not_there(self, signed_in: Client) -> None:
        assert signed_in.get(reverse("sites:column", args=["hefei", "no/thing"])).status_code == 404
        assert signed_in.post(reverse("sites:arrange", args=["hefei", "news"]), {"act": "burn"}).status_code == 404


class TestTheWizard:
    ORGAN = {
        "which": "new",
        "organ_name": "合肥市低空经济发展局",
        "organ_short_name": "市低空局",
        "organ_english_name": "Hefei Low-Altitude Economy Bureau",
        "kind": "low-altitude",
        "uscc": demonstration_uscc("340100", 7001),
        "writer_login": "low-writer",
        "writer_name": "甲",
        "first_login": "low-first",
        "first_name": "乙",
        "second_login": "low-second",
        "second_name": "丙",
        "chief_login": "low-chief",
        "chief_name": "丁",
    }

    def started(self, signed_in: Client) -> int:
        answer = signed_in.post(reverse("sites:open"), {"parent": "hefei"})
        assert answer["Location"].endswith("/organ/")
        return SiteDraft.objects.get().pk

    def test_opens_a_working_site_in_three_steps(self, signed_in: Client) -> None:
        pk = self.started(signed_in)
        signed_in.post(reverse("sites:wizard_organ", args=[pk]), self.ORGAN)
        suggested = signed_in.get(reverse("sites:wizard_site", args=[pk])).context["form"].initial
        assert suggested["name"] == "合肥市低空经济发展局网站"
        assert suggested["slug"] == "hefei-low-altitude"
        signed_in.post(reverse("sites:wizard_site", args=[pk]), suggested)
        page = signed_in.get(reverse("sites:wizard_columns", args=[pk]))
        assert "部门要闻" in words(page)
        answer = signed_in.post(reverse("sites:wizard_columns", args=[pk]), page.context["form"].initial)
        assert answer.status_code == 200
        assert "站点已开通" in words(answer)
        assert "low-chief" in words(answer)
        assert "no-store" in answer["Cache-Control"]
        opened = site("hefei-low-altitude")
        assert opened.organ.name == "合肥市低空经济发展局"
        assert "hefei-low-altitude" in {each.slug for each in sent(SiteReleased)}
        draft = SiteDraft.objects.get()
        assert (draft.opened_id, draft.content) == ("hefei-low-altitude", {})
        again = signed_in.get(reverse("sites:wizard_columns", args=[pk]))
        assert again["Location"] == reverse("sites:site", args=["hefei-low-altitude"])

    def test_keeps_what_was_typed_even_when_it_is_wrong(self, signed_in: Client) -> None:
        pk = self.started(signed_in)
        answer = signed_in.post(reverse("sites:wizard_organ", args=[pk]), {**self.ORGAN, "uscc": "123"})
        assert answer.status_code == 422
        assert "统一社会信用代码应为18位" in words(answer)
        later = words(signed_in.get(reverse("sites:wizard_organ", args=[pk])))
        assert "合肥市低空经济发展局" in later
        assert 'value="123"' in later
        assert reverse("sites:wizard_site", args=[pk]) in signed_in.get(reverse("sites:open")).content.decode()

    def test_knows_an_organ_that_is_registered(self, signed_in: Client) -> None:
        pk = self.started(signed_in)
        answer = signed_in.post(reverse("sites:wizard_organ", args=[pk]), {**self.ORGAN, "organ_name": "合肥市财政局"})
        assert "“合肥市财政局”已经登记" in words(answer)

    def test_leads_back_to_the_step_at_fault(self, signed_in: Client) -> None:
        pk = self.started(signed_in)
        signed_in.post(reverse("sites:wizard_organ", args=[pk]), {**self.ORGAN, "writer_name": ""})
        typed = signed_in.get(reverse("sites:wizard_site", args=[pk])).context["form"].initial
        signed_in.post(reverse("sites:wizard_site", args=[pk]), {**typed, "slug": "hefei"})
        item = signed_in.get(reverse("sites:wizard_columns", args=[pk])).context["form"].initial
        answer = signed_in.post(reverse("sites:wizard_columns", args=[pk]), item, follow=True)
        assert answer.redirect_chain[-1][0] == reverse("sites:wizard_site", args=[pk])
        assert "已经有站点使用" in words(answer)
        signed_in.post(reverse("sites:wizard_site", args=[pk]), {**typed, "slug": "hefei-low"})
        answer = signed_in.post(reverse("sites:wizard_columns", args=[pk]), item, follow=True)
        assert answer.redirect_chain[-1][0] == reverse("sites:wizard_organ", args=[pk])
        assert "新开账号请同时填写姓名" in words(answer)
        assert not Site.objects.filter(slug="hefei-low").exists()

    def test_is_ones_own(self, signed_in: Client, client: Client) -> None:
        pk = self.started(signed_in)
        client.force_login(given_site_admin(PROVINCE))
        assert client.get(reverse("sites:wizard_organ", args=[pk])).status_code == 404

    def test_is_for_keepers_of_portals(self, keeper: Official, client: Client) -> None:
        client.force_login(given_official(HEFEI, Duty.PUBLISH_WRITE))
        assert client.get(reverse("sites:open")).status_code == 403
        assert client.post(reverse("sites:open"), {"parent": "hefei"}).status_code == 403


class TestTheGuarantee:
    def test_lists_what_wants_updating_first(self, signed_in: Client) -> None:
        Site.objects.update(opened_at=AT - dt.timedelta(days=300))
        note_release(site="hefei", column="news/government", at=AT - dt.timedelta(days=200))
        answer = signed_in.get(reverse("sites:guarantee"), {"standing": "overdue", "q": "政府要闻"})
        text = words(answer)
        assert "政府要闻" in text
        assert "单项否决" in text
        assert "超期" in text
        answer = signed_in.get(reverse("sites:site_guarantee", args=["hefei"]), {"standing": "all"})
        assert answer.context["count"] > 50
        answer = signed_in.get(reverse("sites:site_guarantee", args=["hefei"]), {"standing": "required-empty"})
        assert "领导信息" in words(answer)

    def test_goes_on_after_the_last_row(self, signed_in: Client) -> None:
        answer = signed_in.get(reverse("sites:guarantee"), {"standing": "all"})
        following = answer.context["following"]
        assert following
        second = signed_in.get(reverse("sites:guarantee") + following)
        first_rows = {row["column"]["href"] for row in answer.context["rows"]}
        assert not first_rows & {row["column"]["href"] for row in second.context["rows"]}

    def test_comes_as_a_table_to_download(self, signed_in: Client) -> None:
        answer = signed_in.get(reverse("sites:guarantee_export"), {"site": "hefei", "standing": "all"})
        assert "政府要闻" in answer.content.decode("utf-8-sig")


class TestTheHomePage:
    """What stands on a site's home page is arranged by its keepers."""

    def press(self, client: Client, act: str, **typed: str | list[str]):
        seen = str(site("hefei").version)
        return client.post(reverse("sites:home", args=["hefei"]), {"act": act, "seen": seen, **typed}, follow=True)

    def kinds(self) -> list[str]:
        return [each["section"] for each in site("hefei").home]

    def test_sections_move_leave_and_come_back(self, signed_in: Client) -> None:
        standard = self.kinds()
        self.press(signed_in, "down", place="0")
        assert self.kinds()[:2] == [standard[1], standard[0]]
        self.press(signed_in, "up", place="0")
        assert self.kinds()[:2] == [standard[1], standard[0]]
        self.press(signed_in, "remove", place="1")
        assert self.kinds() == [standard[1], *standard[2:]]
        [crossed] = sent(SiteReleased)[-1:]
        assert [each["section"] for each in crossed.document["home"]] == self.kinds()
        self.press(signed_in, "restore")
        assert self.kinds() == standard

    def test_a_column_that_is_not_there_holds_up_no_other_section(self, signed_in: Client) -> None:
        Site.objects.filter(slug="hefei").update(
            home=[
                {"section": "openness", "columns": ["openness/nowhere", "openness/budget"], "limit": 6, "title": ""},
                {"section": "headlines", "columns": ["news/government"], "limit": 7, "title": ""},
            ]
        )
        page = words(self.press(signed_in, "down", place="0"))
        assert "首页已调整" in page
        assert "openness/nowhere" not in page
        assert self.kinds() == ["headlines", "openness"]

    def test_a_section_takes_columns_by_path_or_by_name(self, signed_in: Client) -> None:
        typed = {"section": "columns", "column": ["news/notices", "政府要闻", ""], "limit": "4", "title": "本地消息"}
        page = self.press(signed_in, "add", **typed)
        assert "首页已调整" in words(page)
        assert site("hefei").home[-1] == {
            "section": "columns",
            "columns": ["news/notices", "news/government"],
            "limit": 4,
            "title": "本地消息",
        }

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"section": "columns", "column": ["没有的栏目"]}, "没有显示中的栏目“没有的栏目”"),
            ({"section": "columns", "column": []}, "请至少写一个栏目"),
            ({"section": "weather"}, "没有这种栏位"),
            ({"section": "columns", "column": ["news/notices"], "limit": "90"}, "条数请填1到12之间的数"),
        ],
    )
    def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(
        self, signed_in: Client, typed: dict[str, str | list[str]], said: str
    ) -> None:
        before = self.kinds()
        page = self.press(signed_in, "add", **typed, title="写好的标题")
        assert page.status_code == 422
        assert said in words(page)
        assert "写好的标题" in words(page)
        assert self.kinds() == before

    def test_who_acted_from_an_old_page_changes_nothing(self, signed_in: Client) -> None:
        self.press(signed_in, "down", place="0")
        before = self.kinds()
        old = {"act": "down", "place": "0", "seen": "1"}
        assert "刚刚被别人修改过" in words(signed_in.post(reverse("sites:home", args=["hefei"]), old))
        assert self.kinds() == before

    def test_only_keepers_arrange_it(self, client: Client, keeper: Official) -> None:
        client.force_login(given_official(HEFEI, Duty.PUBLISH_WRITE))
        assert "上移" not in words(client.get(reverse("sites:home", args=["hefei"])))
        assert self.press(client, "down", place="0").status_code == 403


class TestEmergencies:
    TYPED = {
        "site": "hefei",
        "scope": "below",
        "kind": "natural",
        "level": "red",
        "title": "巢湖洪水红色预警",
        "english_title": "Red flood warning",
        "area": "沿湖各县区",
        "summary": "水位超过保证水位。",
        "measures": "尽快转移。\n远离堤坝。",
        "phone": "12345",
    }

    @pytest.fixture
    def signer(self, keeper: Official, client: Client) -> Client:
        client.force_login(given_official(HEFEI, Duty.PUBLISH_RELEASE))
        return client

    def test_named_sites_are_written_as_people_call_them(self, signer: Client) -> None:
        given_site("yaohai")
        typed = {**self.TYPED, "scope": "named", "named": "瑶海、瑶海区 无此地"}
        answer = signer.post(reverse("sites:emergency_new"), typed)
        assert "没有找到这些站点：无此地" in words(answer)
        signer.post(reverse("sites:emergency_new"), {**typed, "named": "瑶海、hefei"})
        assert Emergency.objects.get().sites == ["yaohai", "hefei"]

    def test_start_from_a_template_whose_blanks_must_be_filled(self, signer: Client) -> None:
        page = signer.get(reverse("sites:emergency_new"), {"template": "flood"})
        initial = page.context["form"].initial
        assert "【地点】" in initial["title"]
        answer = signer.post(reverse("sites:emergency_new"), {**initial, "site": "hefei", "area": "合肥"})
        assert "请把【】里的内容换成实际情况" in words(answer)
        assert not Emergency.objects.exists()

    def test_are_opened_followed_changed_and_closed(self, signer: Client) -> None:
        answer = signer.post(reverse("sites:emergency_new"), self.TYPED, follow=True)
        text = words(answer)
        assert "正在送往2个站点" in text
        assert "等待发送" in text
        assert "宣布解除" in text
        found = Emergency.objects.get()
        changed = {f"change-{key}": value for key, value in self.TYPED.items()}
        signer.post(
            reverse("sites:emergency_update", args=[found.number]),
            {**changed, "change-level": "orange", "change-seen": "1"},
        )
        answer = signer.post(
            reverse("sites:emergency_close", args=[found.number]), {"close-note": "水退了。"}, follow=True
        )
        assert "已解除" in words(answer)
        assert [each.state for each in sent(EmergencyChanged)] == ["open", "open", "closed"]
        assert "巢湖洪水红色预警" in words(signer.get(reverse("sites:emergencies")))

    def test_are_checked_by_another(self, signer: Client) -> None:
        signer.post(reverse("sites:emergency_new"), self.TYPED)
        number = Emergency.objects.get().number
        assert "确认已复核" not in words(signer.get(reverse("sites:emergency", args=[number])))
        assert signer.post(reverse("sites:emergency_check", args=[number]), {"check-note": "好"}).status_code == 403
        other = Client()
        other.force_login(given_official(HEFEI, Duty.LEAD))
        assert "确认已复核" in words(other.get(reverse("sites:emergency", args=[number])))
        answer = other.post(reverse("sites:emergency_check", args=[number]), {"check-note": "属实"}, follow=True)
        assert "属实" in words(answer)

    def test_are_not_for_everybody(self, signed_in: Client) -> None:
        assert signed_in.get(reverse("sites:emergency_new")).status_code == 403
        assert signed_in.post(reverse("sites:emergency_new"), self.TYPED).status_code == 403
        assert signed_in.get(reverse("sites:emergency", args=["340100-2026-009"])).status_code == 404
