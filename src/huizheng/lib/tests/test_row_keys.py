from __future__ import annotations

import pytest

from huizheng.lib.row_keys import row_key


@pytest.mark.parametrize(("text", "key"), [("12", 12), ("0", 0), ("9" * 18, 999_999_999_999_999_999)])
def test_a_key_is_read(text: str, key: int) -> None:
    assert row_key(text) == key


@pytest.mark.parametrize("text", ["", "-1", "1.0", "x", "²", "\u0661", "9" * 19, "9" * 5000, "1\x00"])
def test_what_is_no_key_is_nothing(text: str) -> None:
    assert row_key(text) is None
