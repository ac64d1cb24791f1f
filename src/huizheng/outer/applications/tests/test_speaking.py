"""陈述申辩 and 申请听证 on line: until which day, once however often pressed, sealed, receipted and shown."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from huizheng.commons.events.testing import deliver_all
from huizheng.commons.notices.testing import told
from huizheng.gate.contracts import CaseAct, StatementMade
from huizheng.gate.testing import deliver, sent
from huizheng.outer.accounts.api import Party
from huizheng.outer.accounts.testing import given_account
from huizheng.outer.applications import api, testing
from huizheng.outer.applications.hearings import hearing_of
from huizheng.outer.applications.models import Application
from huizheng.outer.applications.services import offered_service
from huizheng.outer.applications.web.verifying import is_genuine

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
PRESS = "6f0f7a52-0c3e-4b6e-9a53-0d7b1f0a6a01"
OTHER_PRESS = "6f0f7a52-0c3e-4b6e-9a53-0d7b1f0a6a02"
REASONS = "油烟与我的茶摊无关，请求听证。"


def examined() -> tuple[Application, Party]:
    application, party = testing.given_submitted()
    deliver(testing.progressed(application, CaseAct.ACCEPTED))
    application.refresh_from_db()
    return application, party


def offer(application: Application, *, until: dt.date = TODAY) -> None:
    private = {"reasons": "油烟", "hearing": {"request_by_on": until.isoformat()}}
    deliver(testing.progressed(application, CaseAct.HEARING_OFFERED, private=private))
    deliver(testing.progressed(application, CaseAct.HEARING_OFFERED, private={"notices": []}))
    application.refresh_from_db()


def arrange(application: Application, on: dt.date) -> None:
    private = {"reasons": "二楼会议室，9时", "hearing": {"held_on": on.isoformat(), "chair": "周主持"}}
    deliver(testing.progressed(application, CaseAct.PROCEDURE_STARTED, private=private))
    application.refresh_from_db()


def signed_in(party: Party) -> Client:
    browser = Client()
    browser.force_login(party.account)
    return browser


def page(application: Application, name: str) -> str:
    return reverse(f"applications:{name}", args=[application.pk])


def says(browser: Client, application: Application, *words: str) -> str:
    html = browser.get(page(application, "follow")).content.decode()
    for each in words:
        assert each in html
    return html


class TestAskingForAHearing:
    def test_fill_in_check_send_and_the_receipt_is_genuine(self) -> None:
        application, party = examined()
        offer(application)
        browser = signed_in(party)
        says(browser, application, "您有权申请听证", f"{TODAY:%Y}年", "第四十七条", page(application, "hearing"))
        form = browser.get(page(application, "hearing")).content.decode()
        press = re.search(r'name="press" value="([^"]+)"', form)
        assert press
        asked = {"press": press[1], "text": REASONS}
        assert browser.post(page(application, "hearing"), {**asked, "text": " "}).status_code == 422
        check = browser.post(page(application, "hearing"), asked)
        assert "请核对" in check.content.decode()
        assert sent(StatementMade) == []
        done = browser.post(page(application, "hearing"), {**asked, "send": "1"}, follow=True)
        assert "听证申请已送达办理机关" in done.content.decode()
        (message,) = sent(StatementMade)
        assert message.asks_hearing
        assert testing.opened_inside(message.content)["text"] == REASONS
        receipt = application.receipts.get(statement__kind="hearing_request")
        assert is_genuine(receipt)
        html = says(browser, application, "您申请听证", REASONS, "听证申请回执", "您已申请听证")
        assert page(application, "hearing") not in html
        paper = browser.get(reverse("applications:receipt", args=[application.pk, receipt.code]))
        assert paper.content.startswith(b"%PDF")
        assert "听证申请回执" in browser.get(reverse("applications:verify_code", args=[receipt.code])).content.decode()

    def test_a_double_click_is_one_request(self) -> None:
        application, party = examined()
        offer(application)
        browser = signed_in(party)
        for _ in range(2):
            answer = browser.post(page(application, "hearing"), {"press": PRESS, "text": REASONS, "send": "1"})
            assert answer.status_code == 302
        assert len(sent(StatementMade)) == 1
        again = browser.post(page(application, "hearing"), {"press": OTHER_PRESS, "text": REASONS, "send": "1"})
        assert again.status_code == 409
        assert len(sent(StatementMade)) == 1

    def test_the_last_day_is_in_time_and_the_next_is_told_plainly(self) -> None:
        application, party = examined()
        offer(application, until=TODAY - dt.timedelta(days=1))
        browser = signed_in(party)
        says(browser, application, "申请听证的期限已经届满", "仍可以陈述申辩")
        late = browser.get(page(application, "hearing")).content.decode()
        assert "已经届满" in late
        assert "<textarea" not in late
        answer = browser.post(page(application, "hearing"), {"press": PRESS, "text": REASONS, "send": "1"})
        assert answer.status_code == 409
        assert REASONS in answer.content.decode(), "what was written is not lost"
        service = offered_service("tea-stall")
        assert service
        yesterday = timezone.now() - dt.timedelta(days=1)
        api.ask_for_hearing(application, service=service, reasons=REASONS, press=PRESS, by=party, at=yesterday)

    def test_whoever_is_told_again_may_ask_until_the_later_day(self) -> None:
        application, _ = examined()
        offer(application, until=TODAY - dt.timedelta(days=1))
        offer(application, until=TODAY + dt.timedelta(days=2))
        assert hearing_of(application).may_be_asked(TODAY)

    def test_is_not_possible_before_the_right_is_told_nor_when_a_neighbour_has_asked(self) -> None:
        application, party = examined()
        service = offered_service("tea-stall")
        assert service
        ask = {"service": service, "reasons": REASONS, "press": PRESS, "by": party, "at": timezone.now()}
        with pytest.raises(api.NoHearingOffered):
            api.ask_for_hearing(application, **ask)
        offer(application)
        held_by = TODAY + dt.timedelta(days=28)
        private = {"text": "有人要求听证", "hearing": {"held_by_on": held_by.isoformat()}}
        deliver(testing.progressed(application, CaseAct.HEARING_REQUESTED, private=private))
        with pytest.raises(api.HearingIsComing):
            api.ask_for_hearing(application, **ask)
        says(signed_in(party), application, "将举行听证", "七个工作日前通知您", "有人要求听证：最迟")

    def test_the_day_of_the_hearing_is_shown_and_told(self) -> None:
        application, party = examined()
        offer(application)
        deliver_all()
        day = TODAY + dt.timedelta(days=12)
        arrange(application, day)
        deliver_all()
        browser = signed_in(party)
        says(browser, application, "听证将于", "二楼会议室，9时", "由周主持主持", "申请回避")
        newest = told(str(party.account.as_actor()))[0]
        assert "听证通知" in newest.text.title
        assert f"{day.year}年{day.month}月{day.day}日" in newest.text.body
        assert "周主持" not in newest.text.body
        deliver(testing.progressed(application, CaseAct.PROCEDURE_ENDED, private={"text": "结束"}))
        assert hearing_of(application).is_over

    def test_reads_in_english(self) -> None:
        application, party = examined()
        offer(application)
        browser = signed_in(party)
        browser.cookies.load({"django_language": "en"})
        for name in ("follow", "hearing", "statement"):
            html = browser.get(page(application, name), headers={"Accept-Language": "en"}).content.decode()
            main = html[html.index("<main") : html.index("</main>")]
            own = re.sub(r'<[^>]+lang="zh-hans".*?</p>', "", main, flags=re.DOTALL)
            assert "hearing" in own or name == "statement"
            assert "申请听证" not in own
            assert "陈述申辩" not in own


class TestAStatement:
    def test_may_be_made_while_the_licence_is_examined(self) -> None:
        application, party = examined()
        browser = signed_in(party)
        asked = {"press": PRESS, "text": "补充：\n已装净化器。"}
        assert "请核对" in browser.post(page(application, "statement"), asked).content.decode()
        back = browser.post(page(application, "statement"), {**asked, "change": "1"}).content.decode()
        assert "已装净化器。</textarea>" in back
        browser.post(page(application, "statement"), {**asked, "send": "1"})
        browser.post(page(application, "statement"), {**asked, "send": "1"})
        (message,) = sent(StatementMade)
        assert not message.asks_hearing
        browser.post(page(application, "statement"), {"press": OTHER_PRESS, "text": "再补充。", "send": "1"})
        html = says(browser, application, "陈述申辩回执")
        assert html.count("您作出陈述申辩") == 2

    def test_not_before_acceptance_nor_after_the_decision(self) -> None:
        application, party = testing.given_submitted()
        browser = signed_in(party)
        assert page(application, "statement") not in says(browser, application)
        deliver(testing.progressed(application, CaseAct.GRANTED))
        refused = browser.post(page(application, "statement"), {"press": PRESS, "text": "晚了", "send": "1"})
        assert refused.status_code == 409
        assert sent(StatementMade) == []

    def test_somebody_elses_does_not_exist(self) -> None:
        application, _ = examined()
        offer(application)
        stranger = Client()
        stranger.force_login(given_account())
        for name in ("hearing", "statement"):
            assert stranger.get(page(application, name)).status_code == 404
            answer = stranger.post(page(application, name), {"press": PRESS, "text": REASONS, "send": "1"})
            assert answer.status_code == 404
        assert sent(StatementMade) == []

    def test_is_unreadable_in_the_database_and_not_in_the_receipt(self) -> None:
        application, party = examined()
        service = offered_service("tea-stall")
        assert service
        receipt = api.make_statement(
            application, service=service, text="家中有病人。", press=PRESS, by=party, at=timezone.now()
        )
        assert "病人" not in str(receipt.statement)
        entry = application.timeline.get(act="statement_made")
        assert "病人".encode() not in bytes(entry.private)

    def test_a_flood_is_stopped(self) -> None:
        application, party = examined()
        service = offered_service("tea-stall")
        assert service
        give = {"service": service, "text": "再说一遍。", "by": party, "at": timezone.now()}
        for number in range(20):
            api.make_statement(application, press=f"{number:032x}", **give)
        with pytest.raises(api.TooManyStatements), translation.override("zh-hans"):
            api.make_statement(application, press=PRESS, **give)
