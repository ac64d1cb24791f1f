"""The applicant looks at what was uploaded, before it is handed in; nobody else can."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from huizheng.commons.files.api import FileRule, StoredFile, files_of
from huizheng.commons.files.testing import drawn_pdf, endless_pdf, ofd
from huizheng.outer.accounts.api import Party
from huizheng.outer.accounts.testing import given_account
from huizheng.outer.applications import testing
from huizheng.outer.applications.actions import drafting
from huizheng.outer.applications.materials import owner_of
from huizheng.outer.applications.models import Application

pytestmark = pytest.mark.django_db


def uploaded(content: bytes, name: str) -> tuple[Application, Party, StoredFile]:
    application, party = testing.given_draft()
    stored = drafting.attach_material(
        application,
        key="plan",
        upload=SimpleUploadedFile(name, content),
        rule=FileRule(),
        by=party,
        at=testing.NOW,
    )
    return application, party, stored


def page(name: str, application: Application, stored: StoredFile, *more: int) -> str:
    return reverse(f"applications:{name}", args=[application.pk, stored.pk, *more])


def signed_in(party: Party) -> Client:
    browser = Client()
    browser.force_login(party.account)
    return browser


def test_own_files_are_looked_at_page_by_page_and_taken_back_as_they_were() -> None:
    content = drawn_pdf(2)
    application, party, stored = uploaded(content, "方案图.pdf")
    browser = signed_in(party)
    view = page("view_material", application, stored)
    assert view in browser.get(reverse("applications:materials", args=[application.pk])).content.decode()
    html = browser.get(view).content.decode()
    assert "第1页，共2页" in html
    assert page("material_picture", application, stored, 1, 1) in html
    answer = browser.get(page("material_picture", application, stored, 2, 3))
    assert answer["Content-Type"] == "image/webp"
    assert b"".join(browser.get(page("material_file", application, stored)).streaming_content) == content


def test_an_ofd_is_offered_for_download_and_a_hostile_pdf_breaks_nothing(monkeypatch) -> None:
    application, party, stored = uploaded(ofd(), "公文.ofd")
    browser = signed_in(party)
    html = browser.get(page("view_material", application, stored)).content.decode()
    assert "OFD" in html
    assert page("material_file", application, stored) in html
    monkeypatch.setattr("huizheng.commons.files.previews.rendering.SECONDS", 1)
    drafting.remove_material(application, file=stored.pk, by=party, at=testing.NOW)
    upload = SimpleUploadedFile("难.pdf", endless_pdf())
    hostile = drafting.attach_material(
        application, key="plan", upload=upload, rule=FileRule(), by=party, at=testing.NOW
    )
    assert browser.get(page("material_picture", application, hostile, 1, 1)).status_code == 404
    assert browser.get(page("view_material", application, hostile)).status_code == 200


def test_nobody_elses_file_is_there_nor_once_it_is_handed_in() -> None:
    application, party, stored = uploaded(drawn_pdf(), "方案图.pdf")
    stranger = Client()
    stranger.force_login(given_account())
    own, own_party = testing.given_draft()
    for name, more in (("view_material", ()), ("material_picture", (1, 1)), ("material_file", ())):
        assert stranger.get(page(name, application, stored, *more)).status_code == 404
        through_own = signed_in(own_party).get(page(name, own, stored, *more))
        assert through_own.status_code == 404, "not through an application of one's own either"
    drafting.discard_draft(application, by=party, at=testing.NOW)
    assert not files_of(owner_of(application)).exists()
    assert signed_in(party).get(page("material_picture", application, stored, 1, 1)).status_code == 404
