"""Two officials at once, and one official pressing twice."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import connection

from huizheng.inner.casework.api import (
    AlreadyDone,
    ChangedMeanwhile,
    ClaimedByAnother,
    Staff,
    State,
    accept,
    assign,
    claim,
    claim_many,
    refuse_acceptance,
    release_claim,
)
from huizheng.inner.casework.errors import CaseworkRefusal, NotNow, NotYourDuty
from huizheng.inner.casework.models import Case
from huizheng.inner.casework.testing import ORGAN, given_staff, on, received_case
from huizheng.inner.organs.api import Duty


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do all acts at the same moment, each in a thread with its own connection; return what each gave or raised."""
    start = threading.Barrier(len(acts))
    results: list[object] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        start.wait(10)
        try:
            results[place] = act()
        except CaseworkRefusal as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shop")
class TestAtOnce:
    def test_of_two_officials_one_acts_and_the_other_is_told_what_changed(self) -> None:
        first, second = given_staff(ORGAN), given_staff(ORGAN)
        case = received_case("2026-03-10")
        results = at_once(
            lambda: accept(Case.objects.get(pk=case.pk), by=first, at=on("2026-03-10"), seen=1),
            lambda: refuse_acceptance(
                Case.objects.get(pk=case.pk),
                by=second,
                at=on("2026-03-10"),
                reasons="不属于本机关。",
                seen=1,
            ),
        )
        changed = [result for result in results if isinstance(result, ChangedMeanwhile)]
        assert len(changed) == 1
        assert (changed[0].seen, changed[0].now) == (1, 2)
        case.refresh_from_db()
        assert case.entries.exclude(act="register").count() == 1
        assert case.notices.count() == 1
        assert case.state in {State.IN_STEP, State.REFUSED_ACCEPTANCE}

    def test_a_double_press_is_one_act(self) -> None:
        clerk = given_staff(ORGAN)
        case, token = received_case("2026-03-10"), uuid.uuid4()

        def press() -> object:
            return accept(Case.objects.get(pk=case.pk), by=clerk, at=on("2026-03-10"), seen=1, token=token)

        results = at_once(press, press, press)
        assert sum(isinstance(result, AlreadyDone) for result in results) == 2
        assert case.entries.filter(act="accept").count() == 1
        assert case.notices.count() == 1

    def test_the_first_of_two_claims_wins(self) -> None:
        first, second = given_staff(ORGAN), given_staff(ORGAN)
        case = received_case("2026-03-10")
        results = at_once(
            lambda: claim(Case.objects.get(pk=case.pk), by=first, at=on("2026-03-10")),
            lambda: claim(Case.objects.get(pk=case.pk), by=second, at=on("2026-03-10")),
        )
        assert sum(isinstance(result, ClaimedByAnother) for result in results) == 1
        case.refresh_from_db()
        assert case.claimed_by_id in {first.pk, second.pk}


@pytest.mark.usefixtures("shop")
class TestClaims:
    def test_a_claim_ends_when_the_case_leaves_the_desk(self, clerk: Staff) -> None:
        case = claim(received_case("2026-03-10"), by=clerk, at=on("2026-03-10"))
        assert case.claimed_by_id == clerk.pk
        accept(case, by=clerk, at=on("2026-03-10"))
        assert case.claimed_by_id is None

    def test_many_are_claimed_one_by_one_and_the_rest_explained(self, clerk: Staff) -> None:
        cases = [received_case("2026-03-10") for _ in range(3)]
        claim(cases[1], by=given_staff(ORGAN), at=on("2026-03-10"))
        claimed, refused = claim_many(cases, by=clerk, at=on("2026-03-10"))
        assert [case.pk for case in claimed] == [cases[0].pk, cases[2].pk]
        assert refused[0][0] == cases[1]
        assert "已有人领办" in refused[0][1]

    def test_a_head_may_take_a_case_from_one_desk_to_another(self, clerk: Staff) -> None:
        head, worker = given_staff(ORGAN, Duty.LEAD), given_staff(ORGAN, Duty.CASE_ACCEPT)
        reviewer = given_staff(ORGAN, Duty.CASE_REVIEW)
        case = claim(received_case("2026-03-10"), by=clerk, at=on("2026-03-10"))
        with pytest.raises(NotYourDuty):
            assign(case, by=head, to=reviewer, at=on("2026-03-10"))
        assign(case, by=head, to=worker, at=on("2026-03-10"))
        assert case.claimed_by_id == worker.pk
        with pytest.raises(NotYourDuty):
            release_claim(case, by=given_staff(ORGAN, Duty.CASE_ACCEPT), at=on("2026-03-10"))
        release_claim(case, by=worker, at=on("2026-03-10"))
        with pytest.raises(NotNow):
            release_claim(case, by=worker, at=on("2026-03-10"))
