from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huizheng.commons.reference.api import (
    DivisionEnded,
    DivisionNotYet,
    NoCompetentOrgan,
    Tier,
    UnknownOrgan,
    UnknownPlace,
    current_division,
    division,
    division_full_name,
    division_on,
    divisions,
    organ,
    organ_for,
    organs,
    search_divisions,
    search_organs,
    site,
    site_of_division,
    sites,
)


@pytest.mark.usefixtures("reference")
class TestDivisions:
    def test_are_one_province_16_cities_and_104_counties(self) -> None:
        assert [divisions(tier=tier).count() for tier in ("province", "city", "county", "town")] == [
            1,
            16,
            104,
            104,
        ]
        assert divisions(parent="340100").count() == 9

    def test_have_a_full_name_from_the_province_down(self) -> None:
        assert division_full_name("340102") == "安徽省合肥市瑶海区"

    @pytest.mark.parametrize(
        ("code", "day", "expected"),
        [
            ("341422", "2010-06-01", "341422"),
            ("341422", "2015-06-01", "340225"),
            ("341422", "2020-06-01", "340281"),
            ("340281", "2015-06-01", "340225"),
            ("340281", "2009-06-01", "341422"),
            ("341402", "2026-01-01", "340181"),
            ("340702", "2015-11-30", "340702"),
            ("340702", "2015-12-01", "340705"),
            ("340102", "1995-01-01", "340102"),
        ],
    )
    def test_are_followed_along_their_history_to_the_day_asked_for(self, code: str, day: str, expected: str) -> None:
        assert division_on(code, dt.date.fromisoformat(day)).code == expected

    def test_say_when_a_city_was_divided_among_others(self) -> None:
        assert division_on("341400", dt.date(2010, 1, 1)).name == "巢湖市"
        with pytest.raises(DivisionEnded, match="2011年08月撤销"):
            division_on("341400", dt.date(2020, 1, 1))

    def test_do_not_guess_which_of_two_older_codes_is_meant(self) -> None:
        with pytest.raises(DivisionNotYet):
            division_on("340209", dt.date(2015, 1, 1))

    def test_of_an_unknown_code_are_unknown(self) -> None:
        with pytest.raises(UnknownPlace):
            division("999999")

    def test_lead_from_every_old_code_to_one_in_use_or_say_that_it_ended(self) -> None:
        for old in type(division("340000")).objects.filter(valid_until__isnull=False).exclude(code="341400"):
            assert current_division(old.code).valid_until is None

    @pytest.mark.parametrize(
        ("text", "first"),
        [("hefei", "340100"), ("hf", "340100"), ("瑶海", "340102"), ("3401", "340100"), ("居巢", "")],
    )
    def test_are_found_by_name_pinyin_initials_or_code(self, text: str, first: str) -> None:
        found = [each.code for each in search_divisions(text)]
        assert found[:1] == ([first] if first else [])

    def test_are_found_by_the_name_they_had_before(self) -> None:
        assert [each.code for each in search_divisions("居巢区")] == ["340181"]


@pytest.mark.usefixtures("reference")
class TestOrganFor:
    @pytest.mark.parametrize(
        ("kind", "level", "chosen", "key"),
        [
            ("market-regulation", "county", "340102", "340102-market-regulation"),
            ("market-regulation", "county", "340102100", "340102-market-regulation"),
            ("science-technology", "city", "340102", "340100-science-technology"),
            ("science-technology", "city", "340100", "340100-science-technology"),
            ("education", "province", "340102", "340000-education"),
            ("health", "town", "340102", "340102100-town-government"),
            ("health", "town", "340102100", "340102100-town-government"),
            ("town-government", "county", "340121", "340121100-town-government"),
            ("sports", "county", "340102", "340102-education"),
            ("market-regulation", "county", "341422", "340281-market-regulation"),
        ],
    )
    def test_finds_the_competent_organ_of_the_chosen_place(self, kind: str, level: str, chosen: str, key: str) -> None:
        assert organ_for(kind=kind, level=level, division_code=chosen).key == key

    @pytest.mark.parametrize(
        ("kind", "level", "chosen", "advice"),
        [
            ("market-regulation", "county", "340100", "请选择所在的县（市、区）"),
            ("science-technology", "city", "340000", "请选择所在的市"),
            ("health", "town", "340100", "请选择所在的乡镇（街道）"),
            ("customs", "county", "340102", "没有办理这类事项的机关"),
        ],
    )
    def test_says_what_to_choose_when_the_place_cannot_name_one(
        self, kind: str, level: str, chosen: str, advice: str
    ) -> None:
        with pytest.raises(NoCompetentOrgan) as refused:
            organ_for(kind=kind, level=level, division_code=chosen)
        assert advice in refused.value.sentence

    def test_every_county_has_every_core_organ(self) -> None:
        for county in divisions(tier=Tier.COUNTY)[:10]:
            assert (
                organ_for(kind="civil-affairs", level=Tier.COUNTY, division_code=county.code).division_id == county.code
            )


@pytest.mark.usefixtures("reference")
class TestOrgans:
    def test_are_asked_for_by_key(self) -> None:
        assert organ("340102-health").name == "合肥市瑶海区卫生健康委员会"
        with pytest.raises(UnknownOrgan):
            organ("340102-navy")

    def test_of_a_division_are_one_question(self) -> None:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            names = [f"{each.name}{each.division.name}" for each in organs(division_code="340102")]
        assert len(names) == 39
        assert len(asked) == 1

    def test_are_found_by_name_and_by_what_they_do(self) -> None:
        assert [each.key for each in search_organs("低保", division_code="340102")] == ["340102-civil-affairs"]
        assert search_organs("瑶海区民政局")[0].key == "340102-civil-affairs"


@pytest.mark.usefixtures("reference")
class TestSites:
    def test_are_169_in_a_tree_below_the_province(self) -> None:
        assert sites().count() == 169
        assert [each.slug for each in sites() if each.parent_id is None] == ["anhui"]

    def test_know_their_organ_and_place(self) -> None:
        yaohai = site("yaohai")
        assert yaohai is not None
        assert (yaohai.organ_id, yaohai.parent_id, yaohai.tier) == (
            "340102-general-office",
            "hefei",
            "county",
        )
        portal = site_of_division("340000")
        assert portal is not None
        assert portal.languages == ["zh-CN", "en"]
