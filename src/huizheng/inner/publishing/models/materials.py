"""Pictures, documents and films of a site, from which its pages choose."""

from __future__ import annotations

import uuid

from django.db import models

from huizheng.commons.files.api import StoredFile
from huizheng.commons.reference.api import Organ


class Material(models.Model):
    """A file in a site's library: private until a released page refers to it."""

    key = models.UUIDField("标识", primary_key=True, default=uuid.uuid4, editable=False)
    site = models.CharField("网站", max_length=40)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", verbose_name="主办单位")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="文件")
    title = models.CharField("名称", max_length=200)
    # What a blind reader hears; a picture that only decorates says so with an empty text.
    alt = models.CharField("替代文字", max_length=300, blank=True)
    width = models.PositiveIntegerField("宽", null=True, blank=True)
    height = models.PositiveIntegerField("高", null=True, blank=True)
    added_by = models.CharField("上传人", max_length=80)
    added_at = models.DateTimeField("上传时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "素材"
        ordering = ("-added_at", "key")
        indexes = [models.Index(fields=["site", "-added_at"], name="material_by_site")]

    def __str__(self) -> str:
        return self.title
