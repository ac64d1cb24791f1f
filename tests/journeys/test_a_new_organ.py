"""A new organ gets its site within minutes: the wizard, three first reviews, and the page read under the new host."""

from __future__ import annotations

import sys
import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from huizheng.commons.reference.demonstration_codes import demonstration_uscc
from tests.journeys.people import PASSWORD, Bring, official_signs_in
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
# What the office promises a new organ, in seconds, with a person's reading and typing left out.
PROMISED = 300
# What somebody may write by mistake or not: it is text on every page, and runs nowhere.
HOSTILE = "请不要填写<script>document.title='x'</script><img src=x onerror=document.title='x'>。"


def opens_a_site(keeper: Person, mark: str) -> dict[str, str]:
    """Go through the wizard's three steps; return the first passwords by login name."""
    page = keeper.page
    keeper.goes_to("/sites/").clicks("开设站点", role="link")
    page.select_option("select[name=parent]", "anhui")
    keeper.clicks("开始")
    page.get_by_label("登记一个新单位").check()
    keeper.fills("新单位全称", f"安徽省低空经济促进中心{mark}").fills("新单位简称", f"低空中心{mark}")
    keeper.fills("新单位英文名称", f"Anhui Low-altitude Economy Centre {mark}").fills(
        "单位类别", f"low-altitude-{mark}"
    )
    keeper.fills("统一社会信用代码", demonstration_uscc("340000", 7000 + int(mark) % 2000))
    for role, words in (("writer", "信息员"), ("first", "初审"), ("second", "复审"), ("chief", "终审")):
        page.fill(f"input[name={role}_login]", f"{role}-{mark}")
        page.fill(f"input[name={role}_name]", f"低空{words}")
    keeper.clicks("保存并继续")
    expect(page.get_by_label("站点名称")).to_have_value(f"安徽省低空经济促进中心{mark}网站")
    page.fill("input[name=slug]", f"low-altitude-{mark}")
    keeper.clicks("保存并继续")
    page.fill("textarea[name=text]", f"{page.input_value('textarea[name=text]')}\n\n{HOSTILE}")
    keeper.clicks("开通站点").sees("站点已开通")
    rows = page.locator("tbody tr").all()
    return {cells[0]: cells[2] for cells in (row.locator("td").all_inner_texts() for row in rows)}


def signs_in_for_the_first_time(person: Bring, login: str, password: str) -> Person:
    """Sign in with the first password, which must be changed before anything else."""
    found = person(login, zone="inner")
    found.goes_to("/account/sign-in/").fills("登录名", login).fills("密码", password)
    found.clicks("登录", exact=True).sees("请先改成只有您自己知道的密码")
    found.fills("当前密码", password)
    found.page.fill("input[name=new]", f"{PASSWORD}-{login}")
    found.page.fill("input[name=again]", f"{PASSWORD}-{login}")
    return found.clicks("保存新密码")


def test_a_new_organ_has_a_site_with_a_page_within_five_minutes(
    person: Bring, capsys: pytest.CaptureFixture[str]
) -> None:
    begun, mark = time.monotonic(), str(time.time_ns() % 1_000_000)
    passwords = opens_a_site(official_signs_in(person, "site-admin"), mark)
    title = f"安徽省低空经济促进中心{mark}网站开通运行"
    for role in ("first", "second", "chief"):
        login = f"{role}-{mark}"
        reviewer = signs_in_for_the_first_time(person, login, passwords[login])
        reviewer.goes_to("/publishing/waiting/").waits_until_it_says(title)
        reviewer.page.get_by_role("link", name=title).first.click()
        reviewer.page.wait_for_load_state("load")
        reviewer.page.locator("form[action$='/pass/'] button").click()
        reviewer.page.wait_for_load_state("load")
    reviewer.page.locator("form[action$='/release/'] button").click()
    reviewer.page.wait_for_load_state("load")
    reviewer.looks().sees("已发布")

    reader = person("reader")
    host = f"http://low-altitude-{mark}.localhost:{urlsplit(reader.product.outer).port}"
    reader.page.goto(f"{host}/")
    reader.waits_until_there_is(f"main a:has-text('{title}')")
    reader.page.locator(f"main a:has-text('{title}')").first.click()
    reader.page.wait_for_load_state("load")
    reader.looks().sees("即日起").sees("<script>document.title='x'</script>")
    assert title in reader.page.title()
    took = time.monotonic() - begun
    with capsys.disabled():
        sys.stdout.write(f"\nfrom the wizard to a page read under the new host: {took:.0f} s\n")
    assert took < PROMISED
    for path in ("/", "/news/", "/openness/"):
        reader.goes_to(f"{host}{path}")
