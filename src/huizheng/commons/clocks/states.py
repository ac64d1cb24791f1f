from __future__ import annotations

from enum import StrEnum


class EntryKind(StrEnum):
    """What may stand in a clock's ledger."""

    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    RESTARTED = "restarted"
    RECOMPUTED = "recomputed"
    STOPPED = "stopped"


class Stored(StrEnum):
    """What a clock's row says; overdue is a matter of the day one asks."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"


class ClockState(StrEnum):
    """How a clock stands on a day."""

    RUNNING = "running"
    PAUSED = "paused"
    OVERDUE = "overdue"
    STOPPED = "stopped"


class WarningLevel(StrEnum):
    """How near a matter is to its limits: past the promised one is yellow, past the statutory one is red."""

    NONE = "none"
    PREWARNING = "prewarning"
    YELLOW = "yellow"
    RED = "red"


ENTRY_LABELS = {
    EntryKind.STARTED: "起算",
    EntryKind.PAUSED: "暂停计算",
    EntryKind.RESUMED: "恢复计算",
    EntryKind.EXTENDED: "延长",
    EntryKind.RESTARTED: "重新起算",
    EntryKind.RECOMPUTED: "按新日历重算",
    EntryKind.STOPPED: "终止计算",
}
STORED_LABELS = {Stored.RUNNING: "计算中", Stored.PAUSED: "已暂停", Stored.STOPPED: "已终止"}
STATE_LABELS = {
    ClockState.RUNNING: "计算中",
    ClockState.PAUSED: "已暂停",
    ClockState.OVERDUE: "已逾期",
    ClockState.STOPPED: "已终止",
}


def entry_choices() -> list[tuple[str, str]]:
    return [(kind.value, label) for kind, label in ENTRY_LABELS.items()]


def stored_choices() -> list[tuple[str, str]]:
    return [(kind.value, label) for kind, label in STORED_LABELS.items()]
