from __future__ import annotations

from django.db import models


class Failure(models.Model):
    """Something that failed in the background, kept until an operator has dealt with it."""

    source = models.CharField("来源", max_length=80)
    summary = models.CharField("概要", max_length=400)
    detail = models.TextField("详情", blank=True)
    request_id = models.CharField("请求编号", max_length=64, blank=True)
    happened_at = models.DateTimeField("发生时间", db_index=True)
    times = models.PositiveIntegerField("次数", default=1)
    settled_at = models.DateTimeField("处理时间", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "后台故障"
        ordering = ("-happened_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "summary"],
                condition=models.Q(settled_at__isnull=True),
                name="failure_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}：{self.summary}"
