"""The room's pages, as the people of an editorial office use them."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from huizheng.inner.organs.api import Duty, Official
from huizheng.inner.organs.testing import given_official
from huizheng.inner.publishing.api import Manuscript, Placement, State
from huizheng.inner.publishing.models import Material
from huizheng.inner.publishing.testing import Desk, given_desk, given_draft, given_passed, given_released

pytestmark = pytest.mark.django_db


def of(person: Official) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page_of(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(f"publishing:{name}", args=args))
    assert answer.status_code == 200, f"{name}: {answer.status_code}"
    return answer.content.decode()


def press(client: Client, name: str, number: int, **given: str) -> str:
    answer = client.post(reverse(f"publishing:{name}", args=[number]), given, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def desk() -> Desk:
    return given_desk()


class TestTheWayOfAPage:
    def test_from_the_first_word_to_the_public_network(self, desk: Desk) -> None:
        writer = of(desk.writer)
        assert "新建稿件" in page_of(writer, "manuscripts")
        assert "政府要闻" in page_of(writer, "start")
        given = {"act": "start", "site": "hefei", "column": "news/government", "kind": "article", "title": "新路通车"}
        answer = writer.post(reverse("publishing:start"), given)
        draft = Manuscript.objects.get(title="新路通车")
        assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[draft.page_id])
        form = writer.get(answer["Location"]).context["form"]
        parts = {"body", "attachments", "related"}
        fields = {name: form[name].value() or "" for name in form.fields if name not in parts} | {"pinned": "0"}
        fields |= {
            "title": "新路今天通车",
            "summary": "新路全长六公里。",
            "source": "合肥市人民政府办公室",
            "body-count": "1",
            "body-0-deleted": "",
            "body-0-order": "0",
            "body-0-type": "text",
            "body-0-id": "",
            "body-0-value": '{"blocks":[{"key":"a","text":"新路全长六公里，今天通车。","type":"unstyled","depth":0,'
            '"inlineStyleRanges":[],"entityRanges":[]}],"entityMap":{}}',
            "attachments-count": "0",
            "related-count": "0",
            "action-done": "1",
        }
        saved = writer.post(answer["Location"], fields)
        assert saved.status_code == 302, saved.context["form"].errors
        assert saved["Location"] == reverse("publishing:manuscript", args=[draft.number])
        draft.refresh_from_db()
        assert draft.title == "新路今天通车"
        shown = page_of(writer, "manuscript", draft.number)
        assert "提交审核" in shown
        preview = page_of(writer, "preview", draft.number)
        assert "新路全长六公里，今天通车。" in preview
        assert re.search(r"发布时间：\d{4}-\d\d-\d\d \d\d:\d\d<", preview)
        assert "已提交审核" in press(writer, "submit", draft.number)
        for reviewer, word in ((desk.first, "初审通过"), (desk.second, "复审通过"), (desk.chief, "终审通过")):
            client = of(reviewer)
            assert "新路今天通车" in page_of(client, "waiting")
            assert word in page_of(client, "manuscript", draft.number)
            assert "已通过" in press(client, "pass", draft.number)
        chief = of(desk.chief)
        assert "新路今天通车" in page_of(chief, "release_many")
        assert "正在送往公众网" in press(chief, "release", draft.number)
        draft.refresh_from_db()
        assert draft.state == State.RELEASED
        assert "发布第1版" in page_of(writer, "manuscript", draft.number)

    def test_a_revision_shows_what_changed_and_a_withdrawal_asks_why(self, desk: Desk) -> None:
        released = given_released(desk)
        writer, chief = of(desk.writer), of(desk.chief)
        assert "可以修订" in press(writer, "revise", released.number)
        page = released.page.specific
        page.summary = "会议部署了明年的任务。"
        page.save()
        changed = page_of(writer, "changes", released.number)
        assert "会议部署了明年的任务。" in changed
        assert "会议部署了下半年的任务。" in changed
        assert "撤下方式" in page_of(chief, "withdraw", released.number)
        where = reverse("publishing:withdraw", args=[released.number])
        assert chief.post(where, {"how": "error", "reason": ""}).status_code == 422
        assert chief.post(where, {"how": "error", "reason": "数字有误", "to": ""}).status_code == 302
        released.refresh_from_db()
        assert released.state == State.WITHDRAWN

    def test_a_return_needs_a_reason_and_a_remark_stays(self, desk: Desk) -> None:
        draft = given_draft(desk)
        press(of(desk.writer), "submit", draft.number)
        first = of(desk.first)
        assert "请写明退回的理由" in press(first, "return", draft.number, reason=" ")
        assert "已退回作者" in press(first, "return", draft.number, reason="标题太长")
        assert "标题太长" in page_of(of(desk.writer), "manuscript", draft.number)
        assert "批注已写入" in press(first, "remark", draft.number, text="请核对会议日期")
        assert "请核对会议日期" in page_of(of(desk.writer), "manuscript", draft.number)

    def test_many_go_at_once(self, desk: Desk) -> None:
        passed = [given_passed(desk, title=f"第{index}条消息") for index in range(2)]
        chief = of(desk.chief)
        answer = chief.post(
            reverse("publishing:release_many"), {"number": [each.number for each in passed]}, follow=True
        )
        assert "2 份稿件已在同一时刻发布" in answer.content.decode()


class TestPlacements:
    def test_are_asked_for_and_taken_by_the_receiving_site(self, desk: Desk) -> None:
        released = given_released(desk)
        other = given_desk("anhui")
        writer = of(desk.writer)
        assert "送其他栏目展示" in page_of(writer, "place", released.number)
        answer = writer.post(
            reverse("publishing:place", args=[released.number]),
            {"act": "place", "site": "anhui", "column": "news/government", "rank": "0"},
        )
        assert answer.status_code == 302
        placement = Placement.objects.get()
        chief = of(other.chief)
        assert released.title in page_of(chief, "waiting")
        assert released.title in page_of(chief, "placements")
        taken = chief.post(reverse("publishing:decide", args=[placement.key, "accept"]), follow=True)
        assert "已采用" in taken.content.decode()
        assert (
            of(given_official("340102-health", Duty.PUBLISH_RELEASE))
            .post(reverse("publishing:decide", args=[placement.key, "end"]))
            .status_code
            == 404
        )


class TestTheLibrary:
    def test_takes_a_picture_with_words_for_the_blind(self, desk: Desk) -> None:
        writer = of(desk.writer)
        assert "素材库" in page_of(writer, "materials")
        where = reverse("publishing:materials")
        assert writer.post(where, {"site": "hefei", "file": picture()}).status_code == 422
        answer = writer.post(where, {"site": "hefei", "file": picture(), "alt": "新路通车现场", "title": "通车"})
        assert answer.status_code == 302
        material = Material.objects.get()
        assert (material.width, material.height) == (8, 6)
        assert "通车" in page_of(writer, "materials")
        got = writer.get(reverse("publishing:material", args=[material.key]))
        assert got.status_code == 200
        stranger = of(given_official("340102-health", Duty.PUBLISH_WRITE))
        assert stranger.get(reverse("publishing:material", args=[material.key])).status_code == 404
        chooser = writer.get(reverse("publishing_materials:choose"))
        assert "通车" in chooser.json()["html"]
        assert "通车" not in stranger.get(reverse("publishing_materials:choose")).json()["html"]
        chosen = reverse("publishing_materials:chosen", args=[str(material.key)])
        assert writer.get(chosen).status_code == 200
        assert stranger.get(chosen).status_code == 404


def picture() -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (8, 6), "navy").save(content, "PNG")
    return SimpleUploadedFile("road.png", content.getvalue(), "image/png")
