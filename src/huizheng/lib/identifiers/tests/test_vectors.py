from __future__ import annotations

import datetime as dt

import pytest

from huizheng.lib.identifiers import (
    InvalidIdentifier,
    RegionLevel,
    case_number,
    check_case_number,
    check_mobile,
    is_bank_card,
    is_citizen_number,
    is_licence_identifier,
    is_organisation_code,
    is_region_code,
    is_uscc,
    licence_identifier,
    mask_bank_card,
    mask_citizen_number,
    mask_mobile,
    organisation_code_of,
    parse_citizen_number,
    query_code,
    region_level,
    region_parent,
    region_within,
)


class TestUscc:
    @pytest.mark.parametrize(
        "code",
        [
            "1134160073302996XP",
            "11341702486344515H",
            "11330105002500287C",
            "11100000000013338W",
            "91350100M000100Y43",
            "11340000MB1A00001Q",
            " 11100000000013338w ",
        ],
    )
    def test_accepts_codes_that_are_published(self, code) -> None:
        assert is_uscc(code)

    def test_refuses_the_sample_with_a_wrong_end(self) -> None:
        assert not is_uscc("91350100M000100Y4Z")
        assert not is_uscc("91350100M000100Y44")

    @pytest.mark.parametrize(
        "code",
        ["", "1110000000001333", "111000000000133381W", "I1100000000013338W", "11\uff1100000000013338W"],
    )
    def test_refuses_what_has_another_shape(self, code) -> None:
        assert not is_uscc(code)

    def test_holds_an_organisation_code(self) -> None:
        assert organisation_code_of("1134160073302996XP") == "73302996X"
        assert is_organisation_code("73302996-X")
        assert not is_organisation_code("733029961")


class TestCitizenNumber:
    @pytest.mark.parametrize(
        "number", ["11010519491231002X", "11010519491231002x", "340100199001010011", "341225198512310023"]
    )
    def test_accepts_the_numbers_of_the_standard(self, number) -> None:
        assert is_citizen_number(number)

    def test_says_what_is_wrong(self) -> None:
        for number, reason in {
            "34010019900101001": "shape",
            "340100199002300011": "date",
            "340100199001010012": "check",
        }.items():
            with pytest.raises(InvalidIdentifier) as raised:
                parse_citizen_number(number)
            assert raised.value.reason == reason
            assert number not in str(raised.value)

    def test_tells_birth_and_sex_and_age(self) -> None:
        person = parse_citizen_number("341225198512310023")
        assert (person.region_hint, person.born_on, person.is_male) == (
            "341225",
            dt.date(1985, 12, 31),
            False,
        )
        assert person.age_on(dt.date(2003, 12, 30)) == 17
        assert person.age_on(dt.date(2003, 12, 31)) == 18

    def test_never_refuses_by_region(self) -> None:
        # 341400 was dissolved in 2011, 999999 never was: both are hints only.
        body = "99999919900101001"
        assert any(is_citizen_number(body + check) for check in "0123456789X")

    def test_is_masked_in_the_middle(self) -> None:
        assert mask_citizen_number("340100199001010011") == "3401**********0011"
        assert mask_citizen_number("3401") == "****"


class TestLicenceIdentifier:
    @pytest.mark.parametrize(
        ("body", "check"),
        [
            ("11100000000013338W011.11430000006122244L.20230000403.001", "U"),
            ("11100000000013338W009.11330105002500287C.2025052201.002", "0"),
            ("11100000MB03271699022.340100.000000016.001", "9"),
        ],
    )
    def test_has_the_check_character_of_published_licences(self, body, check) -> None:
        kind, issuer, serial, version = body.split(".")
        identifier = licence_identifier(kind=kind, issuer=issuer, serial=serial, version=int(version))
        assert identifier == f"1.2.156.3005.2.{body}.{check}"
        assert is_licence_identifier(identifier)
        assert not is_licence_identifier(identifier[:-1] + ("A" if check != "A" else "B"))

    def test_refuses_another_root(self) -> None:
        assert not is_licence_identifier("1.2.156.3005.3.11100000MB03271699022.340100.000000016.001.9")


class TestCaseNumber:
    def test_is_built_and_read_back(self) -> None:
        number = case_number(region="340123", on=dt.date(2026, 3, 9), sequence=42)
        assert len(number) == 19
        read = check_case_number(f"{number[:6]} {number[6:12]}-{number[12:]}")
        assert (read.text, read.region, read.submitted_on, read.sequence) == (
            number,
            "340123",
            dt.date(2026, 3, 9),
            42,
        )

    @pytest.mark.parametrize(("region", "sequence"), [("3401", 1), ("340100", 0), ("340100", 1_000_000)])
    def test_refuses_to_be_built_from_what_does_not_fit(self, region, sequence) -> None:
        with pytest.raises(ValueError, match="case number"):
            case_number(region=region, on=dt.date(2026, 1, 1), sequence=sequence)

    def test_has_a_query_code_of_six_digits_drawn_at_random(self) -> None:
        codes = {query_code() for _ in range(50)}
        assert all(len(code) == 6 and code.isdigit() for code in codes)
        assert len(codes) > 40


class TestContacts:
    def test_a_mobile_number_may_be_typed_with_its_country(self) -> None:
        assert check_mobile("+86 138-0000-5678") == "13800005678"
        assert mask_mobile("13800005678") == "138****5678"

    @pytest.mark.parametrize("number", ["12800005678", "1380000567", "138000056789", "05511234567"])
    def test_a_mobile_number_of_another_shape_is_refused(self, number) -> None:
        with pytest.raises(InvalidIdentifier):
            check_mobile(number)

    def test_a_bank_card_has_a_luhn_digit(self) -> None:
        assert is_bank_card("4111 1111 1111 1112") is False
        assert is_bank_card("4111 1111 1111 1111")
        assert mask_bank_card("4111111111111111") == "************1111"


class TestRegionCodes:
    @pytest.mark.parametrize(
        ("code", "level", "parent"),
        [
            ("340000", RegionLevel.PROVINCE, None),
            ("340100", RegionLevel.CITY, "340000"),
            ("340123", RegionLevel.COUNTY, "340100"),
            ("340123100", RegionLevel.TOWN, "340123"),
            ("340123100201", RegionLevel.VILLAGE, "340123100"),
            ("340123000000", RegionLevel.COUNTY, "340100"),
        ],
    )
    def test_have_a_level_and_a_parent(self, code, level, parent) -> None:
        assert region_level(code) is level
        assert region_parent(code) == parent

    def test_lie_within_each_other(self) -> None:
        assert region_within("340123100", "340100")
        assert region_within("340100", "340100")
        assert not region_within("340200", "340100")

    @pytest.mark.parametrize("code", ["34", "3401000", "040100", "340001", "34010a"])
    def test_of_another_shape_are_refused(self, code) -> None:
        assert not is_region_code(code)
