"""From a bad rating to its answer (国办发〔2019〕51号)."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from huizheng.commons.clocks.api import clock_of
from huizheng.commons.keys.api import seal_for
from huizheng.commons.keys.testing import unseal_as
from huizheng.commons.reference.testing import given_places
from huizheng.gate.api import Rejected
from huizheng.gate.contracts import CaseRated, RatingAnswered
from huizheng.gate.testing import deliver as arrive
from huizheng.gate.testing import sent
from huizheng.inner.assessment.actions import (
    answer,
    appeal,
    call_back,
    complete,
    record_rating,
    rule_on_appeal,
    set_limit,
)
from huizheng.inner.assessment.enclosing import answer_text, call_record, disclose, rating_text
from huizheng.inner.assessment.models import Rating, Rectification
from huizheng.inner.assessment.policies import allowed_acts
from huizheng.inner.assessment.queries import (
    limit_days,
    rectification_for,
    shares,
    standings,
    todo_count,
    todo_for,
)
from huizheng.inner.assessment.rules import ChangedMeanwhile, NotCalledBack, NotNow, NotVisible, NotYourDuty, Refused
from huizheng.inner.assessment.states import Outcome, RectificationAct, RectificationState
from huizheng.inner.casework.api import Case, Staff
from huizheng.inner.casework.testing import ORGAN, given_staff, granted_case, on
from huizheng.inner.items.testing import given_release
from huizheng.inner.organs.api import Duty, Official

A = RectificationAct


@pytest.fixture
def case(db: None) -> Case:
    given_places()
    given_release("individual-registration")
    return granted_case("2026-03-10", by=given_staff(ORGAN))


@pytest.fixture
def handler(db: None) -> Staff:
    return given_staff(ORGAN, Duty.RATING_HANDLE)


@pytest.fixture
def leader(db: None) -> Staff:
    return given_staff(ORGAN, Duty.LEAD)


@pytest.fixture
def supervisor(db: None) -> Staff:
    return given_staff("340102-data-resources", Duty.LEAD)


def rated(case: Case, level: int = 5, *, day: str = "2026-03-12", anonymous: bool = False) -> CaseRated:
    return CaseRated(
        case_number=case.number,
        level=level,
        indicators=("efficiency",),
        channel_code="1",
        anonymous=anonymous,
        at=on(day),
        content=seal_for("inner", {"text": "等了很久。"}),
    )


def bad(case: Case, **changes) -> Rectification:
    return recorded(rated(case, **changes), at=on("2026-03-12")).rectification


def recorded(message: CaseRated, *, at: dt.datetime, envelope_id: UUID | None = None) -> Rating:
    return record_rating(message, envelope_id=envelope_id or uuid4(), at=at)


class TestRating:
    def test_comes_through_the_gate_and_marks_the_case(self, case: Case) -> None:
        arrive(rated(case, 1), at=on("2026-03-12"))
        case.refresh_from_db()
        assert case.rated_at is not None
        rating = Rating.objects.get()
        assert (rating.level, rating.times, rating_text(rating)) == (1, 1, "等了很久。")
        assert not Rectification.objects.exists()

    @pytest.mark.parametrize(("level", "opened"), [(1, 0), (2, 0), (3, 0), (4, 1), (5, 1)])
    def test_the_last_two_levels_open_a_rectification(self, case: Case, level: int, opened: int) -> None:
        recorded(rated(case, level), at=on("2026-03-12"))
        assert Rectification.objects.count() == opened

    def test_a_case_is_rated_twice_at_most(self, case: Case) -> None:
        for level in (5, 2):
            arrive(rated(case, level), at=on("2026-03-12"))
        with pytest.raises(Rejected, match="rated_twice"):
            arrive(rated(case, 1), at=on("2026-03-12"))
        assert list(Rating.objects.order_by("times").values_list("times", "level")) == [(1, 5), (2, 2)]

    def test_the_same_envelope_is_taken_once(self, case: Case) -> None:
        envelope = uuid4()
        first = recorded(rated(case), at=on("2026-03-12"), envelope_id=envelope)
        assert recorded(rated(case), at=on("2026-03-12"), envelope_id=envelope) == first
        assert Rating.objects.count() == Rectification.objects.count() == 1

    def test_what_people_said_is_unreadable_at_rest(self, case: Case, handler: Staff) -> None:
        rectification = bad(case)
        call = call_back(rectification, by=handler, at=on("2026-03-13"), reached=True, note="电话致歉。")
        answer(rectification, by=handler, at=on("2026-03-13"), outcome=Outcome.FIXED, text="已增设窗口。")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT r.text, t.answer, c.record FROM assessment_rating r"
                " JOIN assessment_rectification t ON t.rating_id = r.id"
                " JOIN assessment_callback c ON c.rectification_id = t.id"
            )
            kept = [bytes(each) for each in cursor.fetchone()]
        for text, enclosed in zip(("等了很久。", "已增设窗口。", "电话致歉。"), kept, strict=True):
            assert enclosed
            assert text.encode() not in enclosed
        rectification.refresh_from_db()
        assert (answer_text(rectification), call_record(call)) == ("已增设窗口。", "电话致歉。")
        with pytest.raises(ValueError, match=r"."):
            disclose(rectification.answer, bound_to=f"rectification:{rectification.pk + 1}:answer")

    def test_an_unknown_case_is_refused_at_the_gate(self, case: Case) -> None:
        message = rated(case)
        object.__setattr__(message, "case_number", "3401022603100009999")
        with pytest.raises(Rejected, match="unknown_case"):
            arrive(message, at=on("2026-03-12"))


class TestLimit:
    def test_is_five_working_days_unless_the_operator_says_otherwise(self, case: Case) -> None:
        assert bad(case).due_on == dt.date(2026, 3, 19)
        operator = given_staff(ORGAN, Duty.OPERATIONS)
        set_limit(days=15, reason="市政务服务局通知", by=operator, at=on("2026-03-13"))
        assert limit_days() == 15
        assert recorded(rated(case, 4), at=on("2026-03-13")).rectification.due_on == dt.date(2026, 4, 3)

    def test_never_exceeds_fifteen_days_and_belongs_to_the_operator(self, case: Case, handler: Staff) -> None:
        operator = given_staff(ORGAN, Duty.OPERATIONS)
        with pytest.raises(Refused, match="15"):
            set_limit(days=16, reason="更宽", by=operator, at=on("2026-03-13"))
        with pytest.raises(NotYourDuty):
            set_limit(days=10, reason="更宽", by=handler, at=on("2026-03-13"))
        assert limit_days() == 5


class TestAnswer:
    def test_a_named_rating_is_called_back_first(self, case: Case, handler: Staff) -> None:
        rectification = bad(case)
        with pytest.raises(NotCalledBack):
            answer(rectification, by=handler, at=on("2026-03-13"), outcome=Outcome.FIXED, text="已增设窗口。")
        call_back(rectification, by=handler, at=on("2026-03-13"), reached=True, note="电话致歉，了解情况。")
        closed = answer(rectification, by=handler, at=on("2026-03-13"), outcome=Outcome.FIXED, text="已增设窗口。")
        assert closed.state == RectificationState.ANSWERED
        told = sent(RatingAnswered)
        assert len(told) == 1
        assert unseal_as("outer", told[0].content)["text"] == "已增设窗口。"
        with pytest.raises(NotNow):
            answer(rectification, by=handler, at=on("2026-03-13"), outcome=Outcome.FIXED, text="再答")

    def test_an_anonymous_rating_may_be_answered_without(self, case: Case, handler: Staff) -> None:
        closed = answer(
            bad(case, anonymous=True),
            by=handler,
            at=on("2026-03-13"),
            outcome=Outcome.EXPLAINED,
            text="依法须公示。",
        )
        assert closed.state == RectificationState.ANSWERED

    def test_a_ledger_entry_has_a_day_and_is_closed_later(self, case: Case, handler: Staff) -> None:
        rectification = bad(case, anonymous=True)
        with pytest.raises(Refused) as caught:
            answer(rectification, by=handler, at=on("2026-03-13"), outcome=Outcome.LEDGER, text="改造系统。")
        assert caught.value.field == "ledger_due_on"
        entry = answer(
            rectification,
            by=handler,
            at=on("2026-03-13"),
            outcome=Outcome.LEDGER,
            text="改造系统。",
            ledger_due_on=dt.date(2026, 4, 1),
        )
        assert (entry.state, entry.due_on) == (RectificationState.LEDGER, dt.date(2026, 4, 1))
        assert clock_of(("rectification", str(entry.pk)), "rectification").stopped_on is None
        done = complete(entry, by=handler, at=on("2026-03-30"), note="系统已上线。")
        assert (done.state, done.completed_on) == (RectificationState.ANSWERED, dt.date(2026, 3, 30))
        assert answer_text(done) == "改造系统。\n系统已上线。"
        assert clock_of(("rectification", str(entry.pk)), "rectification").stopped_on == dt.date(2026, 3, 30)

    # The rating came on 12 March: its fifteenth working day is 2 April; 4 April is a holiday (清明节).
    @pytest.mark.parametrize(
        ("day", "word"),
        [
            (dt.date(2026, 4, 3), "15 个工作日"),
            (dt.date(2026, 6, 30), "15 个工作日"),
            (dt.date(2026, 3, 28), "工作日"),
            (dt.date(2026, 3, 13), "今天之后"),
        ],
    )
    def test_the_day_of_the_ledger_lies_within_fifteen_working_days(
        self, case: Case, handler: Staff, day: dt.date, word: str
    ) -> None:
        rectification = bad(case, anonymous=True)
        with pytest.raises(Refused, match=word) as caught:
            answer(
                rectification,
                by=handler,
                at=on("2026-03-13"),
                outcome=Outcome.LEDGER,
                text="改造系统。",
                ledger_due_on=day,
            )
        assert caught.value.field == "ledger_due_on"
        rectification.refresh_from_db()
        assert (rectification.state, rectification.due_on) == (RectificationState.OPEN, dt.date(2026, 3, 19))

    def test_who_cannot_be_reached_is_tried_three_times(self, case: Case, handler: Staff) -> None:
        rectification = bad(case)
        for _ in range(2):
            call_back(rectification, by=handler, at=on("2026-03-13"), reached=False, note="无人接听。")
        with pytest.raises(NotCalledBack, match="3 次"):
            answer(rectification, by=handler, at=on("2026-03-16"), outcome=Outcome.FIXED, text="已改进。")
        call_back(rectification, by=handler, at=on("2026-03-16"), reached=False, note="无人接听。")
        closed = answer(rectification, by=handler, at=on("2026-03-16"), outcome=Outcome.FIXED, text="已改进。")
        assert closed.state == RectificationState.ANSWERED

    def test_who_rated_without_a_name_is_not_sought_out(self, case: Case, handler: Staff) -> None:
        with pytest.raises(NotNow, match="匿名"):
            call_back(bad(case, anonymous=True), by=handler, at=on("2026-03-13"), reached=True, note="打听。")

    def test_an_old_page_overwrites_nothing(self, case: Case, handler: Staff) -> None:
        rectification = bad(case)
        call_back(rectification, by=handler, at=on("2026-03-13"), reached=True, note="已致歉。", seen=1)
        with pytest.raises(ChangedMeanwhile) as caught:
            call_back(rectification, by=handler, at=on("2026-03-13"), reached=True, note="已致歉。", seen=1)
        assert (caught.value.seen, caught.value.now) == (1, 2)
        assert rectification.call_backs.count() == 1

    def test_belongs_to_the_organ_that_handled_the_case(self, case: Case) -> None:
        rectification = bad(case)
        stranger = given_staff("340121-market-regulation", Duty.RATING_HANDLE, Duty.LEAD)
        assert allowed_acts(rectification, by=stranger) == []
        with pytest.raises(NotVisible):
            rectification_for(stranger, pk=rectification.pk)
        assert todo_count(stranger) == 0


class TestAppeal:
    def test_the_supervising_organ_rules_and_a_mistake_leaves_the_figures(
        self, case: Case, handler: Staff, leader: Staff, supervisor: Staff
    ) -> None:
        rectification = bad(case)
        with pytest.raises(Refused):
            appeal(rectification, by=handler, at=on("2026-03-13"), reasons=" ")
        appealed = appeal(rectification, by=handler, at=on("2026-03-13"), reasons="评价的是另一机关。")
        assert list(todo_for(supervisor)) == [appealed]
        assert todo_count(handler) == todo_count(leader) == 0
        for concerned in (handler, leader):
            with pytest.raises(NotYourDuty, match="监督机关"):
                rule_on_appeal(appealed, by=concerned, at=on("2026-03-13"), mistaken=True, ruling="属实")
        ruled = rule_on_appeal(appealed, by=supervisor, at=on("2026-03-13"), mistaken=True, ruling="情况属实。")
        assert ruled.state == RectificationState.MISTAKEN
        assert standings(leader, since=on("2026-01-01"), until=on("2026-12-31")) == []

    def test_a_dismissed_claim_goes_back_to_work_and_is_made_once(
        self, case: Case, handler: Staff, supervisor: Staff
    ) -> None:
        appealed = appeal(bad(case), by=handler, at=on("2026-03-13"), reasons="误点。")
        back = rule_on_appeal(appealed, by=supervisor, at=on("2026-03-13"), mistaken=False, ruling="理由不成立。")
        assert back.state == RectificationState.OPEN
        assert list(todo_for(handler)) == [back]
        with pytest.raises(NotNow, match="一次"):
            appeal(back, by=handler, at=on("2026-03-16"), reasons="还是误点。")

    def test_nobody_else_supervises(self, case: Case, handler: Staff) -> None:
        appealed = appeal(bad(case), by=handler, at=on("2026-03-13"), reasons="误点。")
        neighbour = given_staff("340103-data-resources", Duty.LEAD)
        with pytest.raises(NotVisible):
            rectification_for(neighbour, pk=appealed.pk)
        with pytest.raises(NotYourDuty):
            rule_on_appeal(appealed, by=neighbour, at=on("2026-03-13"), mistaken=True, ruling="属实")


STATES_AND_ACTS = {
    RectificationState.OPEN: ({A.CALL_BACK, A.ANSWER, A.APPEAL}, set()),
    RectificationState.LEDGER: ({A.CALL_BACK, A.COMPLETE}, set()),
    RectificationState.APPEALED: ({A.CALL_BACK}, {A.UPHOLD, A.DISMISS}),
    RectificationState.ANSWERED: (set(), set()),
    RectificationState.MISTAKEN: (set(), set()),
}


@pytest.mark.parametrize("state", RectificationState)
def test_who_may_do_what_in_which_state(
    case: Case, handler: Staff, leader: Staff, supervisor: Staff, state: RectificationState
) -> None:
    rectification = bad(case)
    rectification.state = state
    for_handler, for_supervisor = STATES_AND_ACTS[state]
    assert set(allowed_acts(rectification, by=handler)) == for_handler
    assert set(allowed_acts(rectification, by=supervisor)) == for_supervisor
    assert allowed_acts(rectification, by=leader) == []


class TestFigures:
    WHOLE_YEAR: ClassVar = {"since": on("2026-01-01"), "until": on("2026-12-31")}

    def test_the_second_rating_stands_instead_of_the_first(self, case: Case, handler: Staff, leader: Staff) -> None:
        rectification = bad(case)
        call_back(rectification, by=handler, at=on("2026-03-13"), reached=True, note="已致歉。")
        answer(rectification, by=handler, at=on("2026-03-19"), outcome=Outcome.FIXED, text="已改进。")
        recorded(rated(case, 2, day="2026-03-20"), at=on("2026-03-20"))
        (standing,) = standings(leader, **self.WHOLE_YEAR)
        assert (standing.ratings, standing.bad, standing.satisfied_share) == (1, 0, 1.0)
        # What became of the bad one is still told.
        assert (standing.to_rectify, standing.named_bad, standing.called_back, standing.in_time) == (1, 1, 1, 1)
        assert shares(leader, **self.WHOLE_YEAR).levels == {2: 1}

    def test_a_matter_counts_as_called_back_when_reached_or_tried_three_times(
        self, case: Case, handler: Staff, leader: Staff
    ) -> None:
        rectification = bad(case)
        counted = []
        for _ in range(3):
            call_back(rectification, by=handler, at=on("2026-03-13"), reached=False, note="无人接听。")
            counted.append(standings(leader, **self.WHOLE_YEAR)[0].called_back)
        assert counted == [0, 0, 1]

    def test_the_supervising_organ_sees_the_figures(self, case: Case, supervisor: Staff) -> None:
        bad(case)
        assert [each.organ_key for each in standings(supervisor, **self.WHOLE_YEAR)] == [ORGAN]


class TestPages:
    def browser(self, staff: Staff) -> Client:
        client = Client()
        client.force_login(Official.objects.get(pk=staff.pk))
        return client

    def test_a_handler_calls_back_and_answers(self, case: Case, handler: Staff) -> None:
        rectification, client = bad(case), self.browser(handler)
        page = client.get(reverse("assessment:rectifications")).content.decode()
        assert case.number in page
        assert "非常不满意" in page
        where = reverse("assessment:rectification", args=[rectification.pk])
        assert "等了很久。" in client.get(where).content.decode()
        call = reverse("assessment:act", args=[rectification.pk, "call-back"])
        assert client.get(call).status_code == 200
        assert client.post(call, {"reached": "1", "note": "已致歉。", "seen": "1"}).status_code == 302
        reply = reverse("assessment:act", args=[rectification.pk, "answer"])
        refused = client.post(reply, {"outcome": "ledger", "text": "改造系统。", "seen": "2"})
        assert "整改期限" in refused.content.decode()
        assert client.post(reply, {"outcome": "fixed", "text": "已增设窗口。", "seen": "2"}).status_code == 302
        assert "已答复" in client.get(where).content.decode()

    def test_an_old_page_is_shown_what_changed_and_keeps_the_text(self, case: Case, handler: Staff) -> None:
        rectification, client = bad(case), self.browser(handler)
        call = reverse("assessment:act", args=[rectification.pk, "call-back"])
        assert 'name="seen" value="1"' in client.get(call).content.decode()
        call_back(rectification, by=handler, at=on("2026-03-13"), reached=True, note="已致歉。")
        old = client.post(call, {"reached": "0", "note": "无人接听。", "seen": "1"})
        page = old.content.decode()
        assert old.status_code == 409
        assert "整改有了新的变化" in page
        assert "2026年3月13日" in page
        assert "无人接听。" in page
        assert 'name="seen" value="2"' in page
        assert rectification.call_backs.count() == 1
        assert client.post(call, {"reached": "0", "note": "无人接听。", "seen": "2"}).status_code == 302

    def test_another_organ_finds_nothing(self, case: Case) -> None:
        rectification = bad(case)
        client = self.browser(given_staff("340121-market-regulation", Duty.RATING_HANDLE))
        assert client.get(reverse("assessment:rectification", args=[rectification.pk])).status_code == 404
        assert client.get(reverse("assessment:act", args=[rectification.pk, "answer"])).status_code == 404
        assert case.number not in client.get(reverse("assessment:rectifications")).content.decode()

    def test_figures_and_limit_have_their_pages(self, case: Case, leader: Staff) -> None:
        bad(case)
        page = self.browser(leader).get(reverse("assessment:figures")).content.decode()
        assert "0.0%" in page
        assert "各机关满意率" in page
        assert self.browser(leader).get(reverse("assessment:limit")).status_code == 403
        operator = self.browser(given_staff(ORGAN, Duty.OPERATIONS))
        assert operator.post(reverse("assessment:limit"), {"days": "10", "reason": "通知"}).status_code == 302
        assert "10" in operator.get(reverse("assessment:limit")).content.decode()
