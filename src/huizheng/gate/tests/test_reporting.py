from __future__ import annotations

import datetime as dt

import pytest
from django.test import override_settings

from huizheng.commons.telemetry.api import failures, record_failure
from huizheng.gate.actions import reporting
from huizheng.gate.actions.receiving import receive
from huizheng.gate.api import Rejected
from huizheng.gate.contracts import OperatorAct, OperatorDecided, ZoneReported
from huizheng.gate.models import DeadLetter, OutboxEntry
from huizheng.gate.states import OutboxState
from huizheng.gate.testing import sent
from huizheng.gate.tests.notes import HERE, NOW

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def outside() -> None:
    with override_settings(ZONE="outer"):
        yield


def arrived() -> None:
    OutboxEntry.objects.update(state=OutboxState.PROCESSED, seq=None)


def decided(act: OperatorAct, subject: int, **more: str) -> OperatorDecided:
    facts = {"by": "official:wang", "second": "official:li", "reason": "重复件", **more}
    return OperatorDecided(act=act, subject=subject, at=NOW, **facts)


class TestReporting:
    def test_tells_what_waits_for_an_operator(self) -> None:
        record_failure(source="notices", summary="短信网关无应答", at=NOW)
        receive([b"{}"], at=NOW)
        assert reporting.report(at=NOW)

        [report] = sent(ZoneReported)
        assert "短信网关无应答" in {each.summary for each in report.failures}
        assert [each.reason for each in report.letters] == ["unreadable"]
        assert report.gate["dead_letters"] == 1

    def test_waits_until_the_last_report_has_arrived(self) -> None:
        assert reporting.report(at=NOW)
        assert not reporting.report(at=NOW + 60 * MINUTE)

    def test_is_quiet_for_five_minutes_unless_there_is_news(self) -> None:
        reporting.report(at=NOW)
        OutboxEntry.objects.update(state=OutboxState.REJECTED, seq=1)
        assert not reporting.report(at=NOW + MINUTE)

        record_failure(source="notices", summary="短信网关无应答", at=NOW)
        assert reporting.report(at=NOW + MINUTE)
        OutboxEntry.objects.filter(seq=None).update(state=OutboxState.REJECTED, seq=2)
        assert not reporting.report(at=NOW + 2 * MINUTE)
        assert reporting.report(at=NOW + 7 * MINUTE)


class TestDecisions:
    def test_settle_a_failure(self) -> None:
        record_failure(source="notices", summary="短信网关无应答", at=NOW)
        reporting.carry_out(decided(OperatorAct.SETTLE_FAILURE, failures()[0].pk), at=NOW)

        assert list(failures()) == []

    def test_discard_a_letter_in_the_name_of_both(self) -> None:
        receive([b"{}"], at=NOW)
        letter = DeadLetter.objects.get()
        reporting.carry_out(decided(OperatorAct.DISCARD, letter.pk), at=NOW)

        letter.refresh_from_db()
        assert (letter.state, letter.proposed_by, letter.settled_by) == ("discarded", "official:wang", "official:li")

    def test_again_change_nothing(self) -> None:
        receive([b"{}"], at=NOW)
        for _ in range(2):
            reporting.carry_out(decided(OperatorAct.DISCARD, DeadLetter.objects.get().pk), at=NOW)

    def test_of_one_person_are_refused(self) -> None:
        receive([b"{}"], at=NOW)
        with pytest.raises(Rejected, match="TWO_PERSONS"):
            reporting.carry_out(
                decided(OperatorAct.DISCARD, DeadLetter.objects.get().pk, second="official:wang"), at=NOW
            )

    def test_that_cannot_help_say_what_would(self) -> None:
        receive([b"{}"], at=NOW)
        with pytest.raises(Rejected, match="公钥"):
            reporting.carry_out(decided(OperatorAct.REDRIVE, DeadLetter.objects.get().pk), at=NOW)
        with pytest.raises(Rejected, match="NO_SUCH_LETTER"):
            reporting.carry_out(decided(OperatorAct.REDRIVE, 0), at=NOW)

    def test_are_received_in_the_outer_zone_only(self) -> None:
        from huizheng.gate.registry import handler_of

        assert (handler_of(OperatorDecided) is not None) == (HERE == "outer")
