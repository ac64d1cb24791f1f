"""The shared form controls."""

from __future__ import annotations

import datetime as dt

import pytest

from huizheng.commons.design.api import ColourInput, DayInput, YesNoField


class TestTheInputOfADay:
    @pytest.mark.parametrize("value", [dt.date(2026, 3, 2), "2026-03-02"])
    def test_shows_the_day(self, value: object) -> None:
        assert 'type="date" name="day" value="2026-03-02"' in DayInput().render("day", value)

    @pytest.mark.parametrize("value", [None, "", "9" * 30, "2026-02-30", "明天"])
    def test_is_empty_for_what_is_no_day(self, value: object) -> None:
        assert "value" not in DayInput().render("day", value)


def test_the_input_of_a_colour_is_never_marked_as_required() -> None:
    assert 'type="color"' in ColourInput().render("colour", "#1f4e79")
    assert not ColourInput().use_required_attribute(None)


@pytest.mark.parametrize(("typed", "meant"), [("yes", True), ("no", False), ("", None)])
def test_a_question_of_yes_or_no_is_undecided_until_somebody_decides(typed: str, meant: object) -> None:
    assert YesNoField(yes="属于", no="不属于", required=False).clean(typed) is meant
