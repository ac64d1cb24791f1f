"""One content, many places: a page that stands in another column, of its own or of another site."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from huizheng.commons.reference.api import Organ
from huizheng.inner.publishing.models.manuscripts import Manuscript
from huizheng.inner.publishing.states import PlacementState, placement_states


class Placement(models.Model):
    """A page asked for, or shown, in a further column; the receiving site decides."""

    key = models.UUIDField("标识", primary_key=True, default=uuid.uuid4, editable=False)
    manuscript = models.ForeignKey(Manuscript, on_delete=models.PROTECT, related_name="placements", verbose_name="稿件")
    site = models.CharField("采用网站", max_length=40)
    column = models.CharField("采用栏目", max_length=200)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", verbose_name="采用单位")
    state = models.CharField("状态", max_length=10, choices=placement_states, default=PlacementState.REQUESTED)
    rank = models.PositiveIntegerField("置顶顺序", default=0)
    shown_from = models.DateTimeField("开始展示")
    shown_until = models.DateTimeField("停止展示", null=True, blank=True)
    note = models.CharField("说明", max_length=400, blank=True)
    requested_by = models.CharField("申请人", max_length=80)
    requested_at = models.DateTimeField("申请时间")
    decided_by = models.CharField("审定人", max_length=80, blank=True)
    decided_at = models.DateTimeField("审定时间", null=True, blank=True)
    reason = models.CharField("理由", max_length=400, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "多处展示"
        ordering = ("-requested_at", "key")
        constraints = [
            models.UniqueConstraint(
                fields=["manuscript", "site", "column"],
                condition=Q(state__in=["requested", "accepted"]),
                name="placement_once_in_a_column",
            ),
            models.CheckConstraint(
                condition=Q(shown_until__isnull=True) | Q(shown_until__gt=F("shown_from")),
                name="placement_period_runs_forward",
            ),
        ]
        indexes = [models.Index(fields=["organ", "state", "-requested_at"], name="placement_by_receiver")]

    def __str__(self) -> str:
        return f"{self.manuscript_id}→{self.site}:{self.column}"
