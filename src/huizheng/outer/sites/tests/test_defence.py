"""What came through the gate is looked at again: nothing that could run, nothing under another's name."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from huizheng.gate.contracts import EditionsReleased
from huizheng.gate.contracts.editions import digest_of
from huizheng.gate.registry import Rejected
from huizheng.gate.testing import deliver
from huizheng.outer.sites import api, testing
from huizheng.outer.sites.errors import UnknownColumn
from huizheng.outer.sites.models import Edition, Page
from huizheng.outer.sites.testing import THEN

pytestmark = pytest.mark.django_db
LATER = THEN + dt.timedelta(days=1)
BAD_HTML = [
    "<script>alert(1)</script>",
    "<p onclick='x()'>a</p>",
    '<a href="javascript:x()">a</a>',
    '<img src="data:text/html,x" onerror="x">',
    "<iframe src='//evil.example'></iframe>",
    "<svg><a/></svg>",
]


@pytest.mark.parametrize("html", BAD_HTML)
def test_active_content_is_refused_with_its_whole_bundle(html):
    testing.given_site()
    bad = testing.document(blocks=[{"type": "html", "html": html}])
    with pytest.raises(Rejected, match="UNFIT"):
        testing.release(testing.document(), bad)
    assert not Edition.objects.exists()


@pytest.mark.parametrize("href", ["javascript:alert(1)", "//evil.example/a", "data:text/html,x", "/\\evil.example"])
def test_a_link_that_may_not_be_followed_is_refused(href):
    testing.given_site()
    with pytest.raises(Rejected, match="UNFIT"):
        testing.given_page(blocks=[{"type": "links", "title": "", "links": [{"label": "a", "href": href}]}])


def test_words_that_only_look_like_a_handler_are_read():
    testing.given_site()
    text = "<p>The tax is on income = 3%; javascript: a language. one = 1</p>"
    number = testing.given_page(blocks=[{"type": "html", "html": text}])
    assert "javascript: a language" in api.page(api.site("anhui"), number, at=LATER).parts[0]["html"]


def test_what_is_plain_text_is_shown_as_text():
    testing.given_site()
    number = testing.given_page(
        title="<b>题</b>", blocks=[{"type": "table", "columns": ["<i>"], "rows": [["<script>x</script>"]]}]
    )
    html = api.page(api.site("anhui"), number, at=LATER).parts[0]["html"]
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_text_under_anothers_digest_is_refused():
    testing.given_site()
    document = testing.document()
    entry = {"sm3": digest_of({**document, "title": "别的"}), "document": document}
    with pytest.raises(Rejected, match="DIGEST"):
        deliver(EditionsReleased(bundle=uuid.uuid4(), site="anhui", editions=[entry], released_at=THEN))


def test_a_version_is_never_another_text():
    testing.given_site()
    number = testing.given_page()
    with pytest.raises(Rejected, match="DIGEST"):
        testing.given_page(number=number, title="悄悄换掉")
    assert Page.objects.get(number=number).title != "悄悄换掉"


def test_a_column_that_has_not_come_yet_is_waited_for():
    testing.given_site()
    with pytest.raises(UnknownColumn):
        testing.given_page(column="not/here")
    with pytest.raises(UnknownColumn):
        testing.given_page(site="nowhere")


def test_a_bundle_that_comes_twice_changes_nothing():
    testing.given_site()
    document = testing.document()
    testing.release(document)
    before = Page.objects.values().get(number=document["number"])
    testing.release(document)
    assert Page.objects.values().get(number=document["number"]) == before
    assert Edition.objects.count() == 1


def test_an_older_edition_that_comes_late_is_kept_and_not_shown():
    testing.given_site()
    number = testing.given_page(version=2, title="新", number=900_000)
    testing.given_page(version=1, title="旧", number=number, at=THEN - dt.timedelta(hours=1))
    assert api.page(api.site("anhui"), number, at=LATER).title == "新"
    assert Edition.objects.filter(number=number).count() == 2
