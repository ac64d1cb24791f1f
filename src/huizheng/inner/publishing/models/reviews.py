"""What reviewers looked at and what they said."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from huizheng.inner.publishing.models.manuscripts import Manuscript
from huizheng.inner.publishing.states import Verdict, states, verdicts


class Submission(models.Model):
    """One exact text handed in for review; an edit afterwards voids it."""

    manuscript = models.ForeignKey(
        Manuscript, on_delete=models.PROTECT, related_name="submissions", verbose_name="稿件"
    )
    round = models.PositiveIntegerField("轮次")
    document = models.JSONField("送审内容")
    digest = models.CharField("内容摘要（SM3）", max_length=64)
    findings = models.JSONField("检查结果", default=list)
    author = models.CharField("提交人", max_length=80)
    # Whoever has had a hand in the text since it was last public: none of them reviews it.
    writers = ArrayField(models.CharField(max_length=80), verbose_name="参与采编的人", default=list)
    submitted_at = models.DateTimeField("提交时间")
    closed_at = models.DateTimeField("审核结束时间", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "送审"
        ordering = ("manuscript", "-round")
        constraints = [
            models.UniqueConstraint(fields=["manuscript", "round"], name="submission_round_once"),
            models.UniqueConstraint(
                fields=["manuscript"], condition=Q(closed_at__isnull=True), name="submission_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.manuscript_id} 第{self.round}轮"


class Review(models.Model):
    """One person's verdict on one exact text at one step."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="reviews", verbose_name="送审")
    step = models.CharField("审次", max_length=10, choices=states)
    verdict = models.CharField("结论", max_length=10, choices=verdicts)
    digest = models.CharField("内容摘要（SM3）", max_length=64)
    author = models.CharField("提交人", max_length=80)
    reviewer = models.CharField("审核人", max_length=80)
    # Under whose delegation, when it was not the reviewer's own duty.
    delegation = models.BigIntegerField("职责委托", null=True, blank=True)
    reason = models.CharField("意见", max_length=1000, blank=True)
    reviewed_at = models.DateTimeField("审核时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "审核"
        ordering = ("submission", "reviewed_at", "pk")
        constraints = [
            models.CheckConstraint(condition=~Q(reviewer=F("author")), name="review_not_by_author"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.PASSED) | ~Q(reason=""), name="review_returned_with_reason"
            ),
            models.UniqueConstraint(
                fields=["submission", "reviewer"], condition=Q(verdict=Verdict.PASSED), name="review_one_step_a_person"
            ),
            models.UniqueConstraint(
                fields=["submission", "step"], condition=Q(verdict=Verdict.PASSED), name="review_one_pass_a_step"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.step} {self.verdict}"


class Remark(models.Model):
    """What somebody wrote beside a manuscript; part of its history, never of the page."""

    manuscript = models.ForeignKey(Manuscript, on_delete=models.PROTECT, related_name="remarks", verbose_name="稿件")
    text = models.CharField("内容", max_length=1000)
    written_by = models.CharField("批注人", max_length=80)
    written_at = models.DateTimeField("批注时间")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "批注"
        ordering = ("manuscript", "written_at", "pk")

    def __str__(self) -> str:
        return self.text[:30]
