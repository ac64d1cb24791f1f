from __future__ import annotations

from django.db import models


class Attempts(models.Model):
    """The failures of one key in one scope."""

    scope = models.CharField("范围", max_length=60)
    key_digest = models.CharField("键摘要", max_length=64)
    failures = models.PositiveIntegerField("失败次数", default=0)
    window_from = models.DateTimeField("起计时间")
    locks = models.PositiveIntegerField("锁定次数", default=0)
    locked_until = models.DateTimeField("锁定至", null=True, blank=True)
    last_failed_at = models.DateTimeField("最近失败时间", db_index=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "失败尝试"
        ordering = ("-last_failed_at", "-id")
        constraints = [models.UniqueConstraint(fields=["scope", "key_digest"], name="attempts_once_a_key")]

    def __str__(self) -> str:
        return f"{self.scope}：{self.failures}"


class Pace(models.Model):
    """How far one key has used its rate: the moment at which its allowance would be whole again."""

    scope = models.CharField("范围", max_length=60)
    key_digest = models.CharField("键摘要", max_length=64)
    whole_at = models.DateTimeField("恢复时间", db_index=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "频次"
        ordering = ("-whole_at", "-id")
        constraints = [models.UniqueConstraint(fields=["scope", "key_digest"], name="pace_once_a_key")]

    def __str__(self) -> str:
        return f"{self.scope}：{self.whole_at}"
