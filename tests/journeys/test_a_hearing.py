"""A licence concerns a neighbour: told, heard, and a hearing asked for, before anything is decided."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import WIDTHS
from tests.journeys.people import Bring, acts_for_enterprise, official_signs_in, opens_case, resident_signs_in
from tests.journeys.test_five_services import STORIES, Act, applies, carries_out

pytestmark = pytest.mark.journey

KITCHEN = next(story for story in STORIES if story.slug == "food-business-licence")
INTEREST = "经营场所与住宅共用通道，油烟直排。"
TOLD = {"name": "李邻居", "contact": "0551-00000000", "interest": INTEREST}
SAID = {"party": "李邻居", "text": "油烟影响居住，请求听证。", "asks_hearing": 1}


def test_a_neighbour_is_told_and_asks_for_a_hearing(person: Bring, width: int) -> None:
    enterprise = resident_signs_in(person, KITCHEN.login, width=width)
    acts_for_enterprise(enterprise)
    number = applies(enterprise, KITCHEN)
    carries_out(person, KITCHEN.acts[0], number)
    carries_out(person, Act("reviewer", "告知利害关系人", "告知", TOLD), number)
    carries_out(person, Act("reviewer", "记录陈述申辩", "记录", SAID), number)

    reviewer = official_signs_in(person, "reviewer", width=width)
    opens_case(reviewer, number)
    for words in ("利害关系人和陈述申辩", INTEREST, "油烟影响居住，请求听证。", "组织听证的期限", "利害关系人告知书"):
        reviewer.sees(words)
    for each in WIDTHS.values():
        reviewer.page.set_viewport_size({"width": each, "height": 900})
        reviewer.looks()

    enterprise.goes_to("/applications/")
    enterprise.page.locator("main a").filter(has_text="查看进度").first.click()
    enterprise.waits_until_it_says("有人要求听证")
    enterprise.sees("告知听证权利")
    enterprise.waits_until_it_says("听证权利告知书")
    enterprise.sees_not("利害关系人告知书")
