"""What officials see of the duty to open, and which kinds a column offers to them."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from huizheng.inner.publishing.kinds.budget import BudgetPage
from huizheng.inner.publishing.models import Manuscript
from huizheng.inner.publishing.testing import NOON, given_desk, given_kind

pytestmark = pytest.mark.django_db


def signed_in(official) -> Client:
    client = Client()
    client.force_login(official)
    return client


def test_late_and_due_things_are_listed_with_their_days() -> None:
    desk = given_desk()
    given_kind(
        desk, "document", title="关于印发防汛预案的通知", formed_on=dt.date(2026, 1, 5), effective_on=None, ends_on=None
    )
    text = signed_in(desk.writer).get(reverse("publishing:opening")).content.decode()
    assert "已经超期" in text
    assert "关于印发防汛预案的通知" in text
    assert "2026年2月2日" in text


def test_an_office_without_anything_due_is_told_so() -> None:
    text = signed_in(given_desk().writer).get(reverse("publishing:opening")).content.decode()
    assert "没有等待公开的信息" in text


class TestANewPage:
    def test_a_column_offers_its_own_kinds_only(self) -> None:
        desk = given_desk()
        client = signed_in(desk.writer)
        text = client.get(reverse("publishing:start"), {"site": "hefei", "column": "openness/gazette"}).content.decode()
        assert '<option value="gazette"' in text
        assert '<option value="article"' not in text

    def test_another_kind_is_refused_and_the_right_ones_are_shown(self) -> None:
        desk = given_desk()
        facts = {"site": "hefei", "column": "openness/gazette", "kind": "vacancy", "title": "公报", "act": "start"}
        answer = signed_in(desk.writer).post(reverse("publishing:start"), facts)
        assert answer.status_code == 422
        assert "这个栏目不收这种类型" in answer.content.decode()
        assert not Manuscript.objects.exists()

    def test_a_changed_column_keeps_what_was_written(self) -> None:
        desk = given_desk()
        facts = {"site": "hefei", "column": "openness/budget", "title": "二〇二六年部门预算"}
        text = signed_in(desk.writer).post(reverse("publishing:start"), facts).content.decode()
        assert '<option value="budget"' in text
        assert "二〇二六年部门预算" in text


class TestABudgetTableFromAFile:
    def form(self, data):
        page = Manuscript.objects.get(pk=given_kind(given_desk(), "budget", at=NOON).pk).page.specific
        form_class = BudgetPage.get_edit_handler().get_form_class()
        bound = form_class(instance=page)
        facts = {name: value for name, value in bound.initial.items() if isinstance(value, str | int) and value != ""}
        streams = dict.fromkeys(("tables", "body", "attachments", "related"), "0")
        facts |= {f"{name}-count": value for name, value in streams.items()}
        facts |= {"formed_on": "2026-02-06", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
        files = {"csv_file": SimpleUploadedFile("收支总表.csv", data.encode("gb18030"))}
        return form_class(facts, files, instance=page)

    def test_becomes_a_table_whose_sums_were_checked(self) -> None:
        form = self.form("项目,金额\n基本支出,60\n项目支出,40\n合计,100\n")
        assert form.is_valid(), json.dumps(form.errors, ensure_ascii=False)
        page = form.save(commit=False)
        assert [part.value["title"] for part in page.tables] == ["收支总表"]
        assert page.total == 1_000_000

    def test_that_does_not_add_up_is_refused_with_both_figures(self) -> None:
        form = self.form("项目,金额\n基本支出,60\n项目支出,40\n合计,110\n")
        assert not form.is_valid()
        assert "各行相加是100" in str(form.errors["csv_file"])
