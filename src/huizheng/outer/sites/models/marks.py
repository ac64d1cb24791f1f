"""Marks: what has changed since when, and how much was read. Not part of what can be made again."""

from __future__ import annotations

from django.db import models


class SiteMark(models.Model):
    """The version of what a site shows: whoever kept an answer of an earlier version throws it away.

    The mark with an empty slug is that of all sites' structure: their columns, hosts and banners.
    """

    slug = models.CharField("站点标识", max_length=60, primary_key=True)
    stamp = models.UUIDField("版本标记")
    changed_at = models.DateTimeField("变动时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "站点变动标记"
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug


class ReadingCount(models.Model):
    """How often something was read on a day; nothing about who read it."""

    day = models.DateField("日期")
    site = models.CharField("站点标识", max_length=60)
    column = models.CharField("栏目", max_length=200, blank=True)
    page = models.BigIntegerField("页面编号", default=0)
    views = models.PositiveBigIntegerField("阅读次数", default=0)
    told = models.PositiveBigIntegerField("已报次数", default=0)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "阅读计数"
        ordering = ("-day", "site", "column", "page")
        constraints = [
            models.UniqueConstraint(fields=["day", "site", "column", "page"], name="reading_counted_once"),
        ]
        indexes = [
            models.Index(
                fields=["day", "site"], name="reading_not_told", condition=models.Q(views__gt=models.F("told"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.site} {self.page or self.column}"
