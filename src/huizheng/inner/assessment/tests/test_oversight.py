"""Oversight: the auditor's pages, the calendar, warnings on a page, and who inside is told of a bad rating."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from huizheng.commons.audit.api import AuditLine
from huizheng.commons.calendar.api import is_provisional
from huizheng.commons.clocks.api import Clock
from huizheng.commons.events.testing import deliver_all
from huizheng.commons.keys.api import seal_for
from huizheng.commons.notices.testing import told
from huizheng.commons.reference.testing import given_places
from huizheng.gate.contracts import CaseRated
from huizheng.gate.testing import deliver
from huizheng.inner.assessment.api import Rectification
from huizheng.inner.assessment.queries import rectification_page
from huizheng.inner.assessment.tasks import raise_cards
from huizheng.inner.casework.api import Case, Staff
from huizheng.inner.casework.testing import ORGAN, given_staff, on, received_case
from huizheng.inner.items.testing import given_release
from huizheng.inner.organs.api import Duty, Official

NOTICE = "date,holiday,day\n2027-01-01,元旦,off\n2027-02-05,春节,off\n2027-10-01,国庆节,off\n2027-10-09,国庆节,work\n"


def browser_of(staff: Staff) -> Client:
    client = Client()
    client.force_login(Official.objects.get(pk=staff.official_id))
    return client


@pytest.fixture
def case(db: None) -> Case:
    given_places()
    given_release("individual-registration")
    return received_case("2026-03-10")


@pytest.fixture
def browser(case: Case) -> Client:
    return browser_of(given_staff(ORGAN, Duty.RATING_HANDLE))


@pytest.fixture
def auditor(case: Case) -> Client:
    return browser_of(given_staff("340102-data-resources", Duty.AUDIT))


@pytest.fixture
def operator(case: Case) -> Client:
    return browser_of(given_staff("340102-data-resources", Duty.OPERATIONS))


class TestTelling:
    @pytest.mark.parametrize("anonymous", [False, True])
    def test_officials_with_the_duty_are_told_and_of_an_anonymous_rating_no_number(
        self, case: Case, anonymous: bool
    ) -> None:
        handler, clerk = given_staff(ORGAN, Duty.RATING_HANDLE), given_staff(ORGAN, Duty.CASE_ACCEPT)
        deliver(
            CaseRated(
                case_number=case.number,
                level=5,
                indicators=(),
                channel_code="1",
                anonymous=anonymous,
                at=on("2026-03-11"),
                content=seal_for("inner", {"text": "太慢"}),
            )
        )
        deliver_all()
        (shown,) = told(f"official:{handler.official_id}")
        assert "非常不满意" in shown.text.body
        assert (case.number in shown.text.title + shown.text.body) is not anonymous
        assert "太慢" not in shown.text.body
        assert told(f"official:{clerk.official_id}") == ()


def rated(case: Case, *, level: int = 4, anonymous: bool = False, day: str = "2026-03-11") -> None:
    deliver(
        CaseRated(
            case_number=case.number,
            level=level,
            indicators=(),
            channel_code="3",
            anonymous=anonymous,
            at=on(day),
            content=seal_for("inner", {"text": "太慢"}),
        )
    )


class TestLists:
    def test_an_anonymous_rating_is_shown_without_the_number_that_names_the_applicant(
        self, browser: Client, case: Case
    ) -> None:
        rated(case, anonymous=True)
        task = Rectification.objects.get()
        for where in ("assessment:rectifications", "desk:home"):
            page = browser.get(reverse(where)).content.decode()
            assert f"匿名评价{task.pk}" in page
            assert case.number not in page
        page = browser.get(reverse("assessment:rectification", args=[task.pk])).content.decode()
        assert case.number not in page
        assert case.applicant_name not in page

    def test_pages_by_key_and_sieves(self, case: Case) -> None:
        handler = given_staff(ORGAN, Duty.RATING_HANDLE)
        for each in (case, received_case("2026-03-10"), received_case("2026-03-10")):
            rated(each)
        first = rectification_page(handler, size=2)
        second = rectification_page(handler, size=2, after=first.next)
        assert [task.pk for task in first.rows + second.rows] == sorted(task.pk for task in Rectification.objects.all())
        assert (len(first.rows), second.next) == (2, "")
        assert not rectification_page(handler, state="answered").rows
        assert not rectification_page(handler, item="none-such").rows
        assert not rectification_page(handler, due_before=Rectification.objects.first().due_on).rows

    def test_figures_show_items_and_channels(self, browser: Client, case: Case) -> None:
        # Of today a rating may lie in the morning still to come.
        yesterday = (timezone.localdate() - dt.timedelta(days=1)).isoformat()
        rated(case, level=1, day=yesterday)
        rated(received_case("2026-03-10"), day=yesterday)
        page = browser.get(reverse("assessment:figures")).content.decode()
        assert "评价 2，差评 1" in page
        assert "二维码" in page
        assert "<svg" in page


class TestCardsPage:
    def test_links_only_cases_the_viewer_may_open(self, case: Case) -> None:
        raise_cards(at=on("2026-03-25"))
        link = reverse("casework:case", args=[case.number])
        own = browser_of(given_staff(ORGAN, Duty.CASE_ACCEPT)).get(reverse("assessment:cards")).content.decode()
        above = browser_of(given_staff("340102-data-resources", Duty.LEAD)).get(reverse("assessment:cards"))
        assert link in own
        assert "红牌" in own
        assert case.number in above.content.decode()
        assert link not in above.content.decode()


class TestAudit:
    def test_lists_and_filters(self, auditor: Client, case: Case) -> None:
        where = reverse("assessment:audit")
        page = auditor.get(where, {"action": "casework:"}).content.decode()
        assert case.number in page
        assert "系统" in page
        assert case.number not in auditor.get(where, {"action": "items:"}).content.decode()
        assert case.number in auditor.get(where, {"target": f"case:{case.number}"}).content.decode()
        assert "应写成“类别:标识”" in auditor.get(where, {"actor": "nonsense"}).content.decode()
        assert case.number not in auditor.get(where, {"until": "2020-01-01"}).content.decode()
        assert AuditLine.objects.filter(action="assessment:audit:read").exists()

    def test_exports_what_was_filtered_and_writes_that_down(self, auditor: Client, case: Case) -> None:
        answer = auditor.post(reverse("assessment:audit_export"), {"action": "casework:case:register"})
        text = b"".join(answer.streaming_content).decode()
        rows = text.strip().splitlines()
        assert len(rows) == 2
        assert case.number in rows[1]
        line = AuditLine.objects.get(action="assessment:audit:export")
        assert line.facts == {"action": "casework:case:register"}

    def test_says_that_the_chain_is_whole_or_where_it_is_not(self, auditor: Client, case: Case) -> None:
        where = reverse("assessment:audit_verify")
        assert "审计链完整" in auditor.post(where).content.decode()
        assert "锚点" in auditor.post(where, {"anchor": "0" * 64}).content.decode()
        assert AuditLine.objects.filter(action="assessment:audit:verify").count() == 2

    @pytest.mark.parametrize("duty", [Duty.OPERATIONS, Duty.LEAD, Duty.CASE_ACCEPT])
    def test_is_not_there_for_others(self, case: Case, duty: Duty) -> None:
        client = browser_of(given_staff("340102-data-resources", duty))
        assert client.get(reverse("assessment:audit")).status_code == 404
        assert client.post(reverse("assessment:audit_export")).status_code == 404
        assert client.post(reverse("assessment:audit_verify")).status_code == 404


class TestCalendar:
    def test_says_which_year_is_provisional_and_offers_it(self, operator: Client) -> None:
        page = operator.get(reverse("assessment:calendar")).content.decode()
        assert "2027 年的放假安排尚未录入" in page
        assert 'value="2027"' in page
        assert "随产品提供" in page

    def test_a_dry_run_tells_what_would_move_and_writes_nothing(self, operator: Client, case: Case) -> None:
        received_case("2027-02-03")
        before = list(Clock.objects.order_by("pk").values_list("due_on", flat=True))
        answer = operator.post(
            reverse("assessment:calendar_preview"),
            {"year": 2027, "source": "国办通知", "file": SimpleUploadedFile("2027.csv", NOTICE.encode())},
        )
        page = answer.content.decode()
        assert "有 1 个的届满日会改变" in page
        assert is_provisional(2027)
        assert list(Clock.objects.order_by("pk").values_list("due_on", flat=True)) == before

    def test_what_the_dry_run_said_is_what_loading_does(self, operator: Client, case: Case) -> None:
        moving = received_case("2027-02-03")
        clock = Clock.objects.get(subject_id=moving.number)
        page = operator.post(
            reverse("assessment:calendar_preview"), {"year": 2027, "source": "国办通知", "text": NOTICE}
        ).content.decode()
        answer = operator.post(
            reverse("assessment:calendar_load"), {"year": 2027, "source": "国办通知", "text": NOTICE}
        )
        assert answer.status_code == 302
        deliver_all()
        old, new = clock.due_on, Clock.objects.get(pk=clock.pk).due_on
        assert new != old
        assert f"{new.year}年{new.month}月{new.day}日" in page
        assert not is_provisional(2027)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "请上传文件，或者填写文本"),
            ("a,b\n1,2", "第一行应为"),
            ("date,holiday,day\n2027-01-01,元旦,off\n", "没有10月1日国庆节"),
        ],
    )
    def test_says_what_is_wrong_with_a_notice(self, operator: Client, text: str, said: str) -> None:
        where = reverse("assessment:calendar_preview")
        assert said in operator.post(where, {"year": 2027, "source": "通知", "text": text}).content.decode()

    def test_is_not_there_for_others(self, browser: Client, auditor: Client) -> None:
        for client in (browser, auditor):
            assert client.get(reverse("assessment:calendar")).status_code == 404
            assert client.post(reverse("assessment:calendar_load"), {"year": 2027}).status_code == 404
