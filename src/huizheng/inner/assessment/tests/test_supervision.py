"""Cards about limits: which level when, once each, and who is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from huizheng.commons.events.testing import deliver_all
from huizheng.commons.notices.testing import told
from huizheng.commons.reference.testing import given_places
from huizheng.inner.assessment.api import CardLevel, SupervisionCard, card_page, raise_card
from huizheng.inner.assessment.cards import supervisor_of
from huizheng.inner.assessment.rules import level_of
from huizheng.inner.assessment.tasks import raise_cards
from huizheng.inner.casework.api import Case, claim
from huizheng.inner.casework.testing import ORGAN, accepted_case, given_staff, on, received_case
from huizheng.inner.items.testing import given_release
from huizheng.inner.organs.api import Duty

D = dt.date
ACCEPTED, WARNED, DUE, STATUTORY = D(2026, 3, 2), D(2026, 3, 10), D(2026, 3, 12), D(2026, 3, 30)


@pytest.fixture
def _shop(db: None) -> None:
    given_places()
    given_release("individual-registration")


@dataclass
class Days:
    accepted_on: D | None = ACCEPTED
    decided_on: D | None = None
    warn_on: D | None = WARNED
    due_on: D | None = DUE
    statutory_due_on: D | None = STATUTORY


@pytest.mark.parametrize(
    ("days", "today", "level"),
    [
        (Days(), D(2026, 3, 9), None),
        (Days(), D(2026, 3, 10), CardLevel.PREWARNING),
        (Days(), D(2026, 3, 12), CardLevel.PREWARNING),
        (Days(), D(2026, 3, 13), CardLevel.YELLOW),
        (Days(), D(2026, 3, 30), CardLevel.YELLOW),
        (Days(), D(2026, 3, 31), CardLevel.RED),
        # Before acceptance and after the decision the limit that runs is the law's own.
        (Days(accepted_on=None, statutory_due_on=None), D(2026, 3, 13), CardLevel.RED),
        (Days(decided_on=D(2026, 3, 5)), D(2026, 3, 12), CardLevel.PREWARNING),
        (Days(decided_on=D(2026, 3, 5)), D(2026, 3, 13), CardLevel.RED),
        # A statutory day that is long past no longer counts once the case was decided.
        (Days(decided_on=D(2026, 3, 5), due_on=D(2026, 4, 20), warn_on=D(2026, 4, 18)), D(2026, 4, 1), None),
        (Days(due_on=None), D(2026, 3, 31), None),
        (Days(statutory_due_on=None), D(2027, 1, 1), CardLevel.YELLOW),
    ],
)
def test_which_card_a_case_deserves(days: Days, today: D, level: CardLevel | None) -> None:
    assert level_of(days, today=today) is level


@pytest.mark.usefixtures("_shop")
class TestCards:
    def test_each_level_is_raised_once_a_case(self) -> None:
        case = received_case("2026-03-10")
        assert case.due_on is not None
        assert raise_cards(at=on("2026-03-10")) == 0
        assert raise_cards(at=on(case.due_on)) == 1
        assert raise_cards(at=on(case.due_on)) == 0
        late = on(case.due_on + dt.timedelta(days=1))
        assert raise_cards(at=late) == 1
        assert raise_cards(at=late) == 0
        assert list(SupervisionCard.objects.order_by("pk").values_list("level", flat=True)) == ["prewarning", "red"]

    def test_whoever_the_case_waits_for_is_told_and_leaders_from_yellow_on(self) -> None:
        clerk, other = given_staff(ORGAN, Duty.CASE_ACCEPT), given_staff(ORGAN, Duty.CASE_DELIVER)
        leader = given_staff(ORGAN, Duty.LEAD)
        case = received_case("2026-03-10")
        assert case.due_on is not None
        raise_cards(at=on(case.due_on))
        deliver_all()
        assert len(told(f"official:{clerk.official_id}")) == 1
        assert told(f"official:{other.official_id}") == ()
        assert told(f"official:{leader.official_id}") == ()
        raise_cards(at=on(case.due_on + dt.timedelta(days=1)))
        deliver_all()
        assert len(told(f"official:{clerk.official_id}")) == 2
        assert "已超期" in told(f"official:{leader.official_id}")[0].text.title

    def test_a_claimed_case_reminds_its_own_official_only(self) -> None:
        mine, colleague = given_staff(ORGAN, Duty.CASE_ACCEPT), given_staff(ORGAN, Duty.CASE_ACCEPT)
        case = received_case("2026-03-10")
        claim(case, by=mine, at=on("2026-03-10"))
        assert case.due_on is not None
        raise_cards(at=on(case.due_on))
        deliver_all()
        assert len(told(f"official:{mine.official_id}")) == 1
        assert told(f"official:{colleague.official_id}") == ()

    def test_nobody_is_told_of_a_case_that_was_dealt_with_meanwhile(self) -> None:
        clerk = given_staff(ORGAN)
        case = received_case("2026-03-10")
        assert case.due_on is not None
        card = raise_card(case, at=on(case.due_on))
        assert card is not None
        Case.objects.filter(pk=case.pk).update(waiting_duty="", state="withdrawn")
        deliver_all()
        assert told(f"official:{clerk.official_id}") == ()

    def test_an_accepted_case_past_its_promise_gets_a_card(self) -> None:
        clerk = given_staff(ORGAN)
        case = accepted_case("2025-06-03", by=clerk)
        raise_cards(at=on("2026-03-10"))
        assert SupervisionCard.objects.get().case_number == case.number

    def test_cards_are_seen_by_the_responsible_and_the_supervising_organ(self) -> None:
        case = received_case("2026-03-10")
        assert case.due_on is not None
        raise_cards(at=on(case.due_on))
        seen = {
            organ: len(card_page(given_staff(organ, Duty.LEAD)).rows)
            for organ in (ORGAN, "340102-data-resources", "340103-data-resources")
        }
        assert seen == {ORGAN: 1, "340102-data-resources": 1, "340103-data-resources": 0}
        assert not card_page(given_staff(ORGAN, Duty.AUDIT)).rows


@pytest.mark.usefixtures("_shop")
def test_the_data_administration_supervises_and_is_supervised_from_above() -> None:
    assert supervisor_of(ORGAN) == "340102-data-resources"
    assert supervisor_of("340102-data-resources") == "340100-data-resources"
    assert supervisor_of("none-such") == ""


@pytest.mark.usefixtures("_shop")
def test_a_backlog_that_has_its_cards_costs_no_question_a_case(django_assert_max_num_queries) -> None:
    for _ in range(10):
        received_case("2026-03-10")
    assert raise_cards(at=on("2026-03-25")) == 10
    SupervisionCard.objects.update(level="prewarning")
    assert raise_cards(at=on("2026-03-17")) == 0
    with django_assert_max_num_queries(2):
        raise_cards(at=on("2026-03-17"))
