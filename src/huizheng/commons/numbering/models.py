from __future__ import annotations

from django.db import models


class Counter(models.Model):
    """The last number that a series gave in a scope."""

    series = models.CharField("编号类别", max_length=80)
    scope = models.CharField("编号范围", max_length=120)
    last = models.PositiveBigIntegerField("末号")
    drawn_at = models.DateTimeField("取号时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "编号计数"
        ordering = ("series", "scope")
        constraints = [models.UniqueConstraint(fields=["series", "scope"], name="counter_once_a_scope")]

    def __str__(self) -> str:
        return f"{self.series} {self.scope}：{self.last}"
