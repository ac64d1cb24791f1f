from __future__ import annotations

import json
import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huizheng.lib.canonical import NotCanonical, canonical, parse

JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
    max_leaves=20,
)


class TestRfc8785:
    def test_the_example_of_section_3_2_2(self) -> None:
        document = (
            '{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],'
            '"string": "\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals": [null, true, false]}'
        )
        assert canonical(json.loads(document)).decode() == (
            '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
            '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
        )

    def test_keys_are_sorted_by_utf_16_units_as_in_section_3_2_3(self) -> None:
        keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]

        found = canonical(dict.fromkeys(keys, 0))

        assert list(json.loads(found)) == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]

    @pytest.mark.parametrize(
        ("bits", "text"),
        [
            ("0000000000000000", "0"),
            ("8000000000000000", "0"),
            ("0000000000000001", "5e-324"),
            ("7fefffffffffffff", "1.7976931348623157e+308"),
            ("4340000000000000", "9007199254740992"),
            ("4430000000000000", "295147905179352830000"),
            ("44b52d02c7e14af5", "9.999999999999997e+22"),
            ("44b52d02c7e14af6", "1e+23"),
            ("44b52d02c7e14af7", "1.0000000000000001e+23"),
            ("444b1ae4d6e2ef4e", "999999999999999700000"),
            ("444b1ae4d6e2ef50", "1e+21"),
            ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
            ("3eb0c6f7a0b5ed8d", "0.000001"),
            ("41b3de4355555553", "333333333.3333332"),
            ("becbf647612f3696", "-0.0000033333333333333333"),
            ("43143ff3c1cb0959", "1424953923781206.2"),
        ],
    )
    def test_numbers_of_appendix_b(self, bits: str, text: str) -> None:
        assert canonical(struct.unpack(">d", bytes.fromhex(bits))[0]).decode() == text


class TestCanonical:
    @given(JSON_VALUES)
    def test_says_the_same_as_what_it_was_given(self, value: object) -> None:
        assert parse(canonical(value)) == value

    @given(JSON_VALUES)
    def test_is_its_own_canonical_form(self, value: object) -> None:
        assert canonical(parse(canonical(value))) == canonical(value)

    @pytest.mark.parametrize("value", [math.nan, math.inf, 2**53, {1: "a"}, {"a": {1}}, "\ud800", b"bytes"])
    def test_refuses_what_has_no_canonical_form(self, value: object) -> None:
        with pytest.raises(NotCanonical):
            canonical(value)


@pytest.mark.parametrize("text", ['{"a":1,"a":2}', "NaN", "{", "[" * 100_000, b"\xff"])
def test_a_text_that_two_readers_may_read_differently_is_refused(text: str | bytes) -> None:
    with pytest.raises(NotCanonical):
        parse(text)
