"""From a bad rating to its answer (国办发〔2019〕51号)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

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
from huizheng.inner.assessment.models import Rating, Rectification
from huizheng.inner.assessment.policies import allowed_acts
from huizheng.inner.assessment.queries import (
    limit_days,
    rectification_for,
    standings,
    todo_count,
    todo_for,
)
from huizheng.inner.assessment.rules import NotCalledBack, NotNow, NotVisible, NotYourDuty, Refused
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
    return record_rating(rated(case, **changes), at=on("2026-03-12")).rectification


class TestRating:
    def test_comes_through_the_gate_and_marks_the_case(self, case: Case) -> None:
        arrive(rated(case, 1), at=on("2026-03-12"))
        case.refresh_from_db()
        assert case.rated_at is not None
        rating = Rating.objects.get()
        assert (rating.level, rating.times, rating.text) == (1, 1, "等了很久。")
        assert not Rectification.objects.exists()

    @pytest.mark.parametrize(("level", "opened"), [(1, 0), (2, 0), (3, 0), (4, 1), (5, 1)])
    def test_the_last_two_levels_open_a_rectification(self, case: Case, level: int, opened: int) -> None:
        record_rating(rated(case, level), at=on("2026-03-12"))
        assert Rectification.objects.count() == opened

    def test_a_case_is_rated_twice_at_most(self, case: Case) -> None:
        for level in (5, 2):
            arrive(rated(case, level), at=on("2026-03-12"))
        with pytest.raises(Rejected, match="rated_twice"):
            arrive(rated(case, 1), at=on("2026-03-12"))
        assert list(Rating.objects.order_by("times").values_list("times", "level")) == [(1, 5), (2, 2)]

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
        assert record_rating(rated(case, 4), at=on("2026-03-13")).rectification.due_on == dt.date(2026, 4, 3)

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
            ledger_due_on=dt.date(2026, 6, 30),
        )
        assert entry.state == RectificationState.LEDGER
        done = complete(entry, by=handler, at=on("2026-06-20"), note="系统已上线。")
        assert (done.state, done.completed_on) == (RectificationState.ANSWERED, dt.date(2026, 6, 20))

    def test_belongs_to_the_organ_that_handled_the_case(self, case: Case) -> None:
        rectification = bad(case)
        stranger = given_staff("340121-market-regulation", Duty.RATING_HANDLE, Duty.LEAD)
        assert allowed_acts(rectification, by=stranger) == []
        with pytest.raises(NotVisible):
            rectification_for(stranger, pk=rectification.pk)
        assert todo_count(stranger) == 0


class TestAppeal:
    def test_the_leader_rules_and_a_mistake_leaves_the_figures(
        self,
        case: Case,
        handler: Staff,
        leader: Staff,
    ) -> None:
        rectification = bad(case)
        with pytest.raises(Refused):
            appeal(rectification, by=handler, at=on("2026-03-13"), reasons=" ")
        appealed = appeal(rectification, by=handler, at=on("2026-03-13"), reasons="评价的是另一机关。")
        assert list(todo_for(leader)) == [appealed]
        assert todo_count(handler) == 0
        with pytest.raises(NotYourDuty):
            rule_on_appeal(appealed, by=handler, at=on("2026-03-13"), mistaken=True, ruling="属实")
        ruled = rule_on_appeal(appealed, by=leader, at=on("2026-03-13"), mistaken=True, ruling="情况属实。")
        assert ruled.state == RectificationState.MISTAKEN
        assert standings(leader, since=on("2026-01-01"), until=on("2026-12-31")) == []

    def test_a_dismissed_claim_goes_back_to_work(self, case: Case, handler: Staff, leader: Staff) -> None:
        appealed = appeal(bad(case), by=handler, at=on("2026-03-13"), reasons="误点。")
        back = rule_on_appeal(appealed, by=leader, at=on("2026-03-13"), mistaken=False, ruling="理由不成立。")
        assert back.state == RectificationState.OPEN
        assert list(todo_for(handler)) == [back]


STATES_AND_ACTS = {
    RectificationState.OPEN: ({A.CALL_BACK, A.ANSWER, A.APPEAL}, set()),
    RectificationState.LEDGER: ({A.CALL_BACK, A.COMPLETE}, set()),
    RectificationState.APPEALED: ({A.CALL_BACK}, {A.UPHOLD, A.DISMISS}),
    RectificationState.ANSWERED: (set(), set()),
    RectificationState.MISTAKEN: (set(), set()),
}


@pytest.mark.parametrize("state", RectificationState)
def test_who_may_do_what_in_which_state(case: Case, handler: Staff, leader: Staff, state: RectificationState) -> None:
    rectification = bad(case)
    rectification.state = state
    for_handler, for_leader = STATES_AND_ACTS[state]
    assert set(allowed_acts(rectification, by=handler)) == for_handler
    assert set(allowed_acts(rectification, by=leader)) == for_leader


def test_the_figures_count_call_backs_once_and_answers_in_time(case: Case, handler: Staff, leader: Staff) -> None:
    rectification = bad(case)
    for _ in range(2):
        call_back(rectification, by=handler, at=on("2026-03-13"), reached=False, note="无人接听。")
    answer(rectification, by=handler, at=on("2026-03-19"), outcome=Outcome.FIXED, text="已改进。")
    record_rating(rated(case, 2, day="2026-03-20"), at=on("2026-03-20"))
    (standing,) = standings(leader, since=on("2026-01-01"), until=on("2026-12-31"))
    assert (standing.ratings, standing.bad, standing.named_bad, standing.called_back) == (2, 1, 1, 1)
    assert standing.satisfied_share == 0.5
    assert standing.in_time_share == 1.0


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
        assert client.post(call, {"reached": "1", "note": "已致歉。"}).status_code == 302
        reply = reverse("assessment:act", args=[rectification.pk, "answer"])
        refused = client.post(reply, {"outcome": "ledger", "text": "改造系统。"})
        assert "整改期限" in refused.content.decode()
        assert client.post(reply, {"outcome": "fixed", "text": "已增设窗口。"}).status_code == 302
        assert "已答复" in client.get(where).content.decode()

    def test_another_organ_finds_nothing(self, case: Case) -> None:
        rectification = bad(case)
        client = self.browser(given_staff("340121-market-regulation", Duty.RATING_HANDLE))
        assert client.get(reverse("assessment:rectification", args=[rectification.pk])).status_code == 404
        assert client.get(reverse("assessment:act", args=[rectification.pk, "answer"])).status_code == 404
        assert case.number not in client.get(reverse("assessment:rectifications")).content.decode()

    def test_figures_and_limit_have_their_pages(self, case: Case, leader: Staff) -> None:
        bad(case)
        assert "0.0%" in self.browser(leader).get(reverse("assessment:figures")).content.decode()
        assert self.browser(leader).get(reverse("assessment:limit")).status_code == 403
        operator = self.browser(given_staff(ORGAN, Duty.OPERATIONS))
        assert operator.post(reverse("assessment:limit"), {"days": "10", "reason": "通知"}).status_code == 302
        assert "10" in operator.get(reverse("assessment:limit")).content.decode()
