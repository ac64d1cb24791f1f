"""What the import says: to a person at a terminal, and as a table for Excel."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

from huizheng.inner.publishing.importing.judging import Fate
from huizheng.inner.publishing.importing.running import Outcome

HEADS: Final = ("文件", "结果", "稿件编号", "标题", "行", "字段", "程度", "说明")
SHOWN: Final = 50
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class Table:
    """The report as CSV, written while the import goes on."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Self:
        self._file: IO[str] = self.path.open("w", encoding="utf-8-sig", newline="")
        self._rows: Any = csv.writer(self._file)
        self._rows.writerow(HEADS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, outcome: Outcome, *, dry_run: bool) -> None:
        head = [outcome.name, said(outcome.fate, dry_run=dry_run), outcome.number or "", outcome.title]
        rows = [
            [note.line or "", note.field, "须改正" if note.is_fault else "请核对", note.message]
            for note in outcome.notes
        ]
        for row in rows or [["", "", "", ""]]:
            self._rows.writerow([_plain(cell) for cell in (*head, *row)])


class Summary:
    """What is counted, and the first files that were refused."""

    def __init__(self) -> None:
        self.counted: Counter[Fate] = Counter()
        self.refused: list[Outcome] = []
        self.hints = 0

    def add(self, outcome: Outcome) -> None:
        self.counted[outcome.fate] += 1
        self.hints += sum(not note.is_fault for note in outcome.notes)
        if outcome.fate is Fate.REFUSED and len(self.refused) < SHOWN:
            self.refused.append(outcome)

    def lines(self, *, dry_run: bool, report: Path | None) -> list[str]:
        lines = []
        for outcome in self.refused:
            lines.append(f"✗ {outcome.name}")
            lines += [f"    {note}" for note in outcome.notes if note.is_fault]
        more = self.counted[Fate.REFUSED] - len(self.refused)
        if more > 0:
            lines.append(f"……还有 {more} 个文件不能导入，全部原因见报告（--report 文件名.csv）。")
        total = sum(self.counted.values())
        parts = [f"{said(fate, dry_run=dry_run)} {self.counted[fate]}" for fate in Fate if self.counted[fate]]
        lines.append(f"{'试运行：' if dry_run else ''}共 {total} 个文件。{'，'.join(parts)}{'。' if parts else ''}")
        if self.hints:
            lines.append(
                f"另有 {self.hints} 处提示（请核对），{'见报告' if report else '用 --report 文件名.csv 查看'}。"
            )
        if report:
            lines.append(f"报告：{report}")
        if not dry_run and self.counted[Fate.NEW] + self.counted[Fate.REVISED]:
            lines.append("送审的稿件在审核人员的待办里，三审通过后由签发人发布。")
        return lines


def said(fate: Fate, *, dry_run: bool) -> str:
    """Return the word for a fate; a dry run says what would be."""
    would = {Fate.NEW: "将新建并送审", Fate.REVISED: "将修订并送审"}
    return would.get(fate, fate.label) if dry_run else fate.label


def _plain(cell: Any) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
