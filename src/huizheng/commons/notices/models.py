from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from huizheng.commons.notices.states import Channel, DeliveryState


def _channels() -> list[tuple[str, str]]:
    return Channel.choices


def _states() -> list[tuple[str, str]]:
    return DeliveryState.choices


class MessageQuerySet(models.QuerySet["Message"]):
    def to(self, recipient: str) -> MessageQuerySet:
        return self.filter(recipient=recipient, in_site=True)

    def unread(self) -> MessageQuerySet:
        return self.filter(read_at__isnull=True)


class Message(models.Model):
    """What one person is told, as a template's version with its facts; it is worded when it is read."""

    recipient = models.CharField("收件人", max_length=80)
    template = models.CharField("模板", max_length=80)
    version = models.PositiveSmallIntegerField("模板版本")
    facts = models.JSONField("内容要素")
    link = models.CharField("链接", max_length=300, blank=True)
    in_site = models.BooleanField("站内可见", default=True)
    once = models.CharField("去重键", max_length=200, blank=True)
    sent_at = models.DateTimeField("发出时间")
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ("recipient", "facts")

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "消息"
        ordering = ("-id",)
        indexes = [
            models.Index(fields=["recipient", "-id"], name="message_inbox"),
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="message_unread"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "once"], condition=~Q(once=""), name="message_once"),
        ]

    def __str__(self) -> str:
        return f"{self.template} v{self.version}"


class Delivery(models.Model):
    """A message on its way through one channel. Address and text are locked, and forgotten once this is settled."""

    id = models.UUIDField("编号", primary_key=True, default=uuid.uuid4, editable=False)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="deliveries", verbose_name="消息")
    channel = models.CharField("渠道", max_length=20, choices=_channels)
    locked_letter = models.TextField("地址和内容（已加密）", blank=True, editable=False)
    state = models.CharField("状态", max_length=20, choices=_states, default=DeliveryState.WAITING)
    settled_at = models.DateTimeField("完成时间", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ("locked_letter",)

    class Meta:
        verbose_name = "投递"
        ordering = ("message", "channel")
        constraints = [
            models.UniqueConstraint(fields=["message", "channel"], name="delivery_once_a_channel"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="delivery_channel_known"),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.WAITING, settled_at__isnull=True)
                | (
                    Q(state__in=(DeliveryState.SENT, DeliveryState.FAILED))
                    & Q(settled_at__isnull=False, locked_letter="")
                ),
                name="delivery_settled_forgets",
            ),
        ]
        indexes = [models.Index(fields=["state"], condition=Q(state="waiting"), name="delivery_waiting")]

    def __str__(self) -> str:
        return str(self.id)


class Attempt(models.Model):
    """One try to deliver."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="attempts", verbose_name="投递")
    number = models.PositiveSmallIntegerField("次数")
    at = models.DateTimeField("时间")
    reason = models.CharField("未成功原因", max_length=200, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "投递尝试"
        ordering = ("delivery", "number")
        constraints = [models.UniqueConstraint(fields=["delivery", "number"], name="attempt_number_once")]

    def __str__(self) -> str:
        return f"{self.delivery_id} #{self.number}"
