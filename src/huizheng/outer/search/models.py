"""What waits to be written into the index."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Waiting(models.Model):
    """That something beside the pages has changed and the index does not know it yet; gone once it does."""

    entry = models.CharField("对象", max_length=120, help_text="类型和标识，例如 service:id-card-renew")
    noted_at = models.DateTimeField("记录时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    objects: ClassVar[models.Manager[Waiting]]

    class Meta:
        verbose_name = "待入索引"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.entry
