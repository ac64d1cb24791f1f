"""What readers meet: lists, pages, placements, subscriptions, and nothing of what left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huizheng.outer.sites import api, testing
from huizheng.outer.sites.testing import THEN

pytestmark = pytest.mark.django_db
LATER = THEN + dt.timedelta(days=1)


def numbers(page) -> list[int]:
    return [card.number for card in page.cards]


def _walk(read: Callable[[str], api.CardPage]) -> list[api.CardPage]:
    parts = [read("")]
    while parts[-1].next:
        parts.append(read(parts[-1].next))
    return parts


class TestAColumn:
    def test_shows_what_is_in_front_first_and_then_the_newest(self):
        testing.given_site()
        old = testing.given_page(published_at="2026-01-01T09:00:00+08:00")
        new = testing.given_page(published_at="2026-02-01T09:00:00+08:00")
        front = testing.given_page(published_at="2025-01-01T09:00:00+08:00", pinned=3)
        found = api.column_page(api.site("anhui"), "news/government", at=LATER)
        assert numbers(found) == [front, new, old]

    def test_is_read_to_its_end_part_by_part_with_each_page_once(self):
        testing.given_site()
        testing.given_site("hefei", parent="anhui", kind="city-portal")
        testing.given_site(
            "anhui", version=2, differences={"news/government": {"sources": ["children:news/government"]}}
        )
        made = [
            testing.given_page(published_at=f"2026-02-{day:02d}T09:00:00+08:00", pinned=int(day % 4 == 0), site=slug)
            for day in range(1, 13)
            for slug in ("anhui", "hefei")
        ]
        testing.place(made[1], "anhui", "news/government", rank=2)
        parts = _walk(
            lambda cursor: api.column_page(api.site("anhui"), "news/government", at=LATER, cursor=cursor, size=5)
        )
        seen = [number for part in parts for number in numbers(part)]
        assert sorted(seen) == sorted(made)
        assert seen[0] == made[1]
        assert parts[0].previous == ""

    def test_goes_back_over_the_same_parts_to_the_beginning(self):
        testing.given_site()
        for day in range(1, 13):
            testing.given_page(published_at=f"2026-02-{day:02d}T09:00:00+08:00", pinned=int(day % 5 == 0))

        def read(cursor: str) -> api.CardPage:
            return api.column_page(api.site("anhui"), "news/government", at=LATER, cursor=cursor, size=3)

        parts = _walk(read)
        back = [parts[-1]]
        while back[-1].previous:
            back.append(read(back[-1].previous))
        assert [numbers(part) for part in back] == [numbers(part) for part in reversed(parts)]
        assert back[-1].next == parts[0].next

    @pytest.mark.parametrize("name", ["catalogue", "narrowed", "pages_of_kind"])
    def test_other_lists_go_back_as_well(self, name: str):
        testing.given_site()
        for number in range(1, 8):
            testing.given_page(
                published_at=f"2026-02-{number:02d}T09:00:00+08:00", openness=testing.openness(number, organ="anhui")
            )
        site = api.site("anhui")
        read = {
            "catalogue": lambda cursor: api.catalogue(api.Sieve(), at=LATER, cursor=cursor, size=3),
            "narrowed": lambda cursor: api.narrowed(
                site, "news/government", api.Narrow(year=2026), at=LATER, cursor=cursor, size=3
            ),
            "pages_of_kind": lambda cursor: api.pages_of_kind(["article"], at=LATER, cursor=cursor, size=3),
        }[name]
        parts = _walk(read)
        assert len(parts) == 3
        second = read(parts[2].previous)
        assert second == parts[1]
        assert read(second.previous) == parts[0]

    def test_going_back_shows_the_beginning_whole_when_less_than_a_part_is_newer(self):
        testing.given_site()
        for day in range(1, 8):
            testing.given_page(published_at=f"2026-02-{day:02d}T09:00:00+08:00")
        site = api.site("anhui")
        second = api.column_page(site, "news/government", at=LATER, size=2)
        later = api.column_page(site, "news/government", at=LATER, cursor=second.next, size=4)
        again = api.column_page(site, "news/government", at=LATER, cursor=later.previous, size=4)
        assert numbers(again) == numbers(api.column_page(site, "news/government", at=LATER, size=4))

    def test_takes_a_broken_cursor_for_none(self):
        testing.given_site()
        number = testing.given_page()
        found = api.column_page(api.site("anhui"), "news/government", at=LATER, cursor="../..")
        assert numbers(found) == [number]


class TestSections:
    def test_of_a_home_page_come_in_one_statement(self):
        testing.given_site()
        first = testing.given_page()
        notice = testing.given_page(column="news/notices")
        with testing.hearing(), CaptureQueriesContext(connection) as asked:
            site = api.site_by_host("anhui.localhost:8000")
            found = api.sections(site, [api.Want("news", "news"), api.Want("notices", "news/notices", 3)], at=LATER)
        assert len(asked) == 1
        assert {card.number for card in found["news"]} == {first, notice}
        assert [card.number for card in found["notices"]] == [notice]


class TestAPage:
    def test_stands_on_its_own_site_and_where_it_is_placed_and_nowhere_else(self):
        for slug in ("anhui", "hefei", "wuhu"):
            testing.given_site(slug)
        number = testing.given_page()
        testing.place(number, "hefei", "news/notices")
        assert api.page(api.site("anhui"), number, at=LATER).here.path == "news/government"
        placed = api.page(api.site("hefei"), number, at=LATER)
        assert (placed.here.path, placed.site) == ("news/notices", "anhui")
        with pytest.raises(api.NotVisible):
            api.page(api.site("wuhu"), number, at=LATER)

    def test_is_asked_for_in_one_statement_and_its_neighbours_in_another(self):
        testing.given_site()
        made = [testing.given_page(published_at=f"2026-02-0{day}T09:00:00+08:00") for day in (1, 2, 3)]
        with testing.hearing(), CaptureQueriesContext(connection) as asked:
            view = api.page(api.site("anhui"), made[1], at=LATER)
            newer, older = api.around(view, at=LATER)
        assert len(asked) == 2
        assert (newer.number, older.number) == (made[2], made[0])
        assert view.parts[0]["html"].startswith("<div")

    def test_is_read_through_a_column_that_takes_its_column(self):
        testing.given_site("anhui")
        testing.given_site("education", parent="anhui", kind="department")
        testing.given_site(
            "hefei", parent="anhui", differences={"news/notices": {"sources": ["parent:news/government"]}}
        )
        number = testing.given_page()
        assert numbers(api.column_page(api.site("hefei"), "news/notices", at=LATER)) == [number]
        assert api.page(api.site("hefei"), number, at=LATER).here.path == "news/notices"
        with pytest.raises(api.NotVisible):
            api.page(api.site("education"), number, at=LATER)

    def test_is_not_there_before_its_release_nor_after_its_end(self):
        testing.given_site()
        number = testing.given_page(at=THEN, expires_at="2026-03-10T00:00:00+08:00")
        site = api.site("anhui")
        with pytest.raises(api.NotVisible):
            api.page(site, number, at=THEN - dt.timedelta(seconds=1))
        assert api.page(site, number, at=THEN).number == number
        ended = dt.datetime(2026, 3, 10, tzinfo=dt.timezone(dt.timedelta(hours=8)))
        with pytest.raises(api.NoLongerThere) as left:
            api.page(site, number, at=ended)
        assert left.value.expired
        assert numbers(api.column_page(site, "news/government", at=ended)) == []

    def test_does_not_stand_in_a_column_that_is_switched_off(self):
        testing.given_site()
        number = testing.given_page()
        testing.given_site(version=2, differences={"news": {"hidden": True}})
        with pytest.raises(api.NotVisible):
            api.page(api.site("anhui"), number, at=LATER)


class TestWithdrawal:
    def test_takes_a_page_from_every_answer(self):
        for slug in ("anhui", "hefei"):
            testing.given_site(slug)
        testing.given_site("wuhu", differences={"news/notices": {"sources": ["anhui:news/government"]}})
        number = testing.given_page(openness=testing.openness())
        testing.place(number, "hefei", "news/notices")
        testing.withdraw(number)
        for slug in ("anhui", "hefei", "wuhu"):
            site = api.site(slug)
            assert not any(api.column_page(site, path, at=LATER).cards for path in site.columns)
            assert not any(api.sections(site, [api.Want(p, p) for p in site.columns], at=LATER).values())
            assert api.newest(site, at=LATER) == ()
            assert api.counts(site, at=LATER) == {}
            assert api.addresses(slug, at=LATER) == []
        assert api.pages_of_kind(["article"], at=LATER).cards == ()
        assert api.catalogue(api.Sieve(), at=LATER).entries == ()
        assert api.cards([number], at=LATER) == []
        assert api.whole_pages([number]) == []
        with pytest.raises(api.NoLongerThere):
            api.page(api.site("anhui"), number, at=LATER)

    def test_that_comes_before_the_edition_still_holds(self):
        testing.given_site()
        wanted = testing.document()
        testing.withdraw(wanted["number"])
        testing.release(wanted)
        with pytest.raises(api.NoLongerThere):
            api.page(api.site("anhui"), wanted["number"], at=LATER)

    def test_is_lifted_by_a_later_edition(self):
        testing.given_site()
        number = testing.given_page()
        testing.withdraw(number)
        testing.given_page(number=number, version=2, title="改正", at=THEN + dt.timedelta(hours=2))
        assert api.page(api.site("anhui"), number, at=LATER).title == "改正"

    def test_by_consolidation_leads_elsewhere(self):
        testing.given_site()
        number, other = testing.given_page(), testing.given_page()
        testing.withdraw(number, how="consolidated", to=str(other))
        with pytest.raises(api.Moved) as moved:
            api.page(api.site("anhui"), number, at=LATER)
        assert moved.value.to == f"/pages/{other}/"

    def test_by_abolition_leaves_the_page_marked(self):
        testing.given_site()
        number = testing.given_page(openness=testing.openness())
        testing.withdraw(number, how="abolished", reason="失效")
        view = api.page(api.site("anhui"), number, at=LATER)
        assert view.is_abolished
        assert view.state_reason == "失效"
        (entry,) = api.catalogue(api.Sieve(validity="失效"), at=LATER).entries
        assert entry.openness["validity"] == "失效"

    def test_leaves_no_link_from_related_pages(self):
        testing.given_site()
        number = testing.given_page()
        related = [{"page": str(testing.key_of(number)), "number": number, "title": "旧", "role": "interprets"}]
        other = testing.given_page(related=related)
        assert [each["number"] for each in api.page(api.site("anhui"), other, at=LATER).related] == [number]
        testing.withdraw(number)
        assert api.page(api.site("anhui"), other, at=LATER).related == ()
