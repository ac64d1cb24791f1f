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


class JobFault(models.Model):
    """Why a background job failed the last time: the kind of error and its place, none of its facts."""

    job_id = models.BigIntegerField("任务编号", primary_key=True)
    reason = models.CharField("原因", max_length=300)
    request_id = models.CharField("请求编号", max_length=64, blank=True)
    happened_at = models.DateTimeField("发生时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "任务故障"
        ordering = ("job_id",)

    def __str__(self) -> str:
        return f"{self.job_id}：{self.reason}"
