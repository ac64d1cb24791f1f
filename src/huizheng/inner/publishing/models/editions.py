"""What was released: editions never change and are never deleted (a trigger of migration 0001 sees to it)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Bundle(models.Model):
    """Editions that became public at one moment, all or none."""

    key = models.UUIDField("标识", primary_key=True)
    site = models.CharField("网站", max_length=40)
    size = models.PositiveIntegerField("份数")
    released_at = models.DateTimeField("发布时间")
    released_by = models.CharField("发布人", max_length=80)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "集中发布"
        ordering = ("-released_at", "key")

    def __str__(self) -> str:
        return f"{self.site} {self.size}"


class Edition(models.Model):
    """One immutable edition of a page: the document that the public network shows, under its digest."""

    manuscript = models.ForeignKey(
        "publishing.Manuscript", on_delete=models.PROTECT, related_name="editions", verbose_name="稿件"
    )
    version = models.PositiveIntegerField("版本")
    document = models.JSONField("内容")
    sm3 = models.CharField("摘要（SM3）", max_length=64)
    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, related_name="editions", verbose_name="集中发布")
    released_at = models.DateTimeField("发布时间")
    released_by = models.CharField("发布人", max_length=80)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "发布版本"
        ordering = ("manuscript", "-version")
        constraints = [
            models.UniqueConstraint(fields=["manuscript", "version"], name="edition_version_once"),
            models.CheckConstraint(condition=Q(sm3__regex=r"^[0-9a-f]{64}$"), name="edition_digest_is_sm3"),
        ]

    def __str__(self) -> str:
        return f"{self.manuscript_id} 第{self.version}版"
