"""What came from a folder: by which it is known again when the folder is imported once more."""

from __future__ import annotations

from django.db import models

from huizheng.inner.publishing.models.manuscripts import Manuscript


class ImportRecord(models.Model):
    """A file that became a manuscript, as it was when it was last imported."""

    site = models.CharField("网站", max_length=40)
    identity = models.CharField("文件标识", max_length=64)
    manuscript = models.OneToOneField(
        Manuscript, on_delete=models.PROTECT, related_name="import_record", verbose_name="稿件"
    )
    name = models.CharField("文件名", max_length=400)
    digest = models.CharField("文件摘要（SM3）", max_length=64)
    # The text as it was handed in: when the manuscript reads otherwise, somebody has worked on it since.
    text_digest = models.CharField("送审文本摘要（SM3）", max_length=64)
    imported_by = models.CharField("导入人", max_length=80)
    imported_at = models.DateTimeField("导入时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "导入记录"
        ordering = ("-imported_at", "pk")
        constraints = [models.UniqueConstraint(fields=["site", "identity"], name="import_once_a_file")]

    def __str__(self) -> str:
        return self.name
