"""A new organ gets a working site in one act."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from huizheng.commons.reference.api import Organ, demonstration_uscc
from huizheng.gate.contracts.publishing import SiteReleased
from huizheng.gate.testing import sent
from huizheng.inner.organs.api import Duty, official_by_login, officials_with_duty
from huizheng.inner.organs.testing import given_official
from huizheng.inner.sites.api import (
    FirstPerson,
    NewOrgan,
    NewSite,
    NotYours,
    Refused,
    Site,
    column,
    columns_of,
    open_site,
    sites_for,
)
from huizheng.inner.sites.rules import NameTaken
from huizheng.inner.sites.testing import HEFEI, given_site, given_site_admin
from huizheng.lib.actors import Actor

AT = dt.datetime(2026, 11, 24, 2, tzinfo=dt.UTC)
BUREAU = NewOrgan(
    kind="low-altitude",
    name="合肥市低空经济发展局",
    short_name="市低空局",
    english_name="Hefei Low-Altitude Economy Bureau",
    uscc=demonstration_uscc("340100", 7001),
)
PEOPLE = (
    FirstPerson("writer", "low-writer", "甲"),
    FirstPerson("first", "low-first", "乙"),
    FirstPerson("second", "low-second", "丙"),
    FirstPerson("chief", "low-chief", "丁"),
)
ITEM = {"column": "news/work", "title": "网站开通", "text": "即日起开通。"}


@pytest.fixture
def keeper(db: None) -> Actor:
    given_site("hefei")
    return given_site_admin(HEFEI).as_actor()


def new(**changes: Any) -> NewSite:
    facts: dict[str, Any] = {
        "parent": "hefei",
        "organ": BUREAU,
        "slug": "hefei-low-altitude",
        "name": "合肥市低空经济发展局网站",
        "people": PEOPLE,
        "first_item": ITEM,
    }
    return NewSite(**{**facts, **changes})


class TestOpening:
    def test_makes_organ_site_columns_people_and_crosses(self, keeper: Actor) -> None:
        opened = open_site(new(), by=keeper, at=AT)
        assert Organ.objects.get(key="340100-low-altitude").name == "合肥市低空经济发展局"
        assert len(columns_of(opened.site)) == 54
        assert "hefei-low-altitude" in {each.slug for each in sent(SiteReleased)}
        assert len(opened.passwords) == 4
        chief = official_by_login("low-chief")
        assert chief is not None
        assert list(officials_with_duty("340100-low-altitude", Duty.PUBLISH_RELEASE, AT)) == [chief]
        assert "hefei-low-altitude" in {each.slug for each in sites_for(chief, at=AT)}

    def test_lets_the_portal_gather_from_its_departments(self, keeper: Actor) -> None:
        assert not column("hefei", "openness/policies/departments").is_shown
        open_site(new(), by=keeper, at=AT)
        assert column("hefei", "openness/policies/departments").is_shown

    def test_gives_each_site_the_next_code_of_its_region(self, keeper: Actor) -> None:
        last = Site.objects.get(slug="hefei").site_code
        assert open_site(new(), by=keeper, at=AT).site.site_code == str(int(last) + 1)

    def test_takes_an_organ_and_people_that_are_there(self, keeper: Actor) -> None:
        writer = given_official("340100-finance", login_name="finance-writer")
        opened = open_site(
            new(organ="340100-finance", slug="hefei-finance", people=(FirstPerson("writer", "finance-writer"),)),
            by=keeper,
            at=AT,
        )
        assert opened.passwords == ()
        assert list(officials_with_duty("340100-finance", Duty.PUBLISH_WRITE, AT)) == [writer]

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"slug": "Hefei!"}, "slug"),
            ({"slug": "www"}, "slug"),
            ({"slug": "hefei"}, "slug"),
            ({"name": ""}, "name"),
            ({"organ": "340200-finance"}, "organ"),
            ({"organ": NewOrgan("x", "某局", "某局", "Some Bureau", "91340000000000000X")}, "uscc"),
            ({"tree": "province"}, "tree"),
            ({"colour": "red"}, "colour"),
            ({"parent": "atlantis"}, "parent"),
            ({"hosts": ("not a host",)}, "hosts"),
            ({"first_item": {**ITEM, "column": "service/items"}}, "column"),
            ({"first_item": {**ITEM, "text": ""}}, "title"),
            ({"people": (FirstPerson("writer", "same", "甲"), FirstPerson("first", "same", "乙"))}, "people"),
            ({"people": (FirstPerson("writer", "nobody"),)}, "writer"),
        ],
    )
    def test_says_which_entry_is_at_fault_and_leaves_nothing(
        self, keeper: Actor, changes: dict[str, Any], field: str
    ) -> None:
        before = Site.objects.count()
        with pytest.raises(Refused) as refused:
            open_site(new(**changes), by=keeper, at=AT)
        assert refused.value.field == field
        assert Site.objects.count() == before
        assert not Organ.objects.filter(name=BUREAU.name).exists()

    def test_gives_a_unit_one_site_only(self, keeper: Actor) -> None:
        open_site(new(), by=keeper, at=AT)
        with pytest.raises(NameTaken, match="一个单位最多开设一个网站"):
            open_site(new(organ="340100-low-altitude", slug="second-one", people=()), by=keeper, at=AT)

    def test_takes_nobody_from_another_organ(self, keeper: Actor) -> None:
        given_official("340100-finance", login_name="finance-writer")
        with pytest.raises(NameTaken):
            open_site(new(people=(FirstPerson("writer", "finance-writer"),)), by=keeper, at=AT)

    @pytest.mark.parametrize(
        ("organ", "duty"), [(HEFEI, Duty.PUBLISH_RELEASE), ("340102-general-office", Duty.SITE_ADMIN)]
    )
    def test_is_for_those_who_keep_the_portal_above(self, keeper: Actor, organ: str, duty: Duty) -> None:
        with pytest.raises(NotYours):
            open_site(new(), by=given_official(organ, duty).as_actor(), at=AT)
