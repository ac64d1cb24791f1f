from __future__ import annotations

import pytest
from pypinyin import Style, lazy_pinyin

from huizheng.lib.first_letters import first_letter


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("安徽", "A"),
        ("教育厅", "J"),
        ("长丰", "C"),
        ("庐阳", "L"),
        ("座谈", "Z"),
        ("Anhui", "A"),
        ("亳州", ""),
        ("", ""),
        ("9月", ""),
    ],
)
def test_the_letter_of_a_name(name: str, letter: str) -> None:
    assert first_letter(name) == letter


def test_common_characters_sound_as_a_dictionary_has_them() -> None:
    wrong = []
    for high in range(0xB0, 0xD8):
        for low in range(0xA1, 0xFF):
            if high == 0xD7 and low > 0xF9:
                continue
            character = bytes((high, low)).decode("gb2312")
            known = {each[0].upper() for each in lazy_pinyin(character, style=Style.NORMAL) if each}
            if first_letter(character) not in known:
                wrong.append(character)
    # The table of 1980 and a dictionary of today put a few characters of several sounds under different ones.
    assert len(wrong) < 60
