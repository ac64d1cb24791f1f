"""Five services of different kinds, each from the first button to the rating, on a desk and on a phone.

Every story is the plan's sentence: applied for outside, handled inside, answered outside.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.journeys.answering import Answers, answers
from tests.journeys.people import (
    Bring,
    acts_for_enterprise,
    begins,
    number_on,
    official_signs_in,
    opens_case,
    resident_signs_in,
    uploads,
)
from tests.journeys.person import Person

pytestmark = pytest.mark.journey

HERE = {"division": "340102", "detail": "示范街道8号"}
# What every form about a person asks and the account does not know.
PERSON: Answers = {
    "person.hukou_region": "340102",
    "person.hukou_address": HERE,
    "person.residence": HERE,
    "person.mobile": "13900000001",
    "corp.contact": "江小徽",
    "corp.contact_mobile": "13900000001",
    "delivery.way": "电子送达",
    "decl.true": True,
}
SOON = (dt.date.today() + dt.timedelta(days=150)).isoformat()
LATER_SOON = (dt.date.today() + dt.timedelta(days=155)).isoformat()
LATER = (dt.date.today() + dt.timedelta(days=700)).isoformat()


@dataclass(frozen=True)
class Act:
    """One act of an official: who, which link, which button, and what is typed or chosen, by name of the control."""

    login: str
    link: str
    button: str
    fields: dict[str, Any] = field(default_factory=dict)


PHONE = 390
ACCEPT, PASS, GRANT = ("受理", "受理"), ("通过", "通过"), ("准予", "作出准予决定")
FIT = {"opinion": "材料齐全，符合条件。"}


@dataclass(frozen=True)
class Story:
    """Who asks for what with which answers and files, and what the office does with it."""

    slug: str
    login: str
    given: Answers
    acts: tuple[Act, ...]
    files: tuple[str, ...] = ()
    # What the office sends back: a material, or a field with what the applicant answers then.
    marked_file: str = ""
    corrected: Answers = field(default_factory=dict)
    level: str = "非常满意"
    for_enterprise: bool = False
    english: bool = False


STORIES = [
    Story(
        slug="individual-registration",
        login="resident",
        given={
            "in.name": "清风茶铺", "in.place": "租赁房屋", "in.address": HERE, "in.scope": ["日用百货销售"],
            "in.form": "个人经营", "in.people": 2,
        },
        corrected={"in.name": "明月茶铺"},
        acts=(Act("clerk", *ACCEPT), Act("reviewer", *PASS, FIT), Act("approver", *GRANT)),
    ),
    Story(
        slug="food-business-licence",
        login="enterprise",
        given={
            "fb.mode": "新办", "fb.kind": "餐饮服务经营者", "fb.items": ["热食类食品制售"], "fb.commit": False,
            "fb.address": HERE, "fb.area": "86.5", "fb.kitchen": "前厅40平方米，后厨分粗加工、烹饪、备餐三区。",
            "fb.outlet": "已装油烟净化器和隔油池。", "fb.net": False, "fb.manager": "江小徽",
            "fb.manager_mobile": "13900000001", "fb.staff": [{"name": "周一勺", "post": "厨师"}],
        },
        files=("m04", "m06"),
        marked_file="m04",
        for_enterprise=True,
        acts=(
            Act("clerk", *ACCEPT),
            Act("reviewer", *PASS, FIT),
            Act("inspector", "启动特别程序", "启动并告知申请人", {"expected_days": "5", "officials": 2}),
            Act("inspector", "结束特别程序", "结束程序", {"result": "现场与申请材料一致，符合要求。"}),
            Act("inspector", *PASS, FIT),
            Act("approver", *GRANT),
        ),
    ),
    Story(
        slug="birth-service-registration",
        login="resident2",
        given={
            "preg.edc": SOON, "preg.order": 1, "children": 0, "spouse.married": False,
        },
        corrected={"preg.edc": LATER_SOON},
        acts=(Act("town-clerk", *ACCEPT), Act("town-reviewer", *PASS, FIT), Act("town-approver", *GRANT)),
        level="不满意",
    ),
    Story(
        slug="subsistence-allowance",
        login="resident2",
        given={
            "apply.urban": "城市低保",
            "fam.members": [
                {"name": "江小皖", "relation": "本人", "citizen_number": "341225198512310023", "health": "健康",
                 "work": "灵活就业"},
            ],
            "fam.house": "租住", "fam.car": False, "fam.savings": "1200", "fam.securities": "0", "fam.business": False,
            "apply.reason": "家庭收入不稳定，租房居住，难以维持基本生活。", "bank.holder": "江小皖",
            "bank.name": "102", "bank.account": "6222020200112233446", "auth.check": True,
        },
        corrected={
            "fam.members": [
                {"name": "江小皖", "relation": "本人", "citizen_number": "341225198512310023", "health": "健康",
                 "work": "无业"},
            ],
        },
        acts=(
            Act("town-clerk", *ACCEPT),
            Act("civil-reviewer", *PASS, {"opinion": "家庭经济状况核对无异常。"}),
            Act("town-reviewer", *PASS, {**FIT, "officials": 2}),
            Act("town-reviewer", *PASS, {"opinion": "公示七日无异议。"}),
            Act("civil-approver", *GRANT),
        ),
    ),
    Story(
        slug="foreigner-work-permit",
        login="foreigner",
        given={
            "corp.name": "合肥示范科技有限公司", "corp.uscc": "11340000MB1A00001Q", "corp.legal_rep": "王示范",
            "corp.address": HERE, "alien.name_en": "JANE EXAMPLE", "alien.nation": "GBR", "alien.passport": "X1234567",
            "alien.birth": "1990-05-04", "edu.degree": "硕士", "edu.school": "University of Example", "exp.years": 6,
            "job.category": "A类", "job.duration": "90日以上", "job.title": "Engineer", "job.salary": "30000",
            "job.from": SOON, "job.to": LATER, "job.place": HERE,
        },
        files=("m05", "m06"),
        corrected={"job.salary": "32000"},
        acts=(Act("science-clerk", *ACCEPT), Act("science-reviewer", *PASS, FIT), Act("science-approver", *GRANT)),
        english=True,
    ),
]  # fmt: skip


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)
def test_applied_for_outside_handled_inside_answered_outside(person: Bring, story: Story, width: int) -> None:
    resident = resident_signs_in(person, story.login, width=width, english=story.english)
    if story.for_enterprise:
        acts_for_enterprise(resident)
    number = applies(resident, story)
    if width == PHONE or story.slug == "individual-registration":
        asks_for_correction(person, story, number)
        corrects(resident, story)
    for act in story.acts:
        carries_out(person, act, number)
    if story.slug == "individual-registration":
        everybody_reads_the_grant(person, number, width=width)
    receives_and_rates(resident, story)
    if story.slug == "food-business-licence":
        loses_the_licence_again(person, resident, number)


def applies(resident: Person, story: Story) -> str:
    begins(resident, story.slug)
    for _ in range(12):
        if "/materials/" in resident.page.url:
            break
        answers(resident, PERSON | story.given)
        resident.page.locator("form button[type=submit].hz-button:not(.hz-button--secondary)").last.click()
        resident.page.wait_for_load_state("load")
        resident.looks()
        assert not resident.page.locator(".hz-error-summary").count(), resident.page.inner_text(".hz-error-summary")
    for key in story.files:
        uploads(resident, key)
    resident.clicks(resident.reads("保存，下一步核对"))
    resident.clicks(resident.reads("确认无误，提交申请"))
    resident.sees(resident.reads("申请已提交"))
    if story.slug == "individual-registration":
        resident.shows("submitted", full=False)
    return number_on(resident)


def asks_for_correction(person: Bring, story: Story, number: str) -> None:
    clerk = official_signs_in(person, story.acts[0].login)
    opens_case(clerk, number)
    clerk.clicks("一次性告知补正", role="link")
    for mark in [f"field-{key}" for key in story.corrected] + [f"material-{story.marked_file}"] * bool(
        story.marked_file
    ):
        name = mark.replace(".", "-")
        clerk.page.locator(f'[name="tick:{name}"]').check()
        clerk.page.locator(f'[name="reason:{name}"]').fill("与核对的情况不一致，请更正。")
    clerk.clicks("出具补正告知书")
    clerk.sees("补正")


def corrects(resident: Person, story: Story) -> None:
    resident.goes_to("/applications/")
    resident.waits_until_it_says(resident.reads("需要补正"))
    resident.page.get_by_role("link", name=resident.reads("去补正")).first.click()
    resident.page.wait_for_load_state("load")
    resident.looks()
    answers(resident, story.corrected)
    if story.marked_file:
        uploads(resident, story.marked_file, "补正材料.pdf")
    resident.clicks(resident.reads("提交补正"))
    resident.sees(resident.reads("补正已提交。部门收到后会继续办理。"))


def carries_out(person: Bring, act: Act, number: str) -> None:
    official = official_signs_in(person, act.login)
    opens_case(official, number)
    if act.link == "通过" and act.login == "reviewer":
        official.shows("case", full=False)
    official.clicks(act.link, role="link", exact=True)
    for name, value in act.fields.items():
        control = official.page.locator(f'[name="{name}"]')
        if control.first.get_attribute("type") == "checkbox":
            for place in range(value):
                control.nth(place).check()
        elif control.first.evaluate("element => element.tagName") == "SELECT":
            control.first.select_option(value)
        else:
            control.first.fill(value)
    official.clicks(act.button, exact=True)
    assert not official.page.locator(".hz-error-summary").count(), official.page.inner_text(".hz-error-summary")


def receives_and_rates(resident: Person, story: Story) -> None:
    resident.goes_to("/applications/")
    resident.page.locator("main a").filter(has_text=resident.reads("查看进度")).first.click()
    resident.waits_until_it_says(resident.reads("办理结果"))
    resident.waits_until_there_is("a[href*='/notices/']")
    with resident.page.expect_download() as download:
        resident.page.locator("a[href*='/notices/']").last.click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    if story.slug == "individual-registration":
        resident.shows("follow", full=False)
    resident.clicks(resident.reads("确认收到结果"))
    resident.waits_until_it_says(resident.reads("结果已送达"))
    resident.clicks(resident.reads("评价这次办事"), role="link")
    resident.page.get_by_label(resident.reads(story.level), exact=True).check()
    resident.clicks(resident.reads("提交评价"))
    resident.sees(resident.reads("感谢您的评价。评价会直接送到监督部门。"))


def everybody_reads_the_grant(person: Bring, number: str, *, width: int) -> None:
    """The office sees that the decision is public; whoever follows the way there reads the masked name alone."""
    approver = official_signs_in(person, "approver")
    approver.goes_to(f"/cases/{number}/")
    approver.waits_until_it_says("已公开")
    address = approver.page.get_by_role("link", name="查看公开的决定").get_attribute("href")
    assert address
    reader = person("reader", width=width)
    reader.page.goto(address)
    reader.waits_until_it_says("数据来源")
    reader.sees("江**")
    reader.sees_not("江小徽")
    reader.page.goto(address.rpartition("/pages/")[0] + "/openness/permits/?grantee=江")
    reader.looks()
    reader.sees("江**")


def loses_the_licence_again(person: Bring, resident: Person, number: str) -> None:
    """Valid for its holder, revoked inside by two officials, and revoked for anybody who is shown its paper."""
    resident.waits_until_it_says("三十个工作日")
    resident.sees("申请延续")
    reviewer = official_signs_in(person, "reviewer")
    reviewer.goes_to(f"/cases/{number}/")
    row = reviewer.page.locator("tr").filter(has_text="结果证照")
    code = re.search(r"\b\d{16}\b", row.inner_text())
    assert code, row.inner_text()
    reviewer.page.locator("main a[href^='/licences/']").first.click()
    reviewer.page.wait_for_load_state("load")
    reviewer.looks()
    address = reviewer.page.url
    reviewer.clicks("提出撤销", role="link")
    reviewer.page.locator('[name="ground"][value="fraud"]').check()
    reviewer.page.locator('[name="reasons"]').fill("经营场所使用证明系伪造。")
    reviewer.page.locator('[name="public_interest"]').fill("撤销不会对公共利益造成重大损害。")
    reviewer.page.locator('[name="touches_safety"][value="no"]').check()
    reviewer.clicks("提出撤销")
    reviewer.sees("待决定的处理")
    approver = official_signs_in(person, "approver")
    approver.goes_to(address)
    approver.clicks("作出决定")
    approver.sees("已撤销")
    resident.waits_until_it_says("已撤销")
    resident.sees("以欺骗、贿赂等不正当手段取得许可")
    anybody = person("anybody", width=resident.page.viewport_size["width"])
    anybody.goes_to(f"/applications/verify/{code[0]}/")
    anybody.sees("证件现在的状态：已撤销。")
