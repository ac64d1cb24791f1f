from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from huizheng.gate import states
from huizheng.gate.states import (
    DeadLetterState,
    InboxState,
    OutboxState,
    TransferState,
)

GENESIS = "0" * 64


class Channel(models.Model):
    """One numbered run of envelopes in one direction: how far it has come, and the digest it has come to."""

    direction = models.CharField("方向", max_length=3, choices=states.directions)
    name = models.CharField("通道", max_length=120)
    last_seq = models.BigIntegerField("最后序号", default=0)
    head = models.CharField("末件摘要", max_length=64, default=GENESIS)
    receipt_due = models.BooleanField("待发回执", default=False)
    announced_seq = models.BigIntegerField("对方已发序号", default=0)
    gap_reported_at = models.DateTimeField("缺件报告时间", null=True, blank=True)
    compared_at = models.DateTimeField("核对一致时间", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "通道"
        ordering = ("direction", "name")
        constraints = [models.UniqueConstraint(fields=["direction", "name"], name="channel_once")]

    def __str__(self) -> str:
        return f"{self.direction} {self.name}"


class Batch(models.Model):
    """One signature over the Merkle root of many envelopes."""

    root = models.CharField("根摘要", max_length=64)
    kid = models.CharField("密钥编号", max_length=16)
    alg = models.CharField("算法", max_length=16)
    value = models.CharField("签名", max_length=120)
    size = models.PositiveIntegerField("件数")
    signed_at = models.DateTimeField("签名时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "签名批次"
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.root[:16]} × {self.size}"


class OutboxEntry(models.Model):
    """An envelope of ours, from the business transaction that wrote it to the last receipt."""

    env_id = models.UUIDField("信封编号", unique=True, default=uuid.uuid4)
    message = models.CharField("消息", max_length=80)
    version = models.PositiveSmallIntegerField("版本")
    channel = models.CharField("通道", max_length=120)
    lane = models.CharField("顺序组", max_length=120)
    business_number = models.CharField("业务编号", max_length=80, blank=True, db_index=True)
    trace = models.CharField("请求编号", max_length=64, blank=True, db_index=True)
    # The canonical core: without seq and prev until it is numbered; what is personal in it is sealed.
    core = models.TextField("信封内容")
    digest = models.CharField("摘要", max_length=64, blank=True)
    seq = models.BigIntegerField("序号", null=True, blank=True)
    batch = models.ForeignKey(Batch, models.PROTECT, verbose_name="签名批次", null=True, blank=True)
    leaf = models.PositiveIntegerField("批内位置", default=0)
    proof = models.JSONField("批内证明", default=list, blank=True)
    attachments = models.JSONField("附件摘要", default=list, blank=True)
    state = models.CharField("状态", max_length=16, choices=states.outbox_states, default=OutboxState.WAITING)
    attempt = models.PositiveIntegerField("投递次数", default=1)
    next_attempt_at = models.DateTimeField("下次投递", null=True, blank=True)
    redriven = models.BooleanField("重新投递", default=False)
    extended_until = models.DateTimeField("延长有效期至", null=True, blank=True)
    created_at = models.DateTimeField("写入时间")
    not_after = models.DateTimeField("有效期至")
    answered_at = models.DateTimeField("办理回执时间", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "发件"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["channel", "seq"], name="outbox_numbered_once"),
            models.CheckConstraint(
                condition=Q(state=OutboxState.WAITING) | Q(seq__isnull=False),
                name="outbox_sent_only_numbered",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(state=OutboxState.WAITING), name="outbox_waiting"),
            models.Index(fields=["id"], condition=Q(state=OutboxState.READY), name="outbox_ready"),
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(state__in=[OutboxState.SENT, OutboxState.RECEIVED]),
                name="outbox_unanswered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message} {self.env_id}"


class InboxEntry(models.Model):
    """An envelope of the other zone's; kept for ever by its id, so that no repetition ever takes effect twice."""

    env_id = models.UUIDField("信封编号", unique=True)
    message = models.CharField("消息", max_length=80)
    version = models.PositiveSmallIntegerField("版本")
    channel = models.CharField("通道", max_length=120)
    seq = models.BigIntegerField("序号")
    lane = models.CharField("顺序组", max_length=120)
    business_number = models.CharField("业务编号", max_length=80, blank=True, db_index=True)
    trace = models.CharField("请求编号", max_length=64, blank=True, db_index=True)
    core = models.TextField("信封内容")
    digest = models.CharField("摘要", max_length=64)
    prev = models.CharField("前件摘要", max_length=64)
    signature = models.JSONField("签名")
    attachments = models.JSONField("附件摘要", default=list, blank=True)
    blobs_missing = models.PositiveSmallIntegerField("未到附件数", default=0)
    state = models.CharField("状态", max_length=16, choices=states.inbox_states, default=InboxState.HELD)
    attempt = models.PositiveIntegerField("投递次数", default=1)
    tries = models.PositiveSmallIntegerField("处理次数", default=0)
    next_attempt_at = models.DateTimeField("下次处理")
    last_error = models.TextField("最近错误", blank=True)
    created_at = models.DateTimeField("写入时间")
    received_at = models.DateTimeField("接收时间")
    settled_at = models.DateTimeField("了结时间", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "收件"
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["channel", "seq"], name="inbox_numbered_once")]
        indexes = [
            models.Index(
                fields=["channel", "lane", "seq"],
                condition=Q(state__in=[InboxState.HELD, InboxState.WAITING, InboxState.PARKED]),
                name="inbox_lane",
            ),
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(state=InboxState.WAITING),
                name="inbox_waiting",
            ),
            models.Index(fields=["id"], condition=Q(blobs_missing__gt=0), name="inbox_without_blobs"),
        ]

    def __str__(self) -> str:
        return f"{self.message} {self.env_id}"


class ReceiptLetter(models.Model):
    """A signed letter of receipts as it came: the evidence behind the rungs it reports."""

    env_id = models.UUIDField("回执编号", unique=True)
    text = models.TextField("签名原文")
    received_at = models.DateTimeField("接收时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "回执原件"
        ordering = ("-id",)

    def __str__(self) -> str:
        return str(self.env_id)


class Receipt(models.Model):
    """One rung reached by one envelope: accepted, relayed, received, processed or refused."""

    env_id = models.UUIDField("信封编号")
    rung = models.CharField("级别", max_length=2, choices=states.rungs)
    issuer = models.CharField("出具方", max_length=8)
    code = models.CharField("结果", max_length=40, blank=True)
    text = models.CharField("说明", max_length=400, blank=True)
    at = models.DateTimeField("时间")
    letter = models.ForeignKey(ReceiptLetter, models.PROTECT, verbose_name="回执原件", null=True, blank=True)
    is_due = models.BooleanField("待告知对方", default=False)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "回执"
        ordering = ("env_id", "rung")
        constraints = [models.UniqueConstraint(fields=["env_id", "rung"], name="receipt_once")]
        indexes = [models.Index(fields=["id"], condition=Q(is_due=True), name="receipt_due")]

    def __str__(self) -> str:
        return f"{self.rung} {self.env_id}"


class DeadLetter(models.Model):
    """An envelope that went no further, with why, for an operator to re-drive or (two of them) to discard."""

    direction = models.CharField("方向", max_length=3, choices=states.directions)
    env_id = models.UUIDField("信封编号", null=True, blank=True)
    fingerprint = models.CharField("指纹", max_length=64)
    reason = models.CharField("原因", max_length=16, choices=states.reasons)
    error = models.TextField("最近错误", blank=True)
    envelope = models.TextField("信封原文")
    channel = models.CharField("通道", max_length=120, blank=True)
    message = models.CharField("消息", max_length=80, blank=True)
    business_number = models.CharField("业务编号", max_length=80, blank=True, db_index=True)
    trace = models.CharField("请求编号", max_length=64, blank=True)
    times = models.PositiveIntegerField("次数", default=1)
    opened_at = models.DateTimeField("发生时间")
    state = models.CharField("状态", max_length=12, choices=states.dead_letter_states, default=DeadLetterState.OPEN)
    discard_reason = models.CharField("废弃理由", max_length=400, blank=True)
    proposed_by = models.CharField("提出人", max_length=80, blank=True)
    proposed_at = models.DateTimeField("提出时间", null=True, blank=True)
    settled_by = models.CharField("处置人", max_length=80, blank=True)
    settled_at = models.DateTimeField("处置时间", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "死信"
        ordering = ("-opened_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["direction", "fingerprint", "reason"],
                condition=Q(state=DeadLetterState.OPEN),
                name="dead_letter_open_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeadLetterState.DISCARDED)
                | (~Q(proposed_by="") & ~Q(settled_by="") & ~Q(discard_reason="") & ~Q(proposed_by=F("settled_by"))),
                name="dead_letter_discarded_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.env_id or self.fingerprint[:16]}"


class Transfer(models.Model):
    """A sealed file on its way between the zones, beside the broker, by its digest."""

    direction = models.CharField("方向", max_length=3, choices=states.directions)
    sm3 = models.CharField("摘要", max_length=64)
    size = models.BigIntegerField("大小")
    state = models.CharField("状态", max_length=8, choices=states.transfer_states, default=TransferState.DUE)
    tries = models.PositiveIntegerField("次数", default=0)
    next_attempt_at = models.DateTimeField("下次传输")
    last_error = models.CharField("最近错误", max_length=400, blank=True)
    created_at = models.DateTimeField("登记时间")
    done_at = models.DateTimeField("完成时间", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "附件传输"
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["direction", "sm3"], name="transfer_once")]
        indexes = [
            models.Index(fields=["next_attempt_at"], condition=Q(state=TransferState.DUE), name="transfer_due"),
        ]

    def __str__(self) -> str:
        return f"{self.direction} {self.sm3[:16]}"


class PeerCircuit(models.Model):
    """Whether a peer is being tried: after ten failures in a row it is left alone for a while."""

    peer = models.CharField("对方", max_length=40, unique=True)
    failures = models.PositiveIntegerField("连续失败", default=0)
    opened_at = models.DateTimeField("断开时间", null=True, blank=True)
    retry_at = models.DateTimeField("下次试探", null=True, blank=True)
    last_error = models.CharField("最近错误", max_length=400, blank=True)
    last_success_at = models.DateTimeField("最近成功", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "链路熔断"
        ordering = ("peer",)

    def __str__(self) -> str:
        return self.peer
