"""What a site may change about its columns, and what it must keep."""

from __future__ import annotations

import datetime as dt

import pytest

from huizheng.commons.audit.models import AuditLine
from huizheng.gate.contracts.publishing import SiteReleased
from huizheng.gate.testing import sent
from huizheng.inner.organs.api import Duty, Official
from huizheng.inner.organs.testing import given_official
from huizheng.inner.sites.api import (
    NotYours,
    Refused,
    Requirement,
    add_column,
    change_site,
    close_site,
    column,
    columns_of,
    hide_column,
    move_column,
    rename_column,
    reopen_site,
    site,
    sites_for,
    subscribe_column,
    switch_function,
    unsubscribe_column,
)
from huizheng.inner.sites.models import Difference
from huizheng.inner.sites.rules import ChangedMeanwhile, NameTaken, NotNow, NotStanding, RequiredColumn, TooLong
from huizheng.inner.sites.tasks import reopen_ended_closures
from huizheng.inner.sites.testing import HEFEI, PROVINCE, given_site, given_site_admin
from huizheng.lib.actors import SYSTEM, Actor

AT = dt.datetime(2026, 11, 24, 2, tzinfo=dt.UTC)


@pytest.fixture
def keeper(db: None) -> Actor:
    given_site("yaohai")
    return given_site_admin(HEFEI).as_actor()


def newest(slug: str) -> dict:
    return [each for each in sent(SiteReleased) if each.slug == slug][-1].document


class TestWhoKeepsASite:
    @pytest.mark.parametrize(
        ("organ", "duty", "slug", "may"),
        [
            (HEFEI, Duty.SITE_ADMIN, "hefei", True),
            (HEFEI, Duty.SITE_ADMIN, "yaohai", True),
            (HEFEI, Duty.SITE_ADMIN, "anhui", False),
            (HEFEI, Duty.PUBLISH_RELEASE, "hefei", False),
            (HEFEI, Duty.LEAD, "hefei", False),
            (PROVINCE, Duty.SITE_ADMIN, "yaohai", True),
            (PROVINCE, Duty.SITE_ADMIN, "sannong", True),
            ("340102-general-office", Duty.SITE_ADMIN, "yaohai", True),
            ("340102-general-office", Duty.SITE_ADMIN, "hefei", False),
            ("340102-finance", Duty.SITE_ADMIN, "yaohai", False),
        ],
    )
    @pytest.mark.django_db
    def test_its_own_administrators_and_those_above(self, organ: str, duty: Duty, slug: str, may: bool) -> None:
        given_site("yaohai")
        by = given_official(organ, duty).as_actor()
        if may:
            assert switch_function(slug, function="search", on=False, by=by, at=AT).functions == {"search": False}
        else:
            with pytest.raises(NotYours):
                switch_function(slug, function="search", on=False, by=by, at=AT)

    @pytest.mark.parametrize(
        ("organ", "duty", "seen"),
        [
            (PROVINCE, Duty.SITE_ADMIN, {"anhui", "hefei", "yaohai", "sannong", "english"}),
            (HEFEI, Duty.SITE_ADMIN, {"hefei", "yaohai"}),
            ("340100-finance", Duty.PUBLISH_WRITE, {"hefei"}),
            ("340102-health", Duty.PUBLISH_WRITE, {"yaohai"}),
            ("340102-health", Duty.CASE_ACCEPT, set()),
            ("340102-data-resources", Duty.OPERATIONS, {"anhui", "hefei", "yaohai", "sannong", "english"}),
        ],
    )
    @pytest.mark.django_db
    def test_who_works_on_a_site_sees_it(self, organ: str, duty: Duty, seen: set[str]) -> None:
        given_site("yaohai")
        viewer: Official = given_official(organ, duty)
        assert {each.slug for each in sites_for(viewer, at=AT)} == seen


class TestAColumn:
    def test_gets_another_name_on_one_site_only(self, keeper: Actor) -> None:
        rename_column("hefei", "news/media", name="光影合肥", by=keeper, at=AT)
        assert column("hefei", "news/media").name == "光影合肥"
        assert column("yaohai", "news/media").name == "视频图片"
        assert newest("hefei")["differences"]["news/media"] == {"name": "光影合肥"}

    def test_gets_its_standard_name_back(self, keeper: Actor) -> None:
        rename_column("hefei", "news/media", name="光影合肥", by=keeper, at=AT)
        rename_column("hefei", "news/media", name="", by=keeper, at=AT)
        assert column("hefei", "news/media").name == "视频图片"
        assert not Difference.objects.exists()

    def test_that_is_recommended_may_be_hidden_and_shown(self, keeper: Actor) -> None:
        hide_column("hefei", "news/media", by=keeper, at=AT)
        assert not column("hefei", "news/media").is_shown
        hide_column("hefei", "news/media", hidden=False, by=keeper, at=AT)
        assert column("hefei", "news/media").is_shown

    def test_that_must_be_kept_cannot_be_hidden(self, keeper: Actor) -> None:
        with pytest.raises(RequiredColumn):
            hide_column("hefei", "news/government", by=keeper, at=AT)
        with pytest.raises(RequiredColumn, match="社区服务"):
            hide_column("yaohai", "community", by=keeper, at=AT)

    def test_that_is_not_asked_of_a_site_may_be_shown_on_purpose(self, keeper: Actor) -> None:
        assert column("yaohai", "rural-labour").requirement is Requirement.NOT_HERE
        hide_column("yaohai", "rural-labour", hidden=False, by=keeper, at=AT)
        assert column("yaohai", "rural-labour").is_shown
        assert newest("yaohai")["differences"]["rural-labour"] == {"hidden": False}

    def test_hides_what_stands_under_it(self, keeper: Actor) -> None:
        add_column("hefei", parent="", step="culture", name="文化合肥", type="section", by=keeper, at=AT)
        add_column("hefei", parent="culture", step="opera", name="庐剧", by=keeper, at=AT)
        hide_column("hefei", "culture", by=keeper, at=AT)
        assert not column("hefei", "culture/opera").is_shown

    def test_moves_among_its_brothers(self, keeper: Actor) -> None:
        before = [each.path for each in columns_of("hefei") if each.parent == "about"]
        move_column("hefei", before[2], direction="up", by=keeper, at=AT)
        after = [each.path for each in columns_of("hefei") if each.parent == "about"]
        assert after == [before[0], before[2], before[1], *before[3:]]

    def test_at_the_top_moves_no_further(self, keeper: Actor) -> None:
        with pytest.raises(NotNow):
            move_column("hefei", "news", direction="up", by=keeper, at=AT)

    def test_of_its_own_stands_where_it_was_added(self, keeper: Actor) -> None:
        add_column("hefei", parent="news", step="lakes", name="巢湖治理", update_days=30, by=keeper, at=AT)
        found = column("hefei", "news/lakes")
        assert (found.name, found.update_days, found.is_shown) == ("巢湖治理", 30, True)
        assert newest("hefei")["differences"]["news/lakes"]["added"]["path"] == "news/lakes"

    @pytest.mark.parametrize(
        ("parent", "step", "error"),
        [
            ("news", "government", NameTaken),
            ("news", "Über", Refused),
            ("a/b/c", "d", Refused),
            ("nowhere", "d", Refused),
        ],
    )
    def test_of_its_own_needs_a_free_and_plain_address(
        self, keeper: Actor, parent: str, step: str, error: type[Exception]
    ) -> None:
        with pytest.raises(error):
            add_column("hefei", parent=parent, step=step, name="某栏目", by=keeper, at=AT)

    def test_shows_another_sites_column_beside_its_own(self, keeper: Actor) -> None:
        subscribe_column("hefei", "news/government", source="yaohai:news/government", by=keeper, at=AT)
        assert column("hefei", "news/government").sources == ("yaohai:news/government",)
        assert newest("hefei")["differences"]["news/government"] == {"sources": ["yaohai:news/government"]}
        unsubscribe_column("hefei", "news/government", source="yaohai:news/government", by=keeper, at=AT)
        assert column("hefei", "news/government").sources == ()

    def test_keeps_the_subscriptions_of_its_tree(self, keeper: Actor) -> None:
        assert column("hefei", "news/counties").sources == ("children:news/government",)
        with pytest.raises(NotNow):
            unsubscribe_column("hefei", "news/counties", source="children:news/government", by=keeper, at=AT)

    @pytest.mark.parametrize("source", ["hefei:news/notices", "nowhere:news", "yaohai", "yaohai:nothing"])
    def test_subscribes_only_to_what_there_is_elsewhere(self, keeper: Actor, source: str) -> None:
        with pytest.raises(Refused):
            subscribe_column("hefei", "news/government", source=source, by=keeper, at=AT)


class TestASite:
    def test_grows_a_version_with_each_change_and_crosses(self, keeper: Actor) -> None:
        before = site("hefei").version
        change_site("hefei", name="合肥市人民政府", by=keeper, at=AT)
        assert site("hefei").version == before + 1
        assert newest("hefei")["name"] == "合肥市人民政府"
        assert AuditLine.objects.filter(action="sites:site:change", target_id="hefei").count() == 1

    def test_shows_who_changed_it_meanwhile(self, keeper: Actor) -> None:
        change_site("hefei", name="一", by=keeper, at=AT, seen=1)
        with pytest.raises(ChangedMeanwhile):
            change_site("hefei", name="二", by=keeper, at=AT, seen=1)
        assert site("hefei").name == "一"

    def test_has_a_colour_on_which_white_can_be_read(self, keeper: Actor) -> None:
        assert change_site("hefei", colour="#1D4E89", by=keeper, at=AT).colour == "#1d4e89"
        assert change_site("hefei", colour="#ffcc00", by=keeper, at=AT).colour != "#ffcc00"

    def test_has_its_domain_alone(self, keeper: Actor) -> None:
        change_site("hefei", hosts=["WWW.Hefei.gov.cn."], by=keeper, at=AT)
        assert site("hefei").hosts == ["www.hefei.gov.cn"]
        with pytest.raises(NameTaken):
            change_site("yaohai", hosts=["www.hefei.gov.cn"], by=keeper, at=AT)
        with pytest.raises(Refused):
            change_site("yaohai", hosts=["no domain"], by=keeper, at=AT)

    def test_switches_functions_with_their_columns(self, keeper: Actor) -> None:
        switch_function("hefei", function="services", on=False, by=keeper, at=AT)
        assert not column("hefei", "service/personal").is_shown
        assert newest("hefei")["functions"]["services"] is False
        with pytest.raises(NotNow):
            switch_function("hefei", function="services", on=False, by=keeper, at=AT)

    def test_cannot_switch_on_what_does_not_stand(self, keeper: Actor) -> None:
        with pytest.raises(NotStanding):
            switch_function("hefei", function="letters", on=True, by=keeper, at=AT)

    def test_closes_for_thirty_days_at_most_and_opens_by_itself(self, keeper: Actor) -> None:
        with pytest.raises(TooLong):
            close_site("hefei", until=AT + dt.timedelta(days=31), reason="改版", by=keeper, at=AT)
        with pytest.raises(Refused):
            close_site("hefei", until=AT + dt.timedelta(days=3), reason=" ", by=keeper, at=AT)
        close_site("hefei", until=AT + dt.timedelta(days=30), reason="改版", by=keeper, at=AT)
        assert newest("hefei")["is_open"] is False
        assert newest("hefei")["closed_reason"] == "改版"
        with pytest.raises(NotNow):
            close_site("hefei", until=AT + dt.timedelta(days=3), reason="再关", by=keeper, at=AT)
        reopen_site("hefei", by=keeper, at=AT)
        assert newest("hefei")["is_open"] is True

    def test_whose_closure_has_run_out_is_opened_by_the_system(self, keeper: Actor) -> None:
        then = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
        close_site("hefei", until=then + dt.timedelta(days=2), reason="改版", by=keeper, at=then)
        assert reopen_ended_closures(timestamp=0) == 1
        assert site("hefei").is_open

    def test_may_be_set_up_by_the_system(self, keeper: Actor) -> None:
        assert rename_column("hefei", "news/media", name="图库", by=SYSTEM, at=AT).version == 2
