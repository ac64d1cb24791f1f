"""Tables that add up, and what is said of those that don't."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huizheng.inner.publishing.kinds.budget_sums import amount, faults_of, rows_of_csv, total_of


def table(text):
    rows = [line.split("|") for line in text.strip().splitlines()]
    return rows[0], rows[1:]


def test_rows_with_parts_subtotals_and_a_total() -> None:
    columns, rows = table("项目|2026年\n公务接待费|3.2\n公务用车|18.6\n其中：购置|0\n其中：运行|18.6\n合计|21.8")
    assert faults_of(columns, rows) == []
    assert total_of(columns, rows) == Decimal("21.8")
    columns, rows = table("项目|金额\n工资|60\n津贴|40\n人员小计|100\n办公|10\n公用小计|10\n总计|110")
    assert faults_of(columns, rows) == []


def test_a_total_above_its_rows() -> None:
    columns, rows = table("科目|预算\n合计|150\n教育支出|100\n农林水支出|50")
    assert faults_of(columns, rows) == []
    rows[0][1] = "153"
    assert "差+3" in faults_of(columns, rows)[0]


def test_a_wrong_total_names_both_figures() -> None:
    columns, rows = table("项目|金额\n甲|1,200\n乙|300\n合计|1,600")
    assert faults_of(columns, rows) == ["“金额”一列的“合计”是1,600，各行相加是1,500，差+100。"]


def test_income_and_expenditure_balance_side_by_side_and_below() -> None:
    columns, rows = table("收入|数|支出|数\n拨款|90|农林水|100\n其他|10||\n收入总计|100|支出总计|100")
    assert faults_of(columns, rows) == []
    rows[2][3] = "101"
    assert any("收支不平衡" in each for each in faults_of(columns, rows))
    columns, rows = table("项目|数\n收入总计|100\n支出总计|99")
    assert any("差+1" in each for each in faults_of(columns, rows))


def test_columns_add_up_to_their_total() -> None:
    columns, rows = table("单位|合计|基本支出|项目支出\n水务局|100|60|40\n农业局|90|50|50")
    assert faults_of(columns, rows) == ["“农业局”一行的“合计”是90，各列相加是100。"]


def test_rounding_is_no_fault_and_percentages_are_not_added() -> None:
    columns, rows = table("项目|万元|增减%\n甲|33.33|5\n乙|33.33|-2\n丙|33.33|1\n合计|100.00|3")
    assert faults_of(columns, rows) == []


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=12))
def test_what_adds_up_has_no_fault_and_one_more_is_noticed(figures) -> None:
    rows = [[f"项目{n}", f"{figure:,}"] for n, figure in enumerate(figures)]
    assert faults_of(["科目", "金额"], [*rows, ["合计", f"{sum(figures):,}"]]) == []
    off = sum(figures) + len(figures) + 2
    assert faults_of(["科目", "金额"], [*rows, ["合计", str(off)]])


@pytest.mark.parametrize(
    ("text", "value"), [("1,234.5", "1234.5"), ("－3", "-3"), ("—", None), ("", None), ("无", None), ("NaN", None)]
)
def test_cells(text, value) -> None:
    assert amount(text) == (None if value is None else Decimal(value))


class TestCsv:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
    def test_whatever_a_spreadsheet_saves(self, encoding) -> None:
        assert rows_of_csv('项目,金额\r\n"甲,乙",10\r\n\r\n合计\r\n'.encode(encoding)) == [
            ["项目", "金额"],
            ["甲,乙", "10"],
            ["合计", ""],
        ]

    @pytest.mark.parametrize("data", [b"", "项目,金额".encode(), b"PK\x03\x04\x00\x00", b"\xff\xfe\xff"])
    def test_what_is_no_table_is_refused_in_plain_words(self, data) -> None:
        with pytest.raises(ValueError, match="。"):
            rows_of_csv(data)
