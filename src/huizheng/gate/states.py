"""The states an envelope and its companions go through, and who moves them on."""

from __future__ import annotations

from django.db.models import TextChoices

# Every state name is stored; the Chinese word is what an operator reads.


class OutboxState(TextChoices):
    WAITING = "waiting", "待编号"
    READY = "ready", "待发送"
    SENT = "sent", "已发送"
    RECEIVED = "received", "对方已接收"
    PROCESSED = "processed", "对方已办理"
    REJECTED = "rejected", "对方已拒绝"
    UNDELIVERABLE = "undeliverable", "未能送达"


class InboxState(TextChoices):
    HELD = "held", "等待前件"
    WAITING = "waiting", "待生效"
    APPLIED = "applied", "已生效"
    REJECTED = "rejected", "已拒绝"
    PARKED = "parked", "已搁置"
    DISCARDED = "discarded", "已废弃"


class Rung(TextChoices):
    """The four rungs of a receipt."""

    ACCEPTED = "R1", "网闸受理"
    RELAYED = "R2", "已转发"
    RECEIVED = "R3", "对方已接收"
    PROCESSED = "R4", "对方已办理"


class Reason(TextChoices):
    """Why a letter is dead."""

    NON_DELIVERY = "non_delivery", "逾期未送达"
    REFUSED = "refused", "被对方拒绝"
    FAILING = "failing", "多次处理失败"
    UNREADABLE = "unreadable", "格式无法识别"
    BAD_SIGNATURE = "bad_signature", "签名无效"
    ALTERED = "altered", "同一编号内容不同"
    BROKEN_CHAIN = "broken_chain", "序列校验不符"

    @property
    def is_security_event(self) -> bool:
        return self in {Reason.BAD_SIGNATURE, Reason.ALTERED, Reason.BROKEN_CHAIN}


class DeadLetterState(TextChoices):
    OPEN = "open", "待处置"
    REDRIVEN = "redriven", "已重新投递"
    DISCARDED = "discarded", "已废弃"
    SETTLED = "settled", "已了结"


class Direction(TextChoices):
    OUT = "out", "发出"
    IN = "in", "收到"


class TransferState(TextChoices):
    DUE = "due", "待传输"
    DONE = "done", "已完成"


# What the receiver answers when it refuses without asking a room; all but the first may be re-driven after mending.
POISON = {
    "EXPIRED": "超过有效期",
    "UNKNOWN": "不在允许通过的消息之列",
    "DIRECTION": "方向不符",
    "SCHEMA": "内容不符合约定",
    "DIGEST": "内容摘要不符",
}


# Choices are given as functions, so that a changed word makes no migration.


def outbox_states() -> list[tuple[str, str]]:
    return OutboxState.choices


def inbox_states() -> list[tuple[str, str]]:
    return InboxState.choices


def rungs() -> list[tuple[str, str]]:
    return Rung.choices


def reasons() -> list[tuple[str, str]]:
    return Reason.choices


def dead_letter_states() -> list[tuple[str, str]]:
    return DeadLetterState.choices


def directions() -> list[tuple[str, str]]:
    return Direction.choices


def transfer_states() -> list[tuple[str, str]]:
    return TransferState.choices
