"""Whether a budget table adds up: totals equal their rows, income equals expenditure, columns equal their total."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

_TOTALS: Final = re.compile(r"(?:合计|总计|小计)$")
_INCOME: Final = re.compile(r"(?:收\s*入)\s*(?:总计|合计)|本年收入合计")
_EXPENSE: Final = re.compile(r"(?:支\s*出)\s*(?:总计|合计)|本年支出合计")
# A row that only explains a part of the row above it is not added again.
_PART_OF: Final = re.compile(r"^(?:其中|　|  |\(?[0-9]+[.)、]|[（(][一二三四五六七八九十]+[)）]|[-—·])")
_SHARE: Final = re.compile(r"%|比例|占比|增减|比上年")
# Figures are rounded one by one, so a sum may be off by half a unit of the last place for each row.
_HALF: Final = Decimal("0.5")
_LARGEST = 100_000_000


def amount(text: str) -> Decimal | None:
    """Return a cell as a number; nothing for words, dashes and blanks."""
    cleaned = re.sub(r"[,，\s]", "", text).replace("\u2212", "-").replace("－", "-")
    if cleaned in {"", "-", "—", "–", "/"}:
        return None
    try:
        found = Decimal(cleaned)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def rows_of_csv(data: bytes) -> list[list[str]]:
    """Return the rows of an uploaded table: UTF-8 or GB 18030, comma or tab. Raises ``ValueError`` in plain words."""
    if len(data) > _LARGEST // 50:
        raise ValueError("文件超过2MB。请只上传一张表，删去多余的工作表和空行。")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError as error:
            raise ValueError("读不出这个文件。请在表格软件里另存为“CSV UTF-8”后再上传。") from error
    if "\x00" in text:
        raise ValueError("这不是CSV文件。请在表格软件里另存为“CSV UTF-8”后再上传。")
    separator = "\t" if text.count("\t") > text.count(",") else ","
    rows = [[cell.strip("\r\n ") for cell in row] for row in csv.reader(io.StringIO(text), delimiter=separator)]
    rows = [row for row in rows if any(row)]
    if len(rows) < 2:  # noqa: PLR2004 - a head and a row
        raise ValueError("文件里没有数据。第一行应当是表头，下面至少有一行数据。")
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def faults_of(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return what does not add up in a table, as plain sentences with both figures."""
    return [*_sums(columns, rows), *_across(columns, rows), *_balance(rows)]


def total_of(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Decimal | None:
    """Return the grand total: the last row called 合计 or 总计, in the total column or else the first of numbers."""
    column = _total_column(columns)
    for row in reversed(rows):
        if _TOTALS.search(_name(row)) and not row[0].strip().endswith("小计"):
            figures = [amount(cell) for cell in row[1:]]
            if column is not None and amount(row[column]) is not None:
                return amount(row[column])
            return next((each for each in figures if each is not None), None)
    return None


def _name(row: Sequence[str]) -> str:
    return re.sub(r"\s", "", row[0]) if row else ""


def _total_column(columns: Sequence[str]) -> int | None:
    return next((i for i, name in enumerate(columns) if i and re.sub(r"\s", "", name) in {"合计", "总计"}), None)


def _tolerance(figures: Sequence[Decimal]) -> Decimal:
    places = max((-int(each.as_tuple().exponent) for each in figures), default=0)
    return _HALF * Decimal(max(1, len(figures))) * Decimal(10) ** -max(0, places)


def _sums(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for index in range(1, len(columns)):
        if _SHARE.search(columns[index]):
            continue
        yield from _column_sums(columns[index], index, rows)


def _column_sums(title: str, index: int, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    pending: list[Decimal] = []
    subtotals: list[Decimal] = []
    # A total may stand above its rows: then the first row is the total.
    leading = bool(rows) and bool(_TOTALS.search(_name(rows[0])))
    for row in rows[1:] if leading else rows:
        figure = amount(row[index]) if index < len(row) else None
        name = _name(row)
        if _TOTALS.search(name):
            if name.endswith("小计"):
                yield from _differ(title, name, figure, pending)
                subtotals.append(figure if figure is not None else sum(pending, Decimal(0)))
                pending = []
            else:
                yield from _differ(title, name, figure, [*subtotals, *pending])
                pending, subtotals = [], []
        elif figure is not None and not _PART_OF.match(row[0]):
            pending.append(figure)
    if leading and (pending or subtotals):
        first = rows[0]
        yield from _differ(title, _name(first), amount(first[index]), [*subtotals, *pending])


def _differ(title: str, name: str, figure: Decimal | None, parts: Sequence[Decimal]) -> Iterator[str]:
    if figure is None or not parts:
        return
    total = sum(parts, Decimal(0))
    if abs(total - figure) > _tolerance([figure, *parts]):
        yield f"“{title}”一列的“{name}”是{figure:,}，各行相加是{total:,}，差{figure - total:+,}。"


def _across(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    whole = _total_column(columns)
    parts = [i for i, name in enumerate(columns) if i and i != whole and not _SHARE.search(name) and "其中" not in name]
    if whole is None or len(parts) < 2:  # noqa: PLR2004 - one part is the whole
        return
    for row in rows:
        figures = [found for i in parts if (found := amount(row[i])) is not None]
        figure = amount(row[whole])
        if figure is not None and len(figures) > 1 and abs(sum(figures) - figure) > _tolerance([figure, *figures]):
            yield f"“{_name(row)}”一行的“{columns[whole]}”是{figure:,}，各列相加是{sum(figures):,}。"


def _balance(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Income equals expenditure, whether the two stand one under the other or side by side."""
    income = expense = None
    for row in rows:
        for index, cell in enumerate(row):
            name = re.sub(r"\s", "", cell)
            after = next((found for text in row[index + 1 :] if (found := amount(text)) is not None), None)
            if name == "收入总计" or (income is None and _INCOME.fullmatch(name)):
                income = after if after is not None else income
            elif name == "支出总计" or (expense is None and _EXPENSE.fullmatch(name)):
                expense = after if after is not None else expense
    if income is not None and expense is not None and income != expense:
        yield f"收支不平衡：收入总计{income:,}，支出总计{expense:,}，差{income - expense:+,}。"
