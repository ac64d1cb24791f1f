"""What the generator writes: valid, the same on every run, never an empty required column."""

from __future__ import annotations

import datetime as dt

import pytest

from huizheng.gate.contracts.editions import check_edition
from huizheng.inner.publishing.demonstration.documents import documents
from huizheng.inner.publishing.demonstration.generator import pages_of, texts
from huizheng.inner.publishing.demonstration.places import Column, Place, Service, SiteFacts

TODAY = dt.date(2026, 11, 24)
SERVICES = (
    Service(
        "a", "内地居民结婚登记", "Marriage registration", "civil-affairs", "county", "当场办结", 4, 2, (("问", "答"),)
    ),
    Service(
        "b", "食品经营许可", "Food business licence", "market-regulation", "county", "10个工作日", 6, 3, (("问", "答"),)
    ),
)


def site(tree: str, *, language: str = "zh-hans", index: int = 0, paths: tuple[str, ...] = ()) -> SiteFacts:
    columns = [
        Column(path, path, path, "list", 0, True, True, "340100-general-office", "合肥市人民政府办公室")
        for path in paths or tuple(texts())
    ]
    return SiteFacts(
        slug="hefei",
        index=index,
        tree=tree,
        language=language,
        site_code="3401000001",
        place=Place("340100", "合肥市", "合肥", "Hefei City", "地级市", "安徽省", (("340102", "瑶海区", "Yaohai"),)),
        organ="340100-general-office",
        organ_name="合肥市人民政府办公室",
        organ_english="General Office of Hefei",
        organ_short="合肥市府办",
        office_name="合肥市人民政府办公室",
        prefix="合政",
        uscc="11340100002986271K",
        keywords=("公文办理",),
        columns=tuple(columns),
        services=SERVICES,
    )


@pytest.mark.parametrize("tree", ["province", "city", "county", "department", "sannong"])
def test_every_page_is_an_edition_marked_as_a_demonstration(tree: str) -> None:
    pages = list(pages_of(site(tree), today=TODAY))
    assert len(pages) > 40
    for page in pages:
        check_edition({**page, "number": 1})
        assert page["demonstration"]
        assert "{" not in str([page["title"], page["summary"], page["blocks"][0].get("html", "")])


def test_the_english_site_has_no_chinese_words() -> None:
    for page in pages_of(site("english", language="en"), today=TODAY):
        check_edition({**page, "number": 1})
        words = page["title"] + page["summary"] + page["blocks"][0].get("html", "")
        assert words.isascii(), page["title"]


def test_the_same_day_gives_the_same_pages() -> None:
    assert list(pages_of(site("city"), today=TODAY)) == list(pages_of(site("city"), today=TODAY))


def test_a_required_column_without_texts_of_its_own_explains_itself() -> None:
    (page,) = pages_of(site("county", paths=("openness/nothing-written-yet",)), today=TODAY)
    assert "栏目说明" in page["title"]


def test_neighbours_begin_with_different_news() -> None:
    first, second = (
        next(pages_of(site("city", index=index, paths=("news/government",)), today=TODAY)) for index in (0, 1)
    )
    assert first["title"] != second["title"]


def test_identities_and_index_numbers_are_given_once() -> None:
    pages = list(pages_of(site("city"), today=TODAY))
    assert len({page["page"] for page in pages}) == len(pages)
    entries = [page["openness"]["index_number"] for page in pages if page["openness"]]
    assert len(set(entries)) == len(entries)


def test_real_documents_say_that_their_text_is_not_here() -> None:
    paths = ("openness/policies", "openness/policies/government", "openness/policies/office")
    found = list(
        documents({"340000": "anhui"}, {"anhui": "340000-general-office"}, {("anhui", path) for path in paths})
    )
    assert len(found) > 100
    for page in found:
        check_edition({**page, "number": 1})
        assert not page["demonstration"]
        assert "正文未收录" in page["blocks"][0]["html"]
