"""A form made of data in a real browser, with scripts and without, before any room owns one."""

from __future__ import annotations

import datetime as dt
import os
import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import path
from playwright.sync_api import Browser, Page, expect

from huizheng.commons.forms.api import (
    Context,
    Form,
    Known,
    load_form,
    prefill,
    read_post,
    render,
    render_summary,
    summary,
    validate,
)
from huizheng.commons.forms.testing import CITIZEN, every_type_form, family_form
from huizheng.commons.reference.testing import given_places
from tests.journeys.person import axe

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# The browser is driven from an event loop; the database is used, and put away, from the same thread all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# The owner's draft, as a room would keep it: answers and the version of the last save.
DRAFT: dict[str, Any] = {}
FORMS: dict[str, Callable[[], Form]] = {"family": family_form, "every": every_type_form}
FRAME = """{% extends "design/plain.html" %}{% block title %}表单{% endblock %}{% block heading %}表单{% endblock %}
{% block content %}{% if done %}<h2>已提交</h2>{{ done }}{% else %}
<form method="post" enctype="multipart/form-data" novalidate>
<input type="hidden" name="csrfmiddlewaretoken" value="{{ csrf_token }}">{{ questions }}
<p class="hz-actions"><button class="hz-button" type="submit">提交</button></p></form>{% endif %}{% endblock %}"""
NOW = dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)


def show(request: HttpRequest, name: str) -> HttpResponse:
    form, context = FORMS[name](), Context(at=NOW)
    answers, errors, focus, sources = DRAFT.get("answers", {}), {}, "", {}
    if request.method == "POST":
        posted = read_post(form, request.POST, previous=answers, editable=set(form.fields) - DRAFT.get("locked", set()))
        answers = DRAFT["answers"] = posted.answers
        focus = posted.focus
        if not posted.is_update:
            checked = validate(form, answers, context=context)
            errors = checked.errors
            if checked.is_valid:
                return page(request, done=render_summary(summary(form, checked.clean)))
    sources = {key: known.source for key, known in DRAFT.get("provenance", {}).items()}
    questions = render(
        form,
        answers,
        errors,
        context=context,
        focus=focus,
        sources=sources,
        autosave_url=f"save/{DRAFT['visit']}/",
        version=str(DRAFT.get("version", 1)),
        editable=set(form.fields) - DRAFT.get("locked", set()),
    )
    return page(request, questions=questions)


def page(request: HttpRequest, **facts: Any) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(FRAME).render(facts, request))


def save(request: HttpRequest, name: str, visit: str) -> JsonResponse:
    if visit != DRAFT["visit"]:  # the last word of a page that an earlier test has closed
        return JsonResponse({}, status=409)
    if DRAFT.get("signed_out"):
        return JsonResponse({}, status=401)
    if request.POST["__version"] != str(DRAFT.get("version", 1)):
        return JsonResponse({}, status=409)
    DRAFT["answers"] = read_post(FORMS[name](), request.POST, previous=DRAFT.get("answers")).answers
    DRAFT["version"] = DRAFT.get("version", 1) + 1
    return JsonResponse({"saved_at": NOW.isoformat(), "version": DRAFT["version"]})


urlpatterns = [path("<slug:name>/", show), path("<slug:name>/save/<slug:visit>/", save)]


@pytest.fixture
def visit(
    browser: Browser, live_server: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Page]]:
    settings.ROOT_URLCONF = __name__
    DRAFT.clear()
    DRAFT["visit"] = uuid.uuid4().hex
    given_places()
    contexts, troubles = [], []

    def listen(line: Any) -> None:
        # What the server answers on purpose: a newer save, a session that has ended, answers to be mended.
        if line.type == "error" and not {"401", "409", "422"} & set(re.findall(r"\d{3}", line.text)):
            troubles.append(line.text)

    def open_page(name: str, *, width: int = 1280, script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="zh-CN", java_script_enabled=script
        )
        contexts.append(context)
        opened = context.new_page()
        opened.set_default_timeout(10_000)
        opened.on("pageerror", lambda error: troubles.append(str(error)))
        opened.on("console", listen)
        opened.goto(f"{live_server.url}/{name}/")
        return opened

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


def fill_in(page: Page) -> None:
    page.get_by_label("姓名").first.fill("张三")
    page.get_by_label("居民身份证").check()
    page.get_by_label("证件号码").fill(CITIZEN)
    page.get_by_label("手机号码").fill("13800000000")
    first = page.get_by_role("group", name="成员 1")
    first.get_by_label("姓名").fill("张三")
    first.get_by_label("是", exact=True).check()
    page.get_by_role("group", name="有无机动车").get_by_label("否").check()
    page.get_by_label("电子送达").check()
    page.get_by_label("我已阅读告知内容并承诺所填属实").check()


class TestWithScripts:
    def test_conditions_and_sums_answer_at_once(self, visit: Callable[..., Page]) -> None:
        page = visit("family")
        fill_in(page)
        income = page.get_by_label("月收入", exact=False).first
        expect(income).to_be_visible()
        income.fill("1,280.5")
        expect(page.locator("[data-hz-computed]").first).to_contain_text("1,280.50 元（壹仟贰佰捌拾元伍角整）")
        page.get_by_role("button", name="增加一行").click()
        second = page.get_by_role("group", name="成员 2")
        expect(second.get_by_label("姓名")).to_be_focused()
        second.get_by_label("姓名").fill("李四")
        expect(page.locator("[data-hz-computed]").nth(1)).to_contain_text("640.25 元")
        second.get_by_role("button", name="删除").click()
        expect(page.locator("[data-hz-computed]").nth(1)).to_contain_text("1,280.50 元")
        page.get_by_label("邮寄", exact=True).check()
        expect(page.get_by_label("详细地址（街道、门牌）")).to_be_visible()
        page.get_by_label("电子送达").check()
        expect(page.get_by_label("详细地址（街道、门牌）")).to_be_hidden()
        page.get_by_role("button", name="提交").click()
        expect(page.get_by_role("heading", name="已提交")).to_be_visible()

    def test_a_slip_is_said_on_leaving_the_field_and_gone_when_mended(self, visit: Callable[..., Page]) -> None:
        page = visit("family")
        number = page.get_by_label("证件号码")
        page.get_by_label("居民身份证").check()
        number.fill("110105194912310021")
        number.blur()
        said = page.locator("#id_person-cert_no-error")
        expect(said).to_contain_text("校验位不对")
        expect(number).to_have_attribute("aria-invalid", "true")
        number.fill(CITIZEN)
        number.blur()
        expect(said).to_be_hidden()

    def test_the_draft_is_saved_and_another_device_is_noticed(self, visit: Callable[..., Page]) -> None:
        page = visit("family")
        page.get_by_label("姓名").first.fill("张三")
        expect(page.get_by_text("已保存")).to_be_visible()
        assert DRAFT["answers"]["person.name"] == "张三"
        again = visit("family")
        expect(again.get_by_label("姓名").first).to_have_value("张三")
        again.get_by_label("手机号码").fill("13800000000")
        expect(again.get_by_text("已保存")).to_be_visible()
        page.get_by_label("手机号码").fill("13900000000")
        expect(page.get_by_text("您在另一台设备上保存过更新的内容")).to_be_visible()
        assert DRAFT["answers"]["person.mobile"] == "13800000000"

    def test_a_button_stays_under_the_finger_while_a_slip_is_mended(self, visit: Callable[..., Page]) -> None:
        page = visit("family")
        # All of it on the screen: what is scrolled out of sight is kept from moving the rest by the browser itself.
        page.set_viewport_size({"width": 1280, "height": 3000})
        fill_in(page)
        page.get_by_label("月收入", exact=False).first.fill("1280")
        number = page.get_by_label("证件号码")
        number.fill("110105194912310021")
        page.get_by_role("button", name="提交").click()
        # The server said so: the complaint stands until the field is left, and that is when the button is pressed.
        expect(page.locator("#id_person-cert_no-error")).to_be_visible()
        number.fill(CITIZEN)
        button = page.get_by_role("button", name="提交")
        box = button.bounding_box()
        assert box
        # Near the lower edge, so that a page moving up by the one line of the complaint takes the button away.
        button.click(position={"x": 12, "y": box["height"] - 6})
        expect(page.get_by_role("heading", name="已提交")).to_be_visible()

    def test_an_ended_session_is_said_and_what_was_typed_is_saved_after_signing_in(
        self, visit: Callable[..., Page]
    ) -> None:
        page = visit("family")
        DRAFT["signed_out"] = True
        page.get_by_label("姓名").first.fill("张三")
        said = page.get_by_text("登录已过期，还没有保存")
        expect(said).to_be_visible()
        assert "answers" not in DRAFT
        page.get_by_role("button", name="提交").click()
        expect(said).to_be_visible()
        expect(page.get_by_label("姓名").first).to_have_value("张三")
        DRAFT["signed_out"] = False
        page.evaluate("window.dispatchEvent(new Event('focus'))")
        expect(page.get_by_text("已保存")).to_be_visible()
        assert DRAFT["answers"]["person.name"] == "张三"

    def test_what_is_known_is_shown_with_its_source_and_fixed_when_locked(self, visit: Callable[..., Page]) -> None:
        filled = prefill(
            family_form(),
            {
                "account.person.name": Known("张三", "实名认证", NOW),
                "account.person.mobile": Known("13800000000", "账号资料", NOW),
            },
        )
        DRAFT.update(answers=filled.answers, provenance=filled.provenance, locked=set(filled.locked))
        page = visit("family")
        expect(page.get_by_text("来自实名认证，在这里不能修改。")).to_be_visible()
        expect(page.get_by_text("已为您填好，来自账号资料；如有不符可以修改。")).to_be_visible()
        expect(page.locator('[name="person.name"]')).to_have_count(0)


class TestWithoutScripts:
    def test_the_whole_form_can_be_filled_in(self, visit: Callable[..., Page]) -> None:
        page = visit("family", script=False)
        fill_in(page)
        expect(page.get_by_label("月收入", exact=False).first).to_be_hidden()
        page.get_by_role("button", name="更新表单").nth(1).click()
        page.get_by_label("月收入", exact=False).first.fill("很多")
        page.get_by_role("button", name="增加一行").click()
        expect(page.get_by_role("group", name="成员 2").get_by_label("姓名")).to_be_focused()
        page.get_by_role("group", name="成员 2").get_by_role("button", name="删除").click()
        page.get_by_role("button", name="提交").click()
        expect(page.get_by_role("alert")).to_contain_text("请填写金额")
        expect(page.get_by_label("月收入", exact=False).first).to_have_value("很多")
        page.get_by_role("alert").get_by_role("link").first.click()
        page.get_by_label("月收入", exact=False).first.fill("1280.5")
        page.get_by_role("button", name="提交").click()
        expect(page.get_by_text("1,280.50 元（壹仟贰佰捌拾元伍角整）").first).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["family", "every"])
def test_every_type_of_field_is_accessible_and_fits(visit: Callable[..., Page], name: str, width: int) -> None:
    page = visit(name, width=width)
    assert axe(page) == []
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_form_is_loaded_by_its_source() -> None:
    assert load_form(every_type_form().source).source == every_type_form().source
