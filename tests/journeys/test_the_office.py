"""What the office does beside its cases: keeps the system running, audits, and puts right what was rated badly."""

from __future__ import annotations

import base64

import pytest
from django_otp.oath import totp

from tests.journeys.conftest import WIDTHS
from tests.journeys.people import Bring, official_signs_in, resident_signs_in
from tests.journeys.person import Person
from tests.journeys.test_five_services import STORIES, applies, carries_out, receives_and_rates

pytestmark = pytest.mark.journey


def signs_in_with_code(person: Bring, login: str) -> Person:
    """Sign in with the password and the code that the phone shows.

    A code counts once: whoever comes again within its half minute gives the next one, which is taken as well.
    """
    found = official_signs_in(person, login)
    found.sees("输入动态口令")
    secret = base64.b32decode(found.product.accounts()[login]["totp_secret"])
    for drift in (0, 1):
        found.page.get_by_label("动态口令").fill(f"{totp(secret, drift=drift):06d}")
        found.clicks("继续", exact=True)
        if "/sign-in/" not in found.page.url:
            return found
        found.page.wait_for_timeout(2000)  # after a wrong code the next is heard only a second later
    raise AssertionError(found.page.inner_text("main"))


def on_every_screen(one: Person) -> None:
    """Look at the page at hand on a desk and on a phone."""
    for width in WIDTHS.values():
        one.page.set_viewport_size({"width": width, "height": 900})
        one.looks()
    one.page.set_viewport_size({"width": WIDTHS["desk"], "height": 900})


def test_the_operator_sees_what_crosses_the_gate(person: Bring) -> None:
    operator = signs_in_with_code(person, "operator")
    operator.clicks("运行管理", role="link")
    operator.sees("链路")
    on_every_screen(operator)
    operator.clicks("通道", role="link", exact=True)
    operator.sees("每条通道的序号连续")
    on_every_screen(operator)
    operator.clicks("死信", role="link", exact=True)
    operator.sees("没有待处置的死信。")
    on_every_screen(operator)
    operator.goes_to("/assessment/calendar/").sees("工作日历")
    on_every_screen(operator)


def test_the_auditor_filters_the_lines_and_verifies_the_chain(person: Bring) -> None:
    auditor = signs_in_with_code(person, "auditor")
    auditor.clicks("审计记录", role="link")
    auditor.sees("organs:")
    auditor.page.get_by_label("行为", exact=False).first.fill("assessment:")
    auditor.clicks("查询", exact=True)
    auditor.sees("assessment:audit:read")
    auditor.sees_not("organs:")
    on_every_screen(auditor)
    auditor.clicks("开始校验")
    auditor.sees("校验结果")
    auditor.sees("完整")
    on_every_screen(auditor)


REGISTRATION = next(story for story in STORIES if story.slug == "birth-service-registration")


def test_a_bad_rating_is_put_right_and_the_resident_reads_the_answer(person: Bring, width: int) -> None:
    resident = resident_signs_in(person, REGISTRATION.login, width=width)
    number = applies(resident, REGISTRATION)
    for act in REGISTRATION.acts:
        carries_out(person, act, number)
    receives_and_rates(resident, REGISTRATION)

    reviewer = official_signs_in(person, "town-reviewer", width=width)
    reviewer.goes_to("/assessment/")
    reviewer.waits_until_it_says(number)
    reviewer.clicks(number, role="link")
    reviewer.sees("还没有回访")
    reviewer.clicks("答复", role="link", exact=True)
    reviewer.page.get_by_label("立行立改", exact=True).check()
    reviewer.fills("对评价人的答复", "已增设窗口，并向您致歉。")
    reviewer.clicks("答复评价人")
    reviewer.sees("实名差评必须先回访")
    reviewer.goes_to("/assessment/").clicks(number, role="link")
    reviewer.clicks("登记回访", role="link", exact=True)
    reviewer.page.get_by_label("已联系上", exact=True).check()
    reviewer.fills("回访情况", "电话致歉，群众反映等候时间长。")
    reviewer.clicks("登记回访", exact=True)
    reviewer.sees("电话致歉，群众反映等候时间长。")
    reviewer.clicks("答复", role="link", exact=True)
    reviewer.page.get_by_label("立行立改", exact=True).check()
    reviewer.fills("对评价人的答复", "已增设窗口，并向您致歉。")
    reviewer.clicks("答复评价人")
    reviewer.sees("已答复")

    resident.goes_to("/applications/")
    resident.page.locator("main a").filter(has_text="查看进度").first.click()
    resident.waits_until_it_says("已增设窗口，并向您致歉。")
    supervisor = official_signs_in(person, "leader", width=width)
    supervisor.goes_to("/assessment/figures/").sees("各机关满意率")
