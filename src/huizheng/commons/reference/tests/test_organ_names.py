from __future__ import annotations

from collections import Counter

import pytest

from huizheng.commons.reference import fixtures
from huizheng.commons.reference.states import Tier
from huizheng.lib.identifiers import is_organisation_code, is_uscc, organisation_code_of

EXPECTED = {
    "340000-education": "安徽省教育厅",
    "340100-education": "合肥市教育局",
    "340100-water-resources": "合肥市水利局",
    "340100-market-regulation": "合肥市市场监督管理局",
    "340100-tax": "国家税务总局合肥市税务局",
    "340100-court": "合肥市中级人民法院",
    "340100-general-office": "合肥市人民政府办公室",
    "340102-market-regulation": "合肥市瑶海区市场监督管理局",
    "340102-public-security": "合肥市公安局瑶海分局",
    "340102-natural-resources": "合肥市自然资源和规划局瑶海分局",
    "340102-ecology-environment": "合肥市生态环境局瑶海区分局",
    "340102-tax": "国家税务总局合肥市瑶海区税务局",
    "340102-general-office": "合肥市瑶海区人民政府办公室",
    "340102-conscription": "合肥市瑶海区人民政府征兵办公室",
    "340121-public-security": "长丰县公安局",
    "340121-market-regulation": "长丰县市场监督管理局",
    "340121-housing-fund": "合肥市住房公积金管理中心长丰县管理部",
    "340181-civil-affairs": "巢湖市民政局",
    "341003-public-security": "黄山市公安局黄山区分局",
    "340711-education": "铜陵市郊区教育体育局",
    "340102100-town-government": "合肥市瑶海区示范街道办事处（演示）",
    "340121100-town-government": "长丰县示范镇人民政府（演示）",
}


@pytest.fixture(scope="module")
def organs() -> dict[str, fixtures.Organ]:
    return {organ.key: organ for organ in fixtures.organs(fixtures.divisions())}


@pytest.mark.parametrize(("key", "name"), EXPECTED.items())
def test_an_organ_is_called_as_people_know_it(organs: dict[str, fixtures.Organ], key: str, name: str) -> None:
    assert organs[key].name == name


def test_no_two_organs_of_the_121_divisions_share_a_name_or_a_code(organs: dict[str, fixtures.Organ]) -> None:
    assert len({organ.division_id for organ in organs.values() if organ.tier != Tier.TOWN}) == 121
    for column in ("name", "uscc"):
        repeated = [
            value for value, times in Counter(getattr(each, column) for each in organs.values()).items() if times > 1
        ]
        assert repeated == []


def test_no_name_keeps_a_piece_of_its_pattern(organs: dict[str, fixtures.Organ]) -> None:
    for organ in organs.values():
        assert "县（市" not in organ.name
        assert "、" not in organ.name
        assert organ.name.startswith(("市", "县")) is False


def test_a_city_and_a_county_have_their_own_set_of_organs(organs: dict[str, fixtures.Organ]) -> None:
    sizes = Counter(organ.division_id for organ in organs.values())

    assert sizes["340000"] == 54
    assert {sizes[code] for code in sizes if code.endswith("00") and len(code) == 6 and code != "340000"} == {40}
    assert {sizes[code] for code in sizes if not code.endswith("00")} == {39}


def test_every_local_organ_has_a_superior_that_exists(organs: dict[str, fixtures.Organ]) -> None:
    missing = [organ.key for organ in organs.values() if organ.superior_id and organ.superior_id not in organs]

    assert missing == []
    assert organs["340102-market-regulation"].superior_id == "340100-market-regulation"
    assert organs["340100-market-regulation"].superior_id == "340000-market-regulation"


def test_every_code_passes_both_check_digits(organs: dict[str, fixtures.Organ]) -> None:
    wrong = [
        organ.key
        for organ in organs.values()
        if not is_uscc(organ.uscc) or not is_organisation_code(organisation_code_of(organ.uscc))
    ]

    assert wrong == []


def test_a_demonstration_body_says_so(organs: dict[str, fixtures.Organ]) -> None:
    towns = [organ for organ in organs.values() if organ.tier == Tier.TOWN]

    assert len(towns) == 104
    assert all(organ.is_demonstration and "演示" in organ.name for organ in towns)
    assert all(organ.uscc_is_demonstration for organ in organs.values())


def test_a_district_organ_is_called_by_its_short_name_in_its_city(organs: dict[str, fixtures.Organ]) -> None:
    assert organs["340102-market-regulation"].short_name == "瑶海区市场监督管理局"
    assert organs["340102-market-regulation"].english_name == "Yaohai District Market Regulation Bureau"
    assert organs["340100-education"].english_name == "Hefei Municipal Education Bureau"
