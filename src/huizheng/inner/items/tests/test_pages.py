"""The item library in the office."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.urls import reverse

from huizheng.inner.items.api import Release, ReleaseState, current_release, release_starting_data
from huizheng.inner.items.testing import THEN, given_draft, given_release, starting_document
from huizheng.inner.items.web.presenters.library import library
from huizheng.inner.organs.api import Duty
from huizheng.inner.organs.testing import given_official

pytestmark = pytest.mark.django_db
SLUG = "individual-registration"
ALONE = {"next": [], "related": [], "prerequisites": []}
TYPED = {
    "summary": "开店先登记，手机上就能办。",
    "summary_en": "Register on line.",
    "conditions": "有经营能力的公民（自然人）\n年满十八周岁",
    "promised_n": "1",
    "promised_unit": "working",
    "visits": "0",
    "visit_reason": "",
    "place": "市民中心",
    "hours": "工作日全天",
    "consult_phone": "0551-00000001",
    "complaint_phone": "0551-12345",
    "faq": "问：要钱吗？\n答：不要。",
}


@pytest.fixture
def editor(client):
    official = given_official("340102-market-regulation", Duty.ITEM_EDIT)
    client.force_login(official)
    return official


def url(name: str, *args) -> str:
    return reverse(f"items:{name}", args=args)


def body(answer) -> str:
    return answer.content.decode()


class TestLibrary:
    def test_is_for_officials_only(self, client) -> None:
        assert client.get(url("list")).status_code == 302

    def test_lists_filters_and_turns_pages(self, client, editor) -> None:
        release_starting_data(at=THEN)
        first = body(client.get(url("list")))
        assert first.count("已发布") >= 50
        assert "?after=" in first
        narrowed = body(
            client.get(url("list"), {"q": "个体", "type": "01", "level": "county", "organ": "market-regulation"})
        )
        assert "个体工商户登记注册" in narrowed
        assert "护照" not in narrowed
        assert "没有符合条件的事项" in body(client.get(url("list"), {"state": "withdrawn"}))

    def test_asks_the_database_little(self, django_assert_num_queries) -> None:
        release_starting_data(at=THEN)
        with django_assert_num_queries(2):  # one for the list, one for the kinds of organs to choose from
            assert len(library(QueryDict("type=01"))["rows"]) == 50

    def test_what_there_is_not_is_not_found(self, client, editor) -> None:
        for address in (url("item", "ghost"), url("release", "ghost", 1), url("form", "ghost", 1)):
            assert client.get(address).status_code == 404


class TestRelease:
    def test_is_shown_whole(self, client, editor) -> None:
        given_release()
        html = body(client.get(url("release", SLUG, 1)))
        for part in ("质量检查", "行政许可法第四十二条", "经营者居民身份证", "先共享核验", "未核实", "第1版"):
            assert part in html

    @pytest.mark.parametrize("slug", ["subsistence-allowance", "foreigner-work-permit", "medical-institution"])
    def test_shows_its_form_as_applicants_see_it(self, client, editor, slug: str) -> None:
        given_release(slug)
        html = body(client.get(url("form", slug, 1)))
        assert "表单预览" in html
        assert "手机" in html

    def test_tells_what_changed(self, client, editor) -> None:
        given_release()
        given_release(summary="新的说明")
        html = body(client.get(url("changes", SLUG, 2)))
        assert "新的说明" in html
        assert "通俗说明" in html
        assert "没有更早的版本" in body(client.get(url("changes", SLUG, 1)))

    def test_can_be_taken_out_as_data(self, client, editor) -> None:
        given_release()
        assert client.get(url("document", SLUG, 1)).json() == starting_document()


class TestEditing:
    def test_makes_a_draft_of_what_was_typed(self, client, editor) -> None:
        given_release()
        answer = client.post(url("draft", SLUG), TYPED)
        assert answer["Location"] == url("release", SLUG, 2)
        draft = Release.objects.get(version=2).document
        assert draft["summary"] == TYPED["summary"]
        assert draft["conditions"][0]["text_en"]  # what did not change keeps its English
        assert draft["faq"] == [{"q": "要钱吗？", "a": "不要。"}]
        assert (draft["handling"], draft["limits"]["promised"]["n"]) == ("promise", 1)
        assert {clock["code"]: clock["n"] for clock in draft["clocks"]}["promised"] == 1
        assert current_release(SLUG).version == 1

    def test_says_what_to_mend(self, client, editor) -> None:
        given_release()
        answer = client.post(url("draft", SLUG), {**TYPED, "consult_phone": "12345", "faq": "为什么"})
        assert answer.status_code == 422
        assert "请带区号填写" in body(answer)
        assert "前面请加" in body(answer)

    def test_is_refused_without_the_duty(self, client) -> None:
        given_release()
        client.force_login(given_official("340102-health", Duty.ITEM_EDIT))
        answer = client.post(url("draft", SLUG), TYPED)
        assert "没有编制这个事项的职责" in body(answer)
        assert "起草新版本" not in body(client.get(url("item", SLUG)))

    def test_takes_a_whole_document(self, client, editor) -> None:
        given_release()
        file = SimpleUploadedFile("x.json", json.dumps({**starting_document(), "scope": "全国通办"}).encode())
        assert client.post(url("upload", SLUG), {"file": file})["Location"] == url("release", SLUG, 2)
        for wrong in (
            b"{",
            b"[]",
            json.dumps(starting_document("passport")).encode(),
            b'{"slug": "individual-registration"}',
        ):
            answer = client.post(url("upload", SLUG), {"file": SimpleUploadedFile("x.json", wrong)})
            assert answer.status_code == 422
            assert "没有上传成功" in body(answer)


class TestReleasing:
    def test_goes_from_draft_over_check_to_release_by_two_people(self, client, editor) -> None:
        given_draft(by=editor.as_actor(), **ALONE)
        client.post(url("check", SLUG, 1))
        html = body(client.get(url("release", SLUG, 1)))
        assert "您是起草人" in html
        client.post(url("release_act", SLUG, 1))
        assert Release.objects.get().state == ReleaseState.CHECKED
        client.force_login(given_official("340102-market-regulation", Duty.ITEM_RELEASE))
        assert "发布这一版" in body(client.get(url("release", SLUG, 1)))
        client.post(url("release_act", SLUG, 1))
        assert Release.objects.get().state == ReleaseState.RELEASED

    def test_shows_errors_of_a_draft_that_is_not_fit(self, client, editor) -> None:
        given_draft(by=editor.as_actor(), faq=[], **ALONE)
        client.post(url("check", SLUG, 1))
        html = body(client.get(url("release", SLUG, 1)))
        assert "须改正" in html
        assert "请至少写一条常见问题和解答" in html
        assert "发布这一版" not in html

    def test_changes_nothing_by_reading(self, client, editor) -> None:
        given_draft(by=editor.as_actor(), **ALONE)
        for name in ("check", "release_act"):
            assert client.get(url(name, SLUG, 1)).status_code == 405


class TestWithdrawing:
    def test_asks_for_a_reason(self, client) -> None:
        given_release()
        client.force_login(given_official("340100-data-resources", Duty.ITEM_RELEASE))
        assert client.post(url("withdraw", SLUG), {"reason": " "}).status_code == 422
        client.post(url("withdraw", SLUG), {"reason": "并入企业开办一件事"})
        assert Release.objects.get().state == ReleaseState.WITHDRAWN
        assert "并入企业开办一件事" in body(client.get(url("item", SLUG)))

    def test_is_refused_without_the_duty(self, client, editor) -> None:
        given_release()
        assert "没有停办事项的职责" in body(client.post(url("withdraw", SLUG), {"reason": "停"}))
