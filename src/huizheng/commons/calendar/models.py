from __future__ import annotations

import uuid

from django.db import models


class LoadedNotice(models.Model):
    """A State Council holiday notice that an operator loaded; it stands in place of the shipped one of its year."""

    year = models.PositiveSmallIntegerField("年份", unique=True)
    source = models.CharField("通知", max_length=200)
    loaded_at = models.DateTimeField("录入时间")
    loaded_by = models.CharField("录入人", max_length=120)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "放假通知"
        ordering = ("-year",)

    def __str__(self) -> str:
        return f"{self.year} {self.source}"


class ExceptionalDay(models.Model):
    """A day of a loaded notice."""

    notice = models.ForeignKey(LoadedNotice, on_delete=models.PROTECT, related_name="days", verbose_name="放假通知")
    on = models.DateField("日期")
    holiday = models.CharField("节日", max_length=40)
    works = models.BooleanField("上班")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "特殊日期"
        ordering = ("on",)
        constraints = [models.UniqueConstraint(fields=["notice", "on"], name="exceptional_day_once")]

    def __str__(self) -> str:
        return f"{self.on} {self.holiday}"


class CalendarEdition(models.Model):
    """The one row whose stamp changes with every notice, so that every process sees that its copy is old."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    stamp = models.UUIDField("版本", default=uuid.uuid4)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "日历版本"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="calendar_edition_only_one")]

    def __str__(self) -> str:
        return str(self.stamp)
