"""Whom the stories are about, and the steps that every story shares."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.journeys.person import Person

PASSWORD = "Huizheng-2026"
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)

Bring = Callable[..., Person]


def resident_signs_in(person: Bring, login: str, *, width: int, english: bool = False) -> Person:
    found = person(login, width=width, english=english)
    found.goes_to("/account/sign-in/")
    found.page.locator("[name=login]").fill(login)
    found.page.locator("[name=password]").fill(PASSWORD)
    return found.clicks(found.reads("登录"), exact=True)


def acts_for_enterprise(one: Person) -> Person:
    """Choose the enterprise that this person may act for."""
    one.goes_to("/account/parties/")
    one.page.locator("button[name=party][value]:not([value=''])").last.click()
    one.page.wait_for_load_state("load")
    return one.looks()


def official_signs_in(person: Bring, login: str, *, width: int = 1280) -> Person:
    found = person(login, width=width, zone="inner")
    found.goes_to("/account/sign-in/")
    found.page.get_by_label("登录名").fill(login)
    found.page.get_by_label("密码").fill(PASSWORD)
    return found.clicks("登录", exact=True)


def begins(
    resident: Person,
    slug: str,
    *,
    division: str = "340102",
) -> Person:
    resident.goes_to(f"/applications/start/{slug}/")
    resident.page.select_option("#division", division)
    return resident.clicks(resident.reads("开始填写"))


def ticks(one: Person, label: str) -> Person:
    one.page.get_by_label(label, exact=True).first.check()
    return one


def chooses_in(one: Person, question: str, answer: str) -> Person:
    """Tick an answer of the question with that legend."""
    group = one.page.locator("fieldset").filter(has_text=question).last
    group.get_by_label(answer, exact=True).check()
    return one


def fills_address(one: Person, legend: str, *, division: str, detail: str) -> Person:
    group = one.page.locator("fieldset").filter(has_text=legend).last
    group.locator("select").first.select_option(division)
    group.locator("input[type=text]").first.fill(detail)
    return one


def uploads(one: Person, key: str, name: str = "材料.pdf") -> Person:
    """Choose a file for the material with that key and wait until it has arrived."""
    material = one.page.locator(f"#material-{key}")
    material.locator("input[type=file]").set_input_files({"name": name, "mimeType": "application/pdf", "buffer": PDF})
    material.get_by_text(one.reads("上传完成")).first.wait_for()
    return one


def number_on(one: Person) -> str:
    """Return the case number on the page."""
    found = re.search(r"\b34\d{17}\b", one.page.inner_text("main"))
    assert found, one.page.inner_text("main")
    return found[0]


def opens_case(official: Person, number: str) -> Person:
    """Open the case from the to-do list, as soon as it is there, and claim it where that is offered."""
    official.goes_to("/cases/")
    official.waits_until_it_says(number)
    official.goes_to(f"/cases/{number}/")
    if official.page.get_by_role("button", name="领办").count():
        official.clicks("领办")
    return official


def does(official: Person, act: str, button: str, **texts: str) -> Person:
    """Do one act on the open case: choose it, fill its form in, press its button."""
    official.clicks(act, role="link", exact=True)
    for label, text in texts.items():
        official.page.get_by_label(label).first.fill(text)
    return official.clicks(button, exact=True)
