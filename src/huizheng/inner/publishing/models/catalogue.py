"""The register of what is to be opened: when it was formed, under which number it was opened, and when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from huizheng.commons.reference.api import Organ


class CatalogueRecord(models.Model):
    """Information that is to be opened within twenty working days of its forming (政府信息公开条例 art 26)."""

    manuscript = models.OneToOneField(
        "publishing.Manuscript", on_delete=models.PROTECT, related_name="catalogue_record", verbose_name="稿件"
    )
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", verbose_name="公开机关")
    formed_on = models.DateField("成文日期")
    index_number = models.CharField("索引号", max_length=40, blank=True)
    opened_on = models.DateField("公开日期", null=True, blank=True)
    # Given up: the decision changed, or the draft was laid away. What was opened stays.
    is_owed = models.BooleanField("应当公开", default=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "公开登记"
        ordering = ("formed_on", "manuscript")
        constraints = [
            models.UniqueConstraint(
                fields=["index_number"], condition=~Q(index_number=""), name="catalogue_index_number_once"
            ),
            models.CheckConstraint(
                condition=Q(opened_on__isnull=True) | ~Q(index_number=""), name="catalogue_opened_has_number"
            ),
        ]
        indexes = [
            models.Index(
                fields=["organ", "formed_on"],
                condition=Q(opened_on__isnull=True, is_owed=True),
                name="catalogue_to_open",
            ),
            models.Index(fields=["organ", "-opened_on"], name="catalogue_opened"),
        ]

    def __str__(self) -> str:
        return self.index_number or str(self.manuscript_id)
