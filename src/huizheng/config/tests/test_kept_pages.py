"""Which pages the tests keep for the HTML checker."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from huizheng.config.settings.kept_pages import KeepsPages, shape_of

PAGE = '<!doctype html><html lang="zh-CN"><body><h1 id="a">甲</h1><p>乙</p></body></html>'


def kept(folder: Path, response: HttpResponse | StreamingHttpResponse) -> list[str]:
    KeepsPages(lambda _request: response)(HttpRequest())  # type: ignore[arg-type, return-value]
    return [each.name for each in folder.iterdir()]


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.KEPT_PAGES = tmp_path
    return tmp_path


def test_a_whole_page_is_kept(folder: Path) -> None:
    assert kept(folder, HttpResponse(PAGE)) == [f"no-view 200 {shape_of(PAGE)}.html"]


def test_parts_of_pages_files_and_streams_are_not(folder: Path) -> None:
    assert kept(folder, HttpResponse("<p>乙</p>")) == []
    assert kept(folder, HttpResponse(PAGE, content_type="text/plain")) == []
    assert kept(folder, StreamingHttpResponse([PAGE])) == []


def test_both_zones_under_test_keep_pages() -> None:
    assert "huizheng.config.settings.kept_pages.KeepsPages" in settings.MIDDLEWARE


class TestAShape:
    def test_is_the_same_for_other_words_values_and_numbers(self) -> None:
        other = PAGE.replace("甲", "丙").replace('"a"', '"b"').replace("<p>乙</p>", "<p>乙</p>" * 3)
        assert shape_of(other) == shape_of(PAGE)

    def test_is_another_with_another_attribute_or_order_of_headings(self) -> None:
        lower = PAGE.replace("<p>乙</p>", "<h2>乙</h2><h3>丙</h3>")
        skipping = PAGE.replace("<p>乙</p>", "<h3>丙</h3><h2>乙</h2>")
        assert len({shape_of(each) for each in (PAGE, lower, skipping, PAGE.replace("<p>", "<p hidden>"))}) == 4
