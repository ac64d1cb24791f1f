"""The nouns of the stories. Of a holder nothing is kept here: name and number stay in the case."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from huizheng.inner.journeys.states import (
    OPEN,
    LicenceStatus,
    PublicationState,
    grounds,
    licence_statuses,
    publication_states,
    troubles,
)


class GrantPublication(models.Model):
    """What one granted licence owes the public: where it stands, until when it must, or why it must not."""

    case_number = models.CharField("办件编号", max_length=24, unique=True)
    item_slug = models.CharField("事项", max_length=80)
    item_name = models.CharField("事项名称", max_length=200)
    organ_key = models.CharField("许可机关", max_length=60)
    decided_on = models.DateField("决定日期")
    state = models.CharField("状态", max_length=10, choices=publication_states, default=PublicationState.WAITING)
    due_on = models.DateField("公开期限")
    warn_on = models.DateField("预警日期")
    doubt = models.CharField("须判断的情形", max_length=20, choices=grounds, blank=True)
    trouble = models.CharField("未公开的原因", max_length=10, choices=troubles, blank=True)
    trouble_note = models.CharField("原因说明", max_length=600, blank=True)
    site = models.CharField("网站", max_length=40, blank=True)
    page_number = models.BigIntegerField("页面编号", null=True, blank=True)
    published_on = models.DateField("公开日期", null=True, blank=True)
    elsewhere = models.CharField("公开途径", max_length=200, blank=True)
    ground = models.CharField("不公开的依据", max_length=20, choices=grounds, blank=True)
    reason = models.CharField("判断理由", max_length=600, blank=True)
    judged_by = models.CharField("判断人", max_length=80, blank=True)
    judged_at = models.DateTimeField("判断时间", null=True, blank=True)
    status = models.CharField("许可状态", max_length=10, choices=licence_statuses, default=LicenceStatus.VALID)
    status_on = models.DateField("状态变更日期", null=True, blank=True)
    status_reason = models.CharField("状态变更说明", max_length=300, blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    PERSONAL_DATA: tuple[str, ...] = ("reason",)

    class Meta:
        verbose_name = "许可公开"
        ordering = ("-decided_on", "-id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=PublicationState.PUBLISHED)
                | (Q(page_number__isnull=False) & Q(published_on__isnull=False) & ~Q(site="")),
                name="publication_has_page",
            ),
            models.CheckConstraint(
                condition=~Q(state=PublicationState.WITHHELD) | (~Q(ground="") & ~Q(reason="") & ~Q(judged_by="")),
                name="publication_withheld_with_ground",
            ),
            models.CheckConstraint(
                condition=~Q(state=PublicationState.ELSEWHERE)
                | (~Q(elsewhere="") & Q(published_on__isnull=False) & ~Q(judged_by="")),
                name="publication_elsewhere_named",
            ),
            models.CheckConstraint(
                condition=Q(status=LicenceStatus.VALID) | Q(status_on__isnull=False),
                name="publication_status_has_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organ_key", "due_on", "id"],
                condition=Q(state__in=sorted(OPEN)),
                name="publication_open",
            ),
            models.Index(fields=["organ_key", "-decided_on", "-id"], name="publication_by_organ"),
        ]

    def __str__(self) -> str:
        return self.case_number
