"""The manuscript: one row a page, by which everything is listed, counted and allowed."""

from __future__ import annotations

import uuid

from django.db import connection, models
from django.db.models import Q
from wagtail.models import Page

from huizheng.commons.reference.api import Organ
from huizheng.inner.publishing.states import CHAIN_ALERT, CHAIN_THREE, State, states, withdrawals

NUMBERS = "publishing_page_number"


def next_page_number() -> int:
    """Draw the number a page has for ever: its address on every site."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [NUMBERS])
        return int(cursor.fetchone()[0])


class Manuscript(models.Model):
    """A page in the hands of the office: where it stands, whose move it is, what of it is public."""

    number = models.BigIntegerField("编号", primary_key=True, default=next_page_number)
    key = models.UUIDField("页面标识", default=uuid.uuid4, unique=True, editable=False)
    # The working copy in Wagtail. A page that came as an edition gets one when it is first revised.
    page = models.OneToOneField(
        Page, on_delete=models.PROTECT, null=True, blank=True, related_name="manuscript", verbose_name="采编页面"
    )
    site = models.CharField("网站", max_length=40)
    column = models.CharField("栏目", max_length=200)
    kind = models.CharField("类型", max_length=20)
    title = models.CharField("标题", max_length=300)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", verbose_name="主办单位")
    owner = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", verbose_name="栏目责任单位")
    chain = models.CharField("审核方式", max_length=10, default=CHAIN_THREE)
    state = models.CharField("状态", max_length=10, choices=states, default=State.DRAFT)
    version = models.PositiveIntegerField("已发布版本", default=0)
    current = models.OneToOneField(
        "publishing.Edition",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="currently_of",
        verbose_name="现行版本",
    )
    appears_at = models.DateTimeField("定时发布", null=True, blank=True)
    expires_at = models.DateTimeField("到期撤下", null=True, blank=True)
    author = models.CharField("作者", max_length=80)
    moved_by = models.CharField("最近办理人", max_length=80)
    moved_at = models.DateTimeField("最近办理时间")
    created_at = models.DateTimeField("建立时间")
    withdrawn_how = models.CharField("撤下方式", max_length=14, choices=withdrawals, blank=True)
    withdrawn_reason = models.CharField("撤下理由", max_length=400, blank=True)
    withdrawn_to = models.CharField("转到", max_length=300, blank=True)
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)
    # The green channel is checked afterwards by somebody else than who signed.
    after_check_due = models.BooleanField("待事后复核", default=False)
    after_checked_by = models.CharField("事后复核人", max_length=80, blank=True)
    after_checked_at = models.DateTimeField("事后复核时间", null=True, blank=True)
    is_demonstration = models.BooleanField("演示内容", default=False)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "稿件"
        ordering = ("-moved_at", "-number")
        constraints = [
            models.CheckConstraint(condition=Q(chain__in=[CHAIN_THREE, CHAIN_ALERT]), name="manuscript_known_chain"),
            models.CheckConstraint(
                condition=~Q(state=State.RELEASED) | Q(current__isnull=False), name="manuscript_released_has_edition"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN)
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_how="") & ~Q(withdrawn_reason="")),
                name="manuscript_withdrawn_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["-moved_at", "-number"], name="manuscript_by_move"),
            models.Index(fields=["organ", "-moved_at", "-number"], name="manuscript_by_organ"),
            models.Index(fields=["owner", "-moved_at", "-number"], name="manuscript_by_owner"),
            models.Index(fields=["site", "column", "-moved_at", "-number"], name="manuscript_by_column"),
            models.Index(fields=["author", "-moved_at", "-number"], name="manuscript_by_author"),
            # What waits is little, what is released is much.
            models.Index(
                fields=["state", "moved_at", "number"],
                condition=~Q(state__in=["released", "archived"]),
                name="manuscript_under_way",
            ),
            models.Index(
                fields=["expires_at"],
                condition=Q(current__isnull=False, expires_at__isnull=False),
                name="manuscript_expiring",
            ),
            models.Index(fields=["moved_at"], condition=Q(after_check_due=True), name="manuscript_to_check_after"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        return self.current_id is not None
