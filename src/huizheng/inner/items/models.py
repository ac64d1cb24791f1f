"""Service items and their releases. A trigger keeps what was checked as it was checked (migration 0001)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from huizheng.inner.items.states import PUBLISHED, ReleaseState, release_states


class Item(models.Model):
    """A service item: what people may apply for. What it asks and gives stands in its releases."""

    slug = models.SlugField("事项标识", max_length=60, primary_key=True)
    name = models.CharField("事项名称", max_length=120)
    type_code = models.CharField("事项类型", max_length=2)
    level = models.CharField("行使层级", max_length=10)
    organ_kind = models.CharField("实施机关类别", max_length=40)
    objects_served = models.JSONField("服务对象", default=list)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "政务服务事项"
        ordering = ("slug",)
        indexes = [models.Index(fields=["organ_kind", "level"], name="item_by_organ")]

    def __str__(self) -> str:
        return self.name


class ReleaseQuerySet(models.QuerySet["Release"]):
    def current(self) -> ReleaseQuerySet:
        return self.filter(state=ReleaseState.RELEASED)

    def published(self) -> ReleaseQuerySet:
        return self.filter(state__in=PUBLISHED)


class Release(models.Model):
    """One version of an item as a whole: guide, form, materials, fees, steps, clocks, result."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="releases", verbose_name="事项")
    version = models.PositiveIntegerField("版本")
    document = models.JSONField("内容")
    digest = models.CharField("摘要（SM3）", max_length=64)
    state = models.CharField("状态", max_length=12, choices=release_states, default=ReleaseState.DRAFT)
    findings = models.JSONField("质量检查结果", default=list)
    drafted_by = models.CharField("起草人", max_length=80)
    drafted_at = models.DateTimeField("起草时间")
    checked_at = models.DateTimeField("检查时间", null=True, blank=True)
    released_by = models.CharField("发布人", max_length=80, blank=True)
    released_at = models.DateTimeField("发布时间", null=True, blank=True)
    withdrawn_by = models.CharField("停办人", max_length=80, blank=True)
    withdrawn_at = models.DateTimeField("停办时间", null=True, blank=True)
    withdrawal_reason = models.CharField("停办原因", max_length=400, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = "事项版本"
        ordering = ("item", "-version")
        constraints = [
            models.UniqueConstraint(fields=["item", "version"], name="release_version_once"),
            models.UniqueConstraint(fields=["item"], condition=Q(state="released"), name="release_one_current"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(state__in=["draft", "checked"]), name="release_one_in_the_making"
            ),
            models.CheckConstraint(
                condition=~Q(released_by=F("drafted_by")) | Q(released_by=""), name="release_four_eyes"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "checked"]) | (Q(released_at__isnull=False) & ~Q(released_by="")),
                name="release_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | (Q(withdrawn_at__isnull=False) & ~Q(withdrawal_reason="")),
                name="release_withdrawn_with_reason",
            ),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="release_digest_is_sm3"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} 第{self.version}版"
