"""What the applicant handed in, in versions: the original and each correction; nothing is ever overwritten."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from huizheng.inner.casework.models.case import Case
from huizheng.inner.casework.wording import content_kind_choices


class CaseContent(models.Model):
    """One hand-in.

    ``sealed_body`` is the JSON of applicant, agent, answers and delivery, SM4-GCM under the zone's storage key.
    """

    case = models.ForeignKey(Case, verbose_name="办件", on_delete=models.PROTECT, related_name="contents")
    version = models.PositiveSmallIntegerField("版本")
    kind = models.CharField("种类", max_length=12, choices=content_kind_choices)
    submitted_at = models.DateTimeField("提交时间")
    registered_at = models.DateTimeField("登记时间")
    sm3 = models.CharField("内容摘要", max_length=64)
    sealed_body = models.BinaryField("内容（加密）")

    PERSONAL_DATA: tuple[str, ...] = ("sealed_body",)

    class Meta:
        verbose_name = "申请内容"
        ordering = ("case", "version")
        constraints = [
            models.UniqueConstraint(fields=["case", "version"], name="content_version"),
            models.CheckConstraint(condition=Q(version__gte=1), name="content_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} v{self.version}"


class CaseMaterial(models.Model):
    """One material of a hand-in."""

    content = models.ForeignKey(
        CaseContent, verbose_name="申请内容", on_delete=models.PROTECT, related_name="materials"
    )
    position = models.PositiveSmallIntegerField("顺序")
    key = models.CharField("材料", max_length=80)
    name = models.CharField("材料名称", max_length=200)
    origin = models.CharField("来源", max_length=40, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "材料"
        ordering = ("content", "position")
        constraints = [models.UniqueConstraint(fields=["content", "key"], name="material_once")]

    def __str__(self) -> str:
        return self.name


class CaseFile(models.Model):
    """One file of a material, kept by the files room under ``file_id``."""

    material = models.ForeignKey(CaseMaterial, verbose_name="材料", on_delete=models.PROTECT, related_name="files")
    position = models.PositiveSmallIntegerField("顺序")
    name = models.CharField("文件名", max_length=255)
    media = models.CharField("类型", max_length=100)
    size = models.PositiveBigIntegerField("大小")
    sm3 = models.CharField("摘要", max_length=64)
    file_id = models.CharField("文件", max_length=64)

    PERSONAL_DATA: tuple[str, ...] = ("name",)

    class Meta:
        verbose_name = "材料文件"
        ordering = ("material", "position")
        constraints = [models.UniqueConstraint(fields=["material", "position"], name="file_position")]

    def __str__(self) -> str:
        return self.sm3
