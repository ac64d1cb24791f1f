"""Reading all chains from their first line, and naming the first that isn't what it was."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from enum import StrEnum

from huizheng.commons.audit.digests import anchor_digest, digest_of
from huizheng.commons.audit.models import Anchor, AuditLine, Chain


class Flaw(StrEnum):
    ALTERED = "altered"
    REMOVED = "removed"
    INSERTED = "inserted"
    ANCHOR = "anchor"


@dataclass(frozen=True)
class Verdict:
    """What the reading found. ``line`` is the first bad line's id, ``place`` its chain and position."""

    lines: int
    flaw: Flaw | None = None
    line: int | None = None
    place: tuple[int, int] | None = None
    action: str = ""

    @property
    def intact(self) -> bool:
        return self.flaw is None

    def __str__(self) -> str:
        if self.flaw is None:
            return f"审计链完整：共{self.lines}行，没有发现改动。"
        if self.flaw is Flaw.ANCHOR or self.place is None:
            return "审计链不完整：与留存的锚点摘要对不上，全部记录可能被整体改写过。请封存数据库并用备份比对。"
        where = f"第{self.place[0]}链第{self.place[1]}行"
        what = {
            Flaw.ALTERED: f"{where}（编号{self.line}，行为{self.action}）的内容被改动过",
            Flaw.REMOVED: f"{where}被删除了",
            Flaw.INSERTED: f"{where}（编号{self.line}，行为{self.action}）是后来插入的",
        }[self.flaw]
        return f"审计链不完整：{what}。请封存数据库并用备份比对。"


def verify(*, anchor: str = "") -> Verdict:
    """Return the verdict over every line, head and anchor; it writes nothing and may run beside the writers.

    With ``anchor``, a digest kept outside the database, a rewriting of the whole database shows as well.
    The first flaw is that of the earliest line over all chains.
    """
    heads = {head.number: (head.length, head.digest) for head in Chain.objects.all()}
    anchored: dict[tuple[int, int], str] = {}
    anchors_good = not anchor
    for kept in Anchor.objects.all():
        anchors_good = anchors_good or kept.digest == anchor
        if anchor_digest(kept.at, kept.heads) != kept.digest:
            return Verdict(lines=0, flaw=Flaw.ANCHOR)
        anchored.update({(number, length): digest for number, length, digest in kept.heads})
    if not anchors_good:
        return Verdict(lines=0, flaw=Flaw.ANCHOR)
    return _Reading(heads, anchored).verdict()


class _Reading:
    """One pass in chain order; of each chain only its first flaw counts."""

    def __init__(self, heads: dict[int, tuple[int, str]], anchored: dict[tuple[int, int], str]) -> None:
        self.heads = heads
        self.anchored = anchored
        self.lines = 0
        self.flaws: dict[int, tuple[int, Verdict]] = {}
        self.last: dict[int, AuditLine] = {}

    def verdict(self) -> Verdict:
        for line in AuditLine.objects.order_by("chain", "position").iterator(chunk_size=5000):
            self.lines += 1
            if line.chain not in self.flaws:
                self._read(line, self.last.get(line.chain))
            self.last[line.chain] = line
        self._compare_ends()
        if not self.flaws:
            return Verdict(lines=self.lines)
        _, first = min(self.flaws.values(), key=lambda found: found[0])
        return replace(first, lines=self.lines)

    def _read(self, line: AuditLine, before: AuditLine | None) -> None:
        expected = before.position + 1 if before else 1
        if line.position > expected:
            self._missing(line.chain, expected, beside=line)
        elif digest_of(line) != line.digest:
            # A line that is right but for its place was pushed along: the flaw lies before it.
            if before and _right_at(line, line.position - 1):
                self._bad(Flaw.INSERTED, before)
            elif _right_at(line, line.position + 1):
                self._missing(line.chain, line.position, beside=line)
            else:
                self._bad(Flaw.ALTERED, line)
        elif self.anchored.get((line.chain, line.position), line.digest) != line.digest:
            self._bad(Flaw.ALTERED, line)
        elif line.previous != (before.digest if before else ""):
            # This line is as it was written, so the one before was written anew with a fitting digest.
            self._bad(Flaw.ALTERED, before or line)

    def _compare_ends(self) -> None:
        ends = dict(sorted(self.anchored))
        for number, (length, digest) in self.heads.items():
            ends[number] = max(ends.get(number, 0), length)
            last = self.last.get(number)
            if number not in self.flaws and last and last.position == length and last.digest != digest:
                self._bad(Flaw.ALTERED, last)
        for number, length in ends.items():
            last = self.last.get(number)
            position = last.position if last else 0
            if number not in self.flaws and position < length:
                self._missing(number, position + 1, beside=last)
        # Read again: writers may have gone on meanwhile, but no line stands beyond its head.
        now = {head.number: head.length for head in Chain.objects.all()}
        for number, last in self.last.items():
            if number not in self.flaws and last.position > now.get(number, 0):
                self._bad(Flaw.INSERTED, last)

    def _bad(self, flaw: Flaw, line: AuditLine) -> None:
        self.flaws[line.chain] = (
            line.pk,
            Verdict(0, flaw, line.pk, (line.chain, line.position), line.action),
        )

    def _missing(self, chain: int, position: int, *, beside: AuditLine | None) -> None:
        self.flaws[chain] = (beside.pk if beside else 0, Verdict(0, Flaw.REMOVED, None, (chain, position)))


def _right_at(line: AuditLine, position: int) -> bool:
    moved = copy(line)
    moved.position = position
    return digest_of(moved) == line.digest
