"""The pages of licences, through the browser's eyes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from huizheng.commons.audit.api import AuditLine
from huizheng.commons.events.testing import deliver_all
from huizheng.gate.contracts import LicenceGround, LicenceState
from huizheng.inner.licences.api import Licence, LicenceAct
from huizheng.inner.licences.models import Ending, LicenceNotice
from huizheng.inner.licences.testing import ORGAN, ended, given_licence
from huizheng.inner.organs.api import Duty
from huizheng.inner.organs.testing import given_official

pytestmark = pytest.mark.usefixtures("places")
LIST = "/licences/"
NEIGHBOUR = "340103-market-regulation"


def signed_in(*duties: Duty, organ: str = ORGAN) -> Client:
    client = Client()
    client.force_login(given_official(organ, *duties))
    return client


def page_of(licence: Licence) -> str:
    return reverse("licences:licence", args=[licence.pk])


def proposes(browser: Client, licence: Licence, act: LicenceAct, **given: str):
    return browser.post(
        reverse("licences:propose", args=[licence.pk, act]), {"seen": licence.version, "reasons": "属实。", **given}
    )


class TestTheList:
    def test_shows_ones_own_organs_licences_with_state_and_day(self) -> None:
        given_official(NEIGHBOUR)  # so that the organ is known
        mine, other = given_licence(), given_licence(organ_key=NEIGHBOUR)
        page = signed_in(Duty.CASE_REVIEW).get(LIST).content.decode()
        assert mine.number in page
        assert "2031年3月9日" in page
        assert "有效" in page
        assert other.number not in page

    def test_is_sieved_by_state_expiry_and_number(self) -> None:
        today = timezone.localdate()
        fresh, gone = given_licence(today - dt.timedelta(days=10)), given_licence(today - dt.timedelta(days=9))
        soon = given_licence(today - dt.timedelta(days=300), valid_until=today + dt.timedelta(days=60))
        ended(gone, LicenceAct.REVOKE, day=today, ground=LicenceGround.BEYOND_POWER)
        browser = signed_in(Duty.CASE_REVIEW)

        def shown(**sieve: str) -> set[str]:
            page = browser.get(LIST, sieve).content.decode()
            return {each.number for each in (fresh, soon, gone) if each.number in page}

        assert shown(state="expiring") == {soon.number}
        assert shown(state="revoked") == {gone.number}
        assert shown(state="no-such") == {fresh.number, soon.number, gone.number}
        assert shown(number=soon.number) == {soon.number}

    def test_goes_on_by_key(self) -> None:
        licences = [given_licence() for _ in range(51)]
        browser = signed_in(Duty.CASE_REVIEW)
        first = browser.get(LIST).content.decode()
        assert licences[0].number + "<" not in first
        assert f"before={licences[1].pk}" in first
        second = browser.get(LIST, {"before": str(licences[1].pk)}).content.decode()
        assert licences[0].number in second
        assert licences[1].number + "<" not in second

    def test_costs_the_same_however_many(self) -> None:
        given_licence()
        browser = signed_in(Duty.CASE_REVIEW)
        browser.get(LIST)
        with CaptureQueriesContext(connection) as short:
            browser.get(LIST)
        for _ in range(4):
            given_licence()
        with CaptureQueriesContext(connection) as long:
            browser.get(LIST)
        assert len(long) <= len(short) <= 12


class TestOneLicence:
    def test_shows_its_history_and_writes_the_reading_down(self) -> None:
        licence = given_licence()
        page = signed_in(Duty.CASE_REVIEW).get(page_of(licence)).content.decode()
        for words in ("颁发", "清风餐饮有限公司", "第五十条", "第八十二条", licence.case_number):
            assert words in page, words
        assert AuditLine.objects.filter(action="licences:licence:read", target_id=str(licence.pk)).count() == 1

    def test_is_not_there_for_another_organ(self) -> None:
        licence = given_licence()
        stranger = signed_in(Duty.CASE_APPROVE, organ=NEIGHBOUR)
        assert stranger.get(page_of(licence)).status_code == 404
        assert proposes(stranger, licence, LicenceAct.REVOKE).status_code == 404
        assert stranger.post(reverse("licences:decide", args=[licence.pk])).status_code == 404


class TestTakingOneAway:
    def test_from_the_proposal_to_the_paper(self) -> None:
        licence = given_licence()
        reviewer, approver = signed_in(Duty.CASE_REVIEW), signed_in(Duty.CASE_APPROVE)
        address = reverse("licences:propose", args=[licence.pk, "revoke"])
        assert address in reviewer.get(page_of(licence)).content.decode()
        form = reviewer.get(address).content.decode()
        assert "第六十九条第二款" in form
        assert "第七十条" not in form
        answer = proposes(
            reviewer,
            licence,
            LicenceAct.REVOKE,
            ground="fraud",
            public_interest="无重大损害。",
            touches_safety="yes",
        )
        assert answer.status_code == 302
        waiting = reviewer.get(page_of(licence)).content.decode()
        assert "待决定的处理" in waiting
        assert "作出决定" not in waiting
        assert "作出决定" in approver.get(page_of(licence)).content.decode()
        approver.post(reverse("licences:decide", args=[licence.pk]), {"seen": licence.version, "opinion": "同意。"})
        licence.refresh_from_db()
        assert licence.state == LicenceState.REVOKED
        deliver_all()
        page = approver.get(page_of(licence)).content.decode()
        assert "撤销行政许可决定书" in page
        assert "已决定" not in page
        paper = LicenceNotice.objects.get()
        pdf = approver.get(reverse("licences:notice", args=[licence.pk, paper.pk]))
        assert b"".join(pdf.streaming_content).startswith(b"%PDF")
        bars = approver.get(reverse("licences:bars")).content.decode()
        assert "清风餐饮有限公司" in bars
        assert "第七十九条" in bars

    def test_asks_for_what_the_article_asks(self) -> None:
        licence = given_licence()
        browser = signed_in(Duty.CASE_REVIEW)
        for lacking in ({}, {"ground": "fraud", "public_interest": "无。"}, {"ground": "beyond_power"}):
            answer = proposes(browser, licence, LicenceAct.REVOKE, **lacking)
            assert answer.status_code == 200
            assert "hz-error-summary" in answer.content.decode()
        assert not Ending.objects.exists()

    def test_is_not_decided_by_its_proposer(self) -> None:
        licence = given_licence()
        browser = signed_in(Duty.CASE_APPROVE)
        proposes(browser, licence, LicenceAct.CANCEL, ground="holder_ended")
        answer = browser.post(reverse("licences:decide", args=[licence.pk]), {"seen": licence.version}, follow=True)
        assert "提出的人不能自己决定" in answer.content.decode()
        licence.refresh_from_db()
        assert licence.state == LicenceState.VALID
        browser.post(reverse("licences:drop", args=[licence.pk]), {"opinion": "撤回提议。"})
        assert Ending.objects.get().state == "dropped"

    def test_from_an_old_page_changes_nothing(self) -> None:
        licence = given_licence()
        ended(licence, LicenceAct.REVOKE, day="2026-04-02", ground=LicenceGround.BEYOND_POWER)
        browser = signed_in(Duty.CASE_REVIEW)
        answer = proposes(browser, licence, LicenceAct.CANCEL, ground="decided_away", seen="1")
        assert answer.status_code == 409
        assert "属实。" in answer.content.decode(), "nobody's text is lost"

    def test_happens_by_post_only(self) -> None:
        licence = given_licence()
        browser = signed_in(Duty.CASE_APPROVE)
        for name in ("decide", "drop"):
            assert browser.get(reverse(f"licences:{name}", args=[licence.pk])).status_code == 405

    def test_of_an_unknown_kind_is_no_page(self) -> None:
        licence = given_licence()
        assert signed_in(Duty.CASE_APPROVE).get(f"/licences/{licence.pk}/propose/issue/").status_code == 404
