"""The pages of casework, through the browser's eyes."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from huizheng.commons.audit.api import AuditLine
from huizheng.commons.events.testing import deliver_all
from huizheng.commons.reference.testing import given_places
from huizheng.inner.casework.api import Staff, State, accept, claim, pass_step
from huizheng.inner.casework.models import Case
from huizheng.inner.casework.testing import ORGAN, deciding_case, given_staff, granted_case, on, received_case
from huizheng.inner.organs.api import Official

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture
def browser(clerk: Staff) -> Client:
    client = Client()
    client.force_login(Official.objects.get(pk=clerk.official_id))
    return client


def page_of(act: str, case: Case) -> str:
    return reverse("casework:act", args=[case.number, act])


def press(browser: Client, act: str, case: Case, *, seen: int | None = None, token: str = "", **given):
    case.refresh_from_db()
    return browser.post(
        page_of(act, case),
        {"seen": seen or case.version, "token": token or str(uuid.uuid4()), **given},
    )


class TestTodo:
    def test_lists_what_waits_with_its_due_day_in_words(self, browser: Client) -> None:
        case = received_case("2026-03-10")
        answer = browser.get(reverse("casework:todo"))
        page = answer.content.decode()
        assert case.number in page
        assert "待受理" in page
        assert "已超期" in page
        assert "王小明" in page

    def test_can_be_sieved(self, browser: Client, clerk: Staff) -> None:
        mine, other = received_case("2026-03-10"), received_case("2026-03-10")
        claim(mine, by=clerk, at=on("2026-03-10"))
        page = browser.get(reverse("casework:todo"), {"whose": "mine"}).content.decode()
        assert mine.number in page
        assert other.number not in page
        page = browser.get(reverse("casework:todo"), {"whose": "unclaimed", "state": "received"}).content.decode()
        assert other.number in page
        assert mine.number not in page
        assert other.number not in browser.get(reverse("casework:todo"), {"item": "none-such"}).content.decode()

    def test_claims_in_bulk(self, browser: Client, clerk: Staff) -> None:
        cases = [received_case("2026-03-10") for _ in range(3)]
        browser.post(reverse("casework:claim_selected"), {"number": [case.number for case in cases[:2]]})
        assert list(Case.objects.order_by("id").values_list("claimed_by_id", flat=True)) == [
            clerk.official_id,
            clerk.official_id,
            None,
        ]

    def test_says_when_there_is_nothing(self, browser: Client) -> None:
        assert "没有待办" in browser.get(reverse("casework:todo")).content.decode()
        assert "换一个条件" not in browser.get(reverse("casework:todo")).content.decode()
        assert "换一个条件" in browser.get(reverse("casework:todo"), {"due": "overdue"}).content.decode()


class TestCasePage:
    def test_shows_the_whole_story_and_writes_the_reading_down(self, browser: Client, clerk: Staff) -> None:
        case = granted_case("2026-03-10", by=clerk, answers={"in.name": "徽州小店"})
        deliver_all()
        page = browser.get(reverse("casework:case", args=[case.number])).content.decode()
        for words in ("徽州小店", "准予决定书", "结果证照", "受理通知书", "法定", "送达", "材料齐全，符合条件。"):
            assert words in page, words
        assert AuditLine.objects.filter(action="casework:case:read", target_id=case.number).count() == 1

    def test_offers_only_what_policy_allows_now(self, browser: Client, clerk: Staff) -> None:
        case = received_case("2026-03-10")
        page = browser.get(reverse("casework:case", args=[case.number])).content.decode()
        assert page_of("accept", case) in page
        assert page_of("grant", case) not in page
        accept(case, by=clerk, at=on("2026-03-10"))
        page = browser.get(reverse("casework:case", args=[case.number])).content.decode()
        assert page_of("pass-step", case) in page
        assert page_of("grant", case) not in page
        assert page_of("return-step", case) not in page
        pass_step(case, by=clerk, at=on("2026-03-10"), opinion="符合")
        page = browser.get(reverse("casework:case", args=[case.number])).content.decode()
        assert page_of("grant", case) in page
        assert page_of("pass-step", case) not in page
        assert page_of("return-step", case) in page

    def test_is_not_there_for_another_organ(self) -> None:
        case = received_case("2026-03-10")
        stranger = given_staff("340103-market-regulation")
        client = Client()
        client.force_login(Official.objects.get(pk=stranger.official_id))
        for name in ("case", "print", "correction"):
            assert client.get(reverse(f"casework:{name}", args=[case.number])).status_code == 404
        assert client.get(page_of("accept", case)).status_code == 404
        assert press(client, "accept", case).status_code == 404
        found = client.get(reverse("casework:search"), {"q": case.number})
        assert reverse("casework:case", args=[case.number]) not in found.content.decode()

    def test_prints_the_dossier(self, browser: Client, clerk: Staff) -> None:
        case = deciding_case("2026-03-10", by=clerk)
        page = browser.get(reverse("casework:print", args=[case.number])).content.decode()
        assert "案卷" in page
        assert "行政许可法" in page

    def test_hands_out_a_notice_as_a_file(self, browser: Client, clerk: Staff) -> None:
        case = accept(received_case("2026-03-10"), by=clerk, at=on("2026-03-10"))
        notice = case.notices.get()
        where = reverse("casework:notice", args=[case.number, notice.pk])
        assert browser.get(where).status_code == 404
        deliver_all()
        answer = browser.get(where)
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content).startswith(b"%PDF")
        assert AuditLine.objects.filter(action="casework:case:download").count() == 1


class TestActs:
    def test_an_act_is_done_and_told(self, browser: Client) -> None:
        case = received_case("2026-03-10")
        assert browser.get(page_of("accept", case)).status_code == 200
        answer = press(browser, "accept", case)
        assert answer.status_code == 302
        case.refresh_from_db()
        assert case.state == State.IN_STEP

    @pytest.mark.parametrize(
        ("act", "given"),
        [
            ("refuse-acceptance", {"reasons": "不属于本机关职权。", "right_organ": ""}),
            ("declare-not-needed", {"reasons": "依法不需登记。"}),
            ("terminate", {"reasons": "申请人死亡。"}),
            ("add-note", {"text": "已电话联系。"}),
        ],
    )
    def test_each_form_of_the_acceptance_reaches_its_verb(self, browser: Client, act: str, given: dict) -> None:
        case = received_case("2026-03-10")
        assert browser.get(page_of(act, case)).status_code == 200
        assert press(browser, act, case, **given).status_code == 302
        assert case.entries.last().act == act.replace("-", "_")

    @pytest.mark.parametrize(
        ("act", "given"),
        [
            ("return-step", {"to": "review", "reasons": "意见不完整。"}),
            ("grant", {"opinion": "同意"}),
            ("decline", {"reasons": "场所不符合规定。"}),
            ("extend", {"days": "10", "reasons": "需要调查。"}),
            ("start-procedure", {"ground": "appraisal", "expected_days": "3"}),
        ],
    )
    def test_each_form_of_the_decision_reaches_its_verb(
        self,
        browser: Client,
        clerk: Staff,
        act: str,
        given: dict,
    ) -> None:
        from django.utils import timezone

        today = timezone.localdate().isoformat()
        case = deciding_case(today, by=clerk)
        assert browser.get(page_of(act, case)).status_code == 200
        answer = press(browser, act, case, **given)
        assert answer.status_code == 302, answer.content.decode()

    def test_a_missing_reason_is_said_beside_the_field(self, browser: Client) -> None:
        case = received_case("2026-03-10")
        answer = press(browser, "refuse-acceptance", case, reasons="")
        assert answer.status_code == 200
        assert "请填写这一项" in answer.content.decode()
        case.refresh_from_db()
        assert case.state == State.RECEIVED

    def test_two_presses_of_one_button_are_one_act(self, browser: Client) -> None:
        case = received_case("2026-03-10")
        token = str(uuid.uuid4())
        first = press(browser, "accept", case, token=token)
        second = press(browser, "accept", case, token=token)
        assert (first.status_code, second.status_code) == (302, 302)
        assert case.entries.filter(act="accept").count() == 1

    def test_a_page_opened_before_a_colleagues_act_shows_what_changed_and_keeps_the_text(
        self,
        browser: Client,
        clerk: Staff,
    ) -> None:
        case = deciding_case("2026-03-10", by=clerk)
        seen = case.version
        colleague = given_staff(ORGAN)
        from huizheng.inner.casework.api import return_step

        return_step(case, by=colleague, at=on("2026-03-11"), to="review", reasons="意见太短，请重写。")
        answer = press(browser, "terminate", case, seen=seen, reasons="申请人已经注销，写了很多字。")
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "意见太短，请重写。" in page
        assert colleague.name in page
        assert "申请人已经注销，写了很多字。" in page
        case.refresh_from_db()
        assert case.state == State.IN_STEP
        assert f'name="seen" value="{case.version}"' in page

    def test_an_act_that_is_not_possible_sends_back_with_the_reason(self, browser: Client) -> None:
        case = received_case("2026-03-10")
        answer = browser.get(page_of("grant", case), follow=True)
        assert "不能准予" in answer.content.decode()
        assert browser.get(page_of("none-such", case)).status_code == 404


class TestCorrectionPage:
    def test_ticks_fields_and_materials_with_reasons(self, browser: Client) -> None:
        case = received_case("2026-03-10")
        where = reverse("casework:correction", args=[case.number])
        page = browser.get(where).content.decode()
        assert "经营场所" in page
        given = {
            "seen": case.version,
            "token": str(uuid.uuid4()),
            "note": "三日内补齐为好",
            "tick:field-in-address": "1",
            "reason:field-in-address": "缺门牌号",
        }
        from django.utils import timezone

        fresh = received_case(timezone.localdate())
        answer = browser.post(
            reverse("casework:correction", args=[fresh.number]),
            {**given, "seen": fresh.version},
        )
        assert answer.status_code == 302
        assert fresh.correction.fields[0]["reason"] == "缺门牌号"

    def test_says_when_nothing_is_ticked(self, browser: Client) -> None:
        case = received_case("2026-03-10")
        answer = browser.post(
            reverse("casework:correction", args=[case.number]),
            {"seen": case.version, "token": str(uuid.uuid4())},
        )
        assert "至少勾选一项" in answer.content.decode()


def test_the_export_holds_the_viewers_cases_and_no_formula(browser: Client) -> None:
    given_places("340103")
    received_case("2026-03-10", name="=HYPERLINK(1)")
    other = received_case("2026-03-10", organ="340103-market-regulation")
    text = b"".join(browser.get(reverse("casework:export")).streaming_content).decode()
    assert "'=HYPERLINK(1)" in text
    assert other.number not in text
    assert AuditLine.objects.filter(action="casework:case:export").count() == 1


def test_the_list_asks_a_fixed_number_of_questions(browser: Client, django_assert_max_num_queries) -> None:
    for _ in range(20):
        received_case("2026-03-10")
    browser.get(reverse("casework:todo"))
    with django_assert_max_num_queries(16):
        browser.get(reverse("casework:todo"))
