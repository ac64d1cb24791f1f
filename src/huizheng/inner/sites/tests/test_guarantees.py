"""Who owes a column its updates, and who is warned when."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huizheng.commons.events.testing import deliver_all
from huizheng.commons.notices.api import Message
from huizheng.gate.contracts.publishing import ViewsCounted
from huizheng.gate.testing import deliver
from huizheng.inner.organs.api import Duty
from huizheng.inner.organs.testing import given_official
from huizheng.inner.sites.actions.columns import set_guarantee
from huizheng.inner.sites.api import NoticeKind, Standing, note_release, note_releases, owner_organ, raise_notices, site
from huizheng.inner.sites.models import ColumnNotice, Guarantee, Site, ViewCount
from huizheng.inner.sites.rules import Refused, due_on, standing_of, warning_days
from huizheng.inner.sites.standings import ColumnStanding, standings
from huizheng.inner.sites.testing import HEFEI, given_site
from huizheng.lib.actors import SYSTEM

BEIJING = dt.timezone(dt.timedelta(hours=8))
OPENED = dt.datetime(2026, 9, 1, 9, tzinfo=BEIJING)
days = st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31))
periods = st.sampled_from([1, 7, 14, 30, 90, 180, 365])


def at(day: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day}T09:00:00+08:00")


class TestTheRule:
    @pytest.mark.parametrize(("period", "warned"), [(14, 3), (30, 5), (90, 10), (180, 20), (365, 30), (7, 2), (1, 0)])
    def test_says_how_long_before_the_last_day_an_owner_is_warned(self, period: int, warned: int) -> None:
        assert warning_days(period) == warned

    @given(last=days, period=periods, later=st.integers(0, 800))
    def test_is_overdue_exactly_from_the_day_after_the_last(self, last: dt.date, period: int, later: int) -> None:
        today = last + dt.timedelta(days=later)
        standing, due = standing_of(last=last, opened=last, period=period, mandatory=True, today=today)
        assert due == due_on(last, period)
        assert (standing is Standing.OVERDUE) == (later > period)
        assert (standing is Standing.SOON) == (period - warning_days(period) <= later <= period)

    @given(last=days, period=periods)
    def test_warns_before_it_is_late(self, last: dt.date, period: int) -> None:
        seen = []
        for later in range(period + 2):
            today = last + dt.timedelta(days=later)
            seen.append(standing_of(last=last, opened=last, period=period, mandatory=True, today=today)[0])
        assert seen[-1] is Standing.OVERDUE
        assert seen[-2] is Standing.SOON

    @given(opened=days, later=st.integers(0, 800), period=periods)
    def test_counts_a_column_without_a_page_as_empty(self, opened: dt.date, later: int, period: int) -> None:
        today = opened + dt.timedelta(days=later)
        standing, due = standing_of(last=None, opened=opened, period=period, mandatory=False, today=today)
        assert (standing, due) == (Standing.EMPTY, due_on(opened, period))

    def test_asks_nothing_of_what_changes_with_its_facts_but_to_be_there(self) -> None:
        day = dt.date(2026, 1, 1)
        assert standing_of(last=None, opened=day, period=None, mandatory=True, today=day)[0] is Standing.EMPTY
        assert standing_of(last=day, opened=day, period=None, mandatory=True, today=day)[0] is Standing.FREE
        assert standing_of(last=None, opened=day, period=None, mandatory=False, today=day)[0] is Standing.FREE


@pytest.fixture
def hefei(db: None) -> Site:
    given_site("yaohai")
    Site.objects.update(opened_at=OPENED)
    return site("hefei")


def standing_on(found: Site, path: str, day: str) -> ColumnStanding:
    return next(each for each in standings([site(found.slug)], today=dt.date.fromisoformat(day)) if each.path == path)


class TestAColumn:
    def test_is_fresh_after_a_release_until_its_period_ends(self, hefei: Site) -> None:
        note_release(site="hefei", column="news/government", at=at("2026-11-01"))
        stands = {
            day: standing_on(hefei, "news/government", day).standing
            for day in ("2026-11-02", "2026-11-11", "2026-11-12", "2026-11-15", "2026-11-16")
        }
        assert list(stands.values()) == [
            Standing.FRESH,
            Standing.FRESH,
            Standing.SOON,
            Standing.SOON,
            Standing.OVERDUE,
        ]
        assert standing_on(hefei, "news/government", "2026-11-20").overdue_since(dt.date(2026, 11, 20)) == dt.date(
            2026, 11, 16
        )

    def test_counts_the_latest_release_whatever_the_order(self, hefei: Site) -> None:
        note_releases([("hefei", "news/government", at("2026-11-09")), ("hefei", "news/government", at("2026-11-02"))])
        note_release(site="hefei", column="news/government", at=at("2026-11-01"))
        kept = Guarantee.objects.get(site="hefei", path="news/government")
        assert (kept.last_update_at, kept.releases) == (at("2026-11-09"), 3)

    def test_that_gathers_from_below_is_as_fresh_as_what_it_shows(self, hefei: Site) -> None:
        assert standing_on(hefei, "news/counties", "2026-11-10").standing is Standing.EMPTY
        note_release(site="yaohai", column="news/government", at=at("2026-11-08"))
        assert standing_on(hefei, "news/counties", "2026-11-10").standing is Standing.FRESH

    def test_that_a_system_shows_owes_nothing(self, hefei: Site) -> None:
        owed = {each.path for each in standings([hefei], today=dt.date(2026, 11, 10))}
        assert "news/government" in owed
        assert not owed & {"news", "service/personal", "openness/catalogue", "directory", "themes/emergency-event"}

    def test_may_have_an_owner_and_a_shorter_period_of_its_own(self, hefei: Site) -> None:
        set_guarantee("hefei", "news/notices", owner="340100-justice", period_days=60, by=SYSTEM, at=OPENED)
        found = standing_on(hefei, "news/notices", "2026-11-10")
        assert (found.owner, found.period) == ("340100-justice", 60)
        assert owner_organ("hefei", "news/notices") == "340100-justice"
        with pytest.raises(Refused, match="180"):
            set_guarantee("hefei", "news/notices", period_days=365, by=SYSTEM, at=OPENED)

    def test_tells_what_an_inspection_would_say(self, hefei: Site) -> None:
        assert "单项否决" in standing_on(hefei, "news/government", "2026-11-10").verdict


class TestNotices:
    def test_warn_before_the_day_then_tell_after_it_each_once(self, hefei: Site) -> None:
        note_release(site="hefei", column="news/government", at=at("2026-11-01"))

        def raised(day: str) -> list[str]:
            raise_notices(at=at(day))
            found = ColumnNotice.objects.filter(site="hefei", path="news/government").order_by("raised_at")
            return [each.kind for each in found]

        assert raised("2026-11-05") == []
        assert raised("2026-11-12") == [NoticeKind.SOON]
        assert raised("2026-11-13") == [NoticeKind.SOON]
        assert raised("2026-11-16") == [NoticeKind.SOON, NoticeKind.OVERDUE]
        note_release(site="hefei", column="news/government", at=at("2026-11-17"))
        assert not ColumnNotice.objects.filter(path="news/government", site="hefei", settled_at__isnull=True).exists()

    def test_are_told_to_whoever_writes_for_the_owner(self, hefei: Site) -> None:
        writer = given_official(HEFEI, Duty.PUBLISH_WRITE)
        stranger = given_official("340100-finance", Duty.CASE_ACCEPT)
        raise_notices(at=at("2026-10-01"))
        deliver_all(limit=2000)
        assert Message.objects.filter(recipient=str(writer.as_actor())).count() == 1
        assert not Message.objects.filter(recipient=str(stranger.as_actor())).exists()

    def test_are_not_raised_for_what_is_filled_by_others(self, hefei: Site) -> None:
        raise_notices(at=at("2026-12-31"))
        assert not ColumnNotice.objects.filter(path="news/counties").exists()

    def test_cost_no_question_a_site(self, hefei: Site, django_assert_max_num_queries) -> None:
        with django_assert_max_num_queries(8):
            standings(list(Site.objects.select_related("division", "organ")), today=dt.date(2026, 11, 10), views=True)


class TestViews:
    def test_of_a_day_are_kept_by_column_and_counted_anew(self, hefei: Site) -> None:
        day = dt.date(2026, 11, 9)
        for views in (3, 12):
            deliver(ViewsCounted(site="hefei", day=day, columns={"news/government": views}))
        assert ViewCount.objects.get().views == 12
        found = next(
            each
            for each in standings([hefei], today=dt.date(2026, 11, 10), views=True)
            if each.path == "news/government"
        )
        assert found.views == 12

    def test_of_an_unknown_site_are_nobodys(self, hefei: Site) -> None:
        deliver(ViewsCounted(site="atlantis", day=dt.date(2026, 11, 9), columns={"news": 1}))
        assert not ViewCount.objects.exists()
