"""Withdrawn, revoked, cancelled: on a ground of the law, by two officials, told with the remedies."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from huizheng.commons.audit.api import AuditLine
from huizheng.commons.events.testing import deliver_all
from huizheng.commons.keys.testing import unseal_as
from huizheng.gate.contracts import LicenceGround, LicenceStanding, LicenceState
from huizheng.gate.testing import sent
from huizheng.inner.licences.api import (
    ChangedMeanwhile,
    Holder,
    Incomplete,
    LicenceAct,
    NotNow,
    NotYourDuty,
    SamePerson,
    bars_of,
    decide_ending,
    drop_ending,
    propose_ending,
)
from huizheng.inner.licences.models import Bar, Ending, LicenceNotice
from huizheng.inner.licences.testing import SHOP, ended, given_licence, given_officer, on
from huizheng.inner.organs.api import Duty

pytestmark = pytest.mark.usefixtures("places")
FRAUD = {"reasons": "租赁合同系伪造。\n出租人不存在。", "public_interest": "撤销不会造成重大损害。"}


class TestRevoking:
    def test_is_proposed_by_one_and_decided_by_another(self) -> None:
        licence, one, other = given_licence(), given_officer(), given_officer()
        proposal = propose_ending(
            licence,
            act=LicenceAct.REVOKE,
            ground=LicenceGround.FRAUD,
            touches_safety=True,
            by=one,
            at=on("2026-04-01"),
            **FRAUD,
        )
        with pytest.raises(SamePerson):
            decide_ending(proposal, by=one, at=on("2026-04-02"))
        decide_ending(proposal, by=other, opinion="属实。", at=on("2026-04-02"))
        licence.refresh_from_db()
        assert (licence.state, licence.since_on, licence.ground) == (
            LicenceState.REVOKED,
            dt.date(2026, 4, 2),
            LicenceGround.FRAUD,
        )
        assert AuditLine.objects.filter(action="licences:licence:revoke", target_id=str(licence.pk)).count() == 1

    def test_tells_day_ground_reasons_remedy_and_then_the_paper(self) -> None:
        licence = given_licence()
        ended(licence, LicenceAct.REVOKE, day="2026-04-02", ground=LicenceGround.FRAUD, touches_safety=True, **FRAUD)
        told = sent(LicenceStanding)[-1]
        assert (told.state, told.since_on, told.ground) == (
            LicenceState.REVOKED,
            dt.date(2026, 4, 2),
            LicenceGround.FRAUD,
        )
        assert told.barred_until == dt.date(2029, 4, 2)
        inside = unseal_as("outer", told.private)
        assert "第六十九条第二款" in inside["text"]
        assert "伪造" in inside["reasons"]
        assert "复议" in inside["remedy"]
        deliver_all()
        paper = sent(LicenceStanding)[-1]
        assert (paper.at, len(paper.files)) == (told.at, 1)
        (notice,) = unseal_as("outer", paper.private)["notices"]
        assert notice["title"] == "撤销行政许可决定书"
        kept = LicenceNotice.objects.get()
        assert (kept.number, kept.sm3) == (notice["number"], notice["plain_sm3"])

    def test_for_fraud_bars_for_three_years_where_safety_is_concerned(self) -> None:
        licence = given_licence()
        ended(licence, LicenceAct.REVOKE, day="2026-04-02", ground=LicenceGround.FRAUD, touches_safety=True, **FRAUD)
        item = licence.item_slug
        (bar,) = bars_of(SHOP, item_slug=item, on=dt.date(2029, 4, 1))
        assert bar.case_number == licence.case_number
        assert bars_of(SHOP, item_slug=item, on=dt.date(2029, 4, 2)) == []
        assert bars_of(SHOP, item_slug="drug-retail", on=dt.date(2026, 5, 1)) == []
        assert bars_of(Holder("enterprise", "别家", "91340100MA2OTHER0X"), item_slug=item, on=dt.date(2026, 5, 1)) == []

    def test_for_fraud_bars_nobody_where_the_official_says_it_is_not(self) -> None:
        licence = given_licence()
        ended(licence, LicenceAct.REVOKE, day="2026-04-02", ground=LicenceGround.FRAUD, touches_safety=False, **FRAUD)
        assert not Bar.objects.exists()


class TestCancelling:
    def test_follows_a_revocation(self) -> None:
        licence = given_licence()
        ended(licence, LicenceAct.REVOKE, day="2026-04-02", ground=LicenceGround.BEYOND_POWER)
        ended(licence, LicenceAct.CANCEL, day="2026-05-06", ground=LicenceGround.DECIDED_AWAY)
        assert (licence.state, licence.since_on) == (LicenceState.CANCELLED, dt.date(2026, 5, 6))
        deliver_all()
        assert {notice.title for notice in LicenceNotice.objects.all()} == {"撤销行政许可决定书", "注销行政许可告知书"}

    def test_is_the_end(self) -> None:
        licence = given_licence()
        ended(licence, LicenceAct.CANCEL, day="2026-05-06", ground=LicenceGround.HOLDER_ENDED)
        with pytest.raises(NotNow):
            ended(licence, LicenceAct.REVOKE, day="2026-05-07", ground=LicenceGround.FRAUD, touches_safety=True)


class TestWithdrawing:
    def test_tells_of_compensation(self) -> None:
        licence = given_licence()
        ended(
            licence,
            LicenceAct.WITHDRAW,
            day="2026-05-06",
            ground=LicenceGround.LAW_CHANGED,
            public_interest="保障饮用水水源安全。",
        )
        facts = LicenceNotice.objects.get().facts
        assert "补偿" in facts["consequence"]
        assert facts["public_interest"] == "保障饮用水水源安全。"


class TestAProposal:
    def test_may_be_left_with_a_reason(self) -> None:
        licence, one, other = given_licence(), given_officer(), given_officer()
        proposal = propose_ending(
            licence, act=LicenceAct.REVOKE, ground=LicenceGround.BEYOND_POWER, by=one, at=on("2026-04-01"), **FRAUD
        )
        with pytest.raises(Incomplete):
            drop_ending(proposal, opinion=" ", by=other, at=on("2026-04-02"))
        drop_ending(proposal, opinion="证据不足。", by=other, at=on("2026-04-02"))
        licence.refresh_from_db()
        assert licence.state == LicenceState.VALID
        with pytest.raises(NotNow):
            decide_ending(proposal, by=other, at=on("2026-04-03"))

    def test_is_one_at_a_time(self) -> None:
        licence, one = given_licence(), given_officer()
        stated = {"ground": LicenceGround.BEYOND_POWER, "by": one, **FRAUD}
        propose_ending(licence, act=LicenceAct.REVOKE, at=on("2026-04-01"), **stated)
        with pytest.raises(NotNow):
            propose_ending(licence, act=LicenceAct.REVOKE, at=on("2026-04-01"), **stated)

    def test_from_an_old_page_takes_no_effect(self) -> None:
        licence, one = given_licence(), given_officer()
        ended(licence, LicenceAct.REVOKE, day="2026-04-02", ground=LicenceGround.BEYOND_POWER)
        with pytest.raises(ChangedMeanwhile):
            propose_ending(
                licence,
                act=LicenceAct.CANCEL,
                ground=LicenceGround.DECIDED_AWAY,
                reasons="已撤销。",
                by=one,
                at=on("2026-04-03"),
                seen=1,
            )

    def test_is_no_clerks_and_no_other_organs(self) -> None:
        licence = given_licence()
        stated = {"act": LicenceAct.REVOKE, "ground": LicenceGround.BEYOND_POWER, "at": on("2026-04-01"), **FRAUD}
        for nobody in (
            given_officer(licence.organ_key, Duty.CASE_ACCEPT),
            given_officer("340103-market-regulation", Duty.CASE_APPROVE),
        ):
            with pytest.raises(NotYourDuty):
                propose_ending(licence, by=nobody, **stated)

    def test_cannot_be_decided_by_its_proposer_even_in_the_database(self) -> None:
        licence, one = given_licence(), given_officer()
        proposal = propose_ending(
            licence, act=LicenceAct.REVOKE, ground=LicenceGround.BEYOND_POWER, by=one, at=on("2026-04-01"), **FRAUD
        )
        with pytest.raises(IntegrityError, match="ending_decided_by_another"), transaction.atomic():
            Ending.objects.filter(pk=proposal.pk).update(
                state="decided", decided_by=one.official_id, decided_on=dt.date(2026, 4, 1)
            )
