from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from huizheng.commons.files.states import READABLE, FileState


def _states() -> list[tuple[str, str]]:
    return FileState.choices


class Blob(models.Model):
    """One content under a key of its own. Its bytes lie in the storage under the id; its address says what it holds."""

    id = models.UUIDField("编号", primary_key=True, default=uuid.uuid4, editable=False)
    address = models.CharField("内容地址", max_length=64, editable=False)
    locked_key = models.CharField("密钥（已加密）", max_length=200, blank=True, editable=False)
    size = models.BigIntegerField("大小")
    stored_at = models.DateTimeField("存入时间")
    erased_at = models.DateTimeField("销毁时间", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "文件内容"
        ordering = ("stored_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["address"], condition=Q(erased_at__isnull=True), name="blob_address_once"),
            models.CheckConstraint(
                condition=(Q(erased_at__isnull=True) & ~Q(locked_key="")) | Q(erased_at__isnull=False, locked_key=""),
                name="blob_key_until_erased",
            ),
            models.CheckConstraint(condition=Q(size__gte=0), name="blob_size"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def of(self, owner: str) -> StoredFileQuerySet:
        return self.filter(owner=owner).exclude(state=FileState.ERASED)

    def readable(self) -> StoredFileQuerySet:
        return self.filter(state__in=READABLE)


class StoredFile(models.Model):
    """A file as one owner handed it in or one room made it."""

    id = models.UUIDField("编号", primary_key=True, default=uuid.uuid4, editable=False)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="files", verbose_name="内容")
    owner = models.CharField("所有者", max_length=80)
    purpose = models.CharField("用途", max_length=200)
    name = models.CharField("文件名", max_length=255, blank=True)
    media = models.CharField("类型", max_length=100)
    size = models.BigIntegerField("大小")
    sm3 = models.CharField("SM3 摘要", max_length=64)
    state = models.CharField("状态", max_length=20, choices=_states)
    stored_at = models.DateTimeField("存入时间")
    stored_by = models.CharField("存入人", max_length=120)
    scanned_at = models.DateTimeField("查毒时间", null=True, blank=True)
    released_at = models.DateTimeField("公开时间", null=True, blank=True)
    erased_at = models.DateTimeField("销毁时间", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ("owner", "name", "sm3", "stored_by")

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = "文件"
        ordering = ("stored_at", "id")
        indexes = [
            models.Index(fields=["owner", "purpose"], name="file_owner_purpose"),
            models.Index(fields=["stored_by"], condition=~Q(state="erased"), name="file_stored_by"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=FileState.values), name="file_state_known"),
            models.CheckConstraint(
                condition=~Q(state=FileState.RELEASED) | Q(released_at__isnull=False),
                name="file_released_when",
            ),
            models.CheckConstraint(
                condition=Q(state=FileState.ERASED, erased_at__isnull=False, name="")
                | (~Q(state=FileState.ERASED) & Q(erased_at__isnull=True)),
                name="file_erased_when",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Upload(models.Model):
    """A file on its way in. It belongs to one holder (a signed-in account or a session) and to one place of a form."""

    id = models.UUIDField("编号", primary_key=True, default=uuid.uuid4, editable=False)
    holder = models.CharField("上传人", max_length=120)
    started_by = models.CharField("发起人", max_length=80)
    post = models.CharField("岗位", max_length=120, blank=True)
    owner = models.CharField("所有者", max_length=80)
    purpose = models.CharField("用途", max_length=200)
    name = models.CharField("文件名", max_length=255)
    rule = models.JSONField("材料规则")
    size = models.BigIntegerField("大小")
    offset = models.BigIntegerField("已收到", default=0)
    started_at = models.DateTimeField("开始时间")
    expires_at = models.DateTimeField("失效时间", db_index=True)
    file = models.OneToOneField(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="upload",
        verbose_name="文件",
    )

    PERSONAL_DATA: tuple[str, ...] = ("holder", "started_by", "owner", "name")

    class Meta:
        verbose_name = "上传"
        ordering = ("started_at", "id")
        indexes = [models.Index(fields=["started_by"], name="upload_starter")]
        constraints = [
            models.CheckConstraint(
                condition=Q(offset__gte=0) & Q(offset__lte=models.F("size")),
                name="upload_offset_within",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class UploadPart(models.Model):
    """What one request of an upload brought, sealed like everything else."""

    id = models.UUIDField("编号", primary_key=True, default=uuid.uuid4, editable=False)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="parts", verbose_name="上传")
    starts_at_byte = models.BigIntegerField("起始字节")
    locked_key = models.CharField("密钥（已加密）", max_length=200, editable=False)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "上传片段"
        ordering = ("starts_at_byte",)
        constraints = [models.UniqueConstraint(fields=["upload", "starts_at_byte"], name="upload_part_once")]

    def __str__(self) -> str:
        return f"{self.upload_id}@{self.starts_at_byte}"
