"""A licence concerns a neighbour: told, heard, a hearing asked for on line and its day told, before it is decided."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.journeys.conftest import WIDTHS
from tests.journeys.people import Bring, acts_for_enterprise, official_signs_in, opens_case, resident_signs_in
from tests.journeys.person import Person
from tests.journeys.test_five_services import STORIES, Act, applies, carries_out

pytestmark = pytest.mark.journey

KITCHEN = next(story for story in STORIES if story.slug == "food-business-licence")
INTEREST = "经营场所与住宅共用通道，油烟直排。"
TOLD = {"name": "李邻居", "contact": "0551-00000000", "interest": INTEREST}
SAID = {"party": "李邻居", "text": "油烟影响居住。"}
REASONS = "已装油烟净化器，不影响邻居，请求听证。"
# Seven working days ahead at least, twenty at most (arts 47, 48), whatever holidays lie between.
DAY = dt.date.today() + dt.timedelta(days=24)
SHOWN = f"{DAY.year}年{DAY.month}月{DAY.day}日"


def test_a_neighbour_is_told_and_the_applicant_asks_for_a_hearing_on_line(person: Bring, width: int) -> None:
    enterprise = resident_signs_in(person, KITCHEN.login, width=width)
    acts_for_enterprise(enterprise)
    number = applies(enterprise, KITCHEN)
    carries_out(person, KITCHEN.acts[0], number)
    carries_out(person, Act("reviewer", "告知利害关系人", "告知", TOLD), number)
    carries_out(person, Act("reviewer", "记录陈述申辩", "记录", SAID), number)

    enterprise.goes_to("/applications/")
    enterprise.page.locator("main a").filter(has_text="查看进度").first.click()
    enterprise.waits_until_it_says("您有权申请听证")
    asks_for_a_hearing(enterprise)
    enterprise.sees("听证申请回执")
    enterprise.waits_until_it_says("有人要求听证：最迟")
    enterprise.waits_until_it_says("听证权利告知书")
    enterprise.sees_not("利害关系人告知书")

    reviewer = official_signs_in(person, "reviewer", width=width)
    reviewer.goes_to("/cases/").sees("要求听证")
    opens_case(reviewer, number)
    words = (
        "利害关系人和陈述申辩",
        INTEREST,
        "油烟影响居住。",
        REASONS,
        "网上提出",
        "组织听证的期限",
        "利害关系人告知书",
    )
    for each in words:
        reviewer.sees(each)
    for each_width in WIDTHS.values():
        reviewer.page.set_viewport_size({"width": each_width, "height": 900})
        reviewer.looks()
    arranges_the_hearing(reviewer)

    enterprise.waits_until_it_says(f"听证将于{SHOWN}举行")
    enterprise.sees("二楼会议室，9时")


def asks_for_a_hearing(enterprise: Person) -> None:
    """Reasons, a look at them, one press, or two in haste: it is one request."""
    enterprise.clicks("申请听证", role="link")
    enterprise.page.locator("textarea[name=text]").fill(REASONS)
    enterprise.clicks("下一步，核对").sees("请核对")
    enterprise.page.get_by_role("button", name="确认，申请听证").dblclick()
    enterprise.sees("您申请听证").looks()
    assert enterprise.page.get_by_text("您申请听证").count() == 1


def arranges_the_hearing(reviewer: Person) -> None:
    """The kind of procedure is chosen already; the chair is somebody who has not examined the case."""
    reviewer.clicks("启动特别程序", role="link", exact=True)
    page = reviewer.page
    assert page.locator("select[name=ground]").input_value() == "hearing"
    page.locator("[name=expected_days]").fill("18")
    page.locator("[name=reasons]").fill("二楼会议室，9时")
    page.locator("[name=held_on]").fill(DAY.isoformat())
    page.locator("select[name=chair]").select_option(label="钱局长")
    reviewer.clicks("启动并告知申请人")
    reviewer.sees(f"{DAY.year}年{DAY.month}月{DAY.day}日")
