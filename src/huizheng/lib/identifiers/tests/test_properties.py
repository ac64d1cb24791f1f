"""What the check digits promise: a slip of the hand is noticed."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from huizheng.lib.identifiers import (
    case_number,
    check_case_number,
    is_bank_card,
    is_case_number,
    is_citizen_number,
    is_licence_identifier,
    is_uscc,
    licence_identifier,
    organisation_code_of,
    parse_citizen_number,
)
from huizheng.lib.identifiers.check_digits import ALPHANUMERIC, luhn

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
days = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))
places = st.integers(0, 40)


@st.composite
def citizen_numbers(draw):
    born = draw(st.dates(dt.date(1900, 1, 1), dt.date(2030, 12, 31)))
    body = f"{draw(st.integers(110000, 659999))}{born:%Y%m%d}{draw(st.integers(0, 999)):03d}"
    return next(body + check for check in "0123456789X" if is_citizen_number(body + check))


@st.composite
def usccs(draw):
    body = (
        draw(st.sampled_from(["11", "12", "51", "91", "92", "N1"]))
        + f"{draw(st.integers(110000, 659999))}"
        + draw(st.text(USCC_ALPHABET, min_size=9, max_size=9))
    )
    return next(body + check for check in USCC_ALPHABET if is_uscc(body + check))


def changed(text: str, place: int, other: str) -> str | None:
    place %= len(text)
    return None if text[place] == other else text[:place] + other + text[place + 1 :]


@given(citizen_numbers(), places, st.sampled_from("0123456789X"))
def test_any_single_change_of_a_citizen_number_is_noticed(number, place, other) -> None:
    slip = changed(number, place, other)
    assert slip is None or not is_citizen_number(slip)


@given(citizen_numbers())
def test_a_citizen_number_says_its_birth_date(number) -> None:
    assert f"{parse_citizen_number(number).born_on:%Y%m%d}" == number[6:14]


@given(usccs(), places, st.sampled_from(USCC_ALPHABET))
def test_any_single_change_of_a_uscc_is_noticed(code, place, other) -> None:
    slip = changed(code, place, other)
    assert slip is None or not is_uscc(slip)
    assert organisation_code_of(code) == code[8:17]


@given(st.integers(110000, 659999), days, st.integers(1, 999_999), places, st.sampled_from("0123456789"))
def test_any_single_change_of_a_case_number_is_noticed(region, day, sequence, place, other) -> None:
    number = case_number(region=str(region), on=day, sequence=sequence)
    read = check_case_number(number)
    assert (read.region, read.submitted_on, read.sequence) == (str(region), day, sequence)
    slip = changed(number, place, other)
    assert slip is None or not is_case_number(slip)


@given(st.integers(10**14, 10**15 - 1), places, st.sampled_from("0123456789"))
def test_any_single_change_of_a_bank_card_is_noticed(body, place, other) -> None:
    number = f"{body}{luhn(str(body))}"
    assert is_bank_card(number)
    slip = changed(number, place, other)
    assert slip is None or not is_bank_card(slip)


@given(
    usccs(),
    usccs(),
    st.text(ALPHANUMERIC, min_size=1, max_size=20),
    st.integers(0, 999),
    st.tuples(places, st.sampled_from(ALPHANUMERIC)),
)
def test_any_single_change_of_a_licence_identifier_is_noticed(definer, issuer, serial, version, slip_at) -> None:
    identifier = licence_identifier(kind=f"{definer}001", issuer=issuer, serial=serial, version=version)
    assert is_licence_identifier(identifier)
    slip = changed(identifier, *slip_at)
    assert slip is None or not is_licence_identifier(slip)
