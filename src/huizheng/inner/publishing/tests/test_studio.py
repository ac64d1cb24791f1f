"""No address of Wagtail lets anybody see or touch another site's page; most addresses are not there for anybody.

Every route that Wagtail's admin defines is tried, whether it is mounted or not, with the page's own number in each
place of the address, by GET and by POST.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLResolver
from wagtail.admin.urls import urlpatterns as wagtail_urls

from huizheng.inner.organs.api import Duty, Official
from huizheng.inner.organs.testing import given_official
from huizheng.inner.publishing.models import Manuscript
from huizheng.inner.publishing.testing import given_desk, given_draft, given_released
from huizheng.inner.publishing.web.studio import LED, OPEN

pytestmark = pytest.mark.django_db
SECRET = "尚未公布的任命"


def routes(entries: list, before: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """Return every route of Wagtail's admin: its name, and its address with a hole for each argument."""
    for entry in entries:
        here = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, here, f"{space}{entry.namespace}:" if entry.namespace else space)
        else:
            yield f"{space}{entry.name}", here


def address(pattern: str, page: int) -> str:
    """Return the address with the page's number, or a fitting word, in each hole."""
    words = {"app_label": "wagtailcore", "model_name": "page", "content_type_app_name": "publishing"}
    words |= {"content_type_model_name": "articlepage", "action": "delete", "action_name": "approve"}
    pattern = re.sub(r"\(\?P<\w+>[^)]*\)", str(page), pattern.replace("^", "").replace("$", ""))
    filled = re.sub(r"<(?:(\w+):)?(\w+)>", lambda hole: words.get(hole[2], str(page)), pattern)
    return "/publishing/studio/" + filled.replace("\\", "").replace(".*", "any")


ROUTES = dict(routes(wagtail_urls))


def of(person: Official) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(person)
    return client


def test_the_list_of_routes_is_whole() -> None:
    assert len(ROUTES) > 90
    assert {"wagtailadmin_pages:edit", "wagtailadmin_pages:history", "wagtailadmin_pages:copy"} <= set(ROUTES)
    assert {"wagtail_bulk_action", "wagtailadmin_api:pages:detail", "wagtailadmin_pages:revisions_compare"} <= set(
        ROUTES
    )


def test_a_writer_of_another_site_reaches_the_page_by_no_address() -> None:
    draft = given_draft(given_desk("hefei"), title=SECRET)
    stranger = of(given_desk("wuhu").writer)
    reached = []
    for name, pattern in ROUTES.items():
        where = address(pattern, draft.page_id)
        for ask in (stranger.get, stranger.post):
            answer = ask(where)
            body = b"".join(answer).decode(errors="replace")
            if SECRET in body or (answer.status_code < 300 and name not in OPEN) or answer.status_code >= 500:
                reached.append(f"{name} {where}: {answer.status_code}")
            if answer.status_code in {301, 302, 307}:
                led = answer["Location"]
                assert led.startswith(("/publishing/", "/account/")), f"{name} leads to {led}"
                assert str(draft.number) not in led, f"{name} tells the page's number"
    assert reached == []
    assert Manuscript.objects.get(pk=draft.number).page.specific.title == SECRET


def test_the_own_writer_has_the_form_and_its_preview_only() -> None:
    desk = given_desk("hefei")
    draft = given_draft(desk, title=SECRET)
    writer = of(desk.writer)
    writer.post(f"/publishing/manuscripts/{draft.number}/edit/")
    seen = set()
    for name, pattern in ROUTES.items():
        answer = writer.get(address(pattern, draft.page_id))
        if answer.status_code == 200 and SECRET in b"".join(answer).decode(errors="replace"):
            seen.add(name)
    assert seen == {"wagtailadmin_pages:edit"}


def test_who_does_not_write_has_no_editor() -> None:
    desk = given_desk("hefei")
    draft = given_draft(desk, title=SECRET)
    person = of(given_official(desk.organ, *(set(Duty) - {Duty.PUBLISH_WRITE})))
    for name, pattern in ROUTES.items():
        if name not in LED and name != "wagtailadmin_logout":
            assert person.get(address(pattern, draft.page_id)).status_code == 404, name


def test_what_is_public_or_under_review_is_not_edited() -> None:
    desk = given_desk("hefei")
    released = given_released(desk)
    writer = of(desk.writer)
    where = f"/publishing/studio/pages/{released.page_id}/edit/"
    assert writer.get(where)["Location"] == f"/publishing/manuscripts/{released.number}/"
    title = released.page.specific.title
    assert writer.post(where, {"title": "改一改"}).status_code == 302
    assert writer.post(f"{where}preview/", {"title": "改一改"}).status_code == 404
    assert released.page.specific.__class__.objects.get(pk=released.page_id).title == title


def test_nobody_publishes_through_wagtail() -> None:
    desk = given_desk("hefei")
    draft = given_draft(desk)
    writer = of(desk.writer)
    writer.post(f"/publishing/manuscripts/{draft.number}/edit/")
    writer.post(f"/publishing/studio/pages/{draft.page_id}/edit/", {"title": "新标题", "action-publish": "1"})
    page = Manuscript.objects.get(pk=draft.number).page
    assert not page.live
    assert Manuscript.objects.get(pk=draft.number).state == "draft"


def test_styles_may_stand_in_the_editors_page_and_scripts_may_not() -> None:
    desk = given_desk("hefei")
    draft = given_draft(desk)
    writer = of(desk.writer)
    answer = writer.post(f"/publishing/manuscripts/{draft.number}/edit/", follow=True)
    policy = answer["Content-Security-Policy"]
    directives = {each.strip() for each in policy.split(";")}
    assert {"script-src 'self'", "style-src 'self' 'unsafe-inline'"} <= directives
    assert "http" not in policy
    inline = re.findall(r"<script(?![^>]*(?:src=|application/json))[^>]*>", answer.content.decode())
    assert inline == []
    assert "unsafe" not in writer.get("/publishing/")["Content-Security-Policy"]
