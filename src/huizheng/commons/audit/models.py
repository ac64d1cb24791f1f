from __future__ import annotations

from django.db import models


class Chain(models.Model):
    """The head of one chain: how long it is and the digest of its last line."""

    number = models.AutoField("链号", primary_key=True)
    length = models.PositiveBigIntegerField("行数", default=0)
    digest = models.CharField("末行摘要", max_length=64, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "审计链"
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number}：{self.length}"


class AuditLine(models.Model):
    """One act. The database refuses to change or delete it."""

    chain = models.PositiveIntegerField("链号")
    position = models.PositiveBigIntegerField("序号")
    at = models.DateTimeField("时间")
    actor_kind = models.CharField("行为人类别", max_length=20)
    actor_id = models.CharField("行为人标识", max_length=80)
    actor_post = models.CharField("行为人岗位", max_length=120, blank=True)
    action = models.CharField("行为", max_length=120)
    target_kind = models.CharField("对象类别", max_length=80)
    target_id = models.CharField("对象标识", max_length=120)
    facts = models.JSONField("事实", default=dict)
    request_id = models.CharField("请求编号", max_length=64, blank=True)
    previous = models.CharField("上一行摘要", max_length=64, blank=True)
    digest = models.CharField("本行摘要", max_length=64)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "审计记录"
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["chain", "position"], name="audit_line_place_once"),
            models.CheckConstraint(
                condition=models.Q(action__regex=r"^[a-z][a-z0-9_]*(:[a-z][a-z0-9_]*){2}$"),
                name="audit_line_action_shape",
            ),
        ]
        indexes = [
            models.Index(fields=["target_kind", "target_id", "-id"], name="audit_line_target"),
            models.Index(fields=["actor_kind", "actor_id", "-id"], name="audit_line_actor"),
            models.Index(fields=["at"], name="audit_line_at"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}/{self.position} {self.action}"


class Anchor(models.Model):
    """Where all chains stood at a moment; its digest is kept elsewhere, so even a whole rewriting shows."""

    at = models.DateTimeField("时间")
    heads = models.JSONField("各链末行")
    digest = models.CharField("摘要", max_length=64, unique=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "审计锚点"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.digest[:12]}"
