"""Who else is concerned, and what those concerned have said (行政许可法 arts 36, 46–48)."""

from __future__ import annotations

from django.db import models

from huizheng.inner.casework.models.case import Case, CaseEntry


class InterestedParty(models.Model):
    """Somebody whose major interests an application concerns directly, told so in writing (arts 36, 47)."""

    case = models.ForeignKey(Case, verbose_name="办件", on_delete=models.PROTECT, related_name="parties")
    entry = models.OneToOneField(CaseEntry, verbose_name="办理记录", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=120)
    contact = models.CharField("联系方式", max_length=200, blank=True)
    interest = models.TextField("关系的重大利益")
    told_on = models.DateField("告知日期")

    PERSONAL_DATA: tuple[str, ...] = ("name", "contact", "interest")

    class Meta:
        verbose_name = "利害关系人"
        ordering = ("case", "told_on", "id")
        constraints = [
            models.UniqueConstraint(fields=["case", "name", "contact"], name="party_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} #{self.pk}"


class Statement(models.Model):
    """What the applicant, or a party, says for themselves, and whether they ask for a hearing (arts 36, 47)."""

    case = models.ForeignKey(Case, verbose_name="办件", on_delete=models.PROTECT, related_name="statements")
    entry = models.OneToOneField(CaseEntry, verbose_name="办理记录", on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(
        InterestedParty,
        verbose_name="利害关系人",
        on_delete=models.PROTECT,
        related_name="statements",
        null=True,
        blank=True,
    )
    text = models.TextField("陈述申辩", blank=True)
    asks_hearing = models.BooleanField("要求听证", default=False)
    made_on = models.DateField("提出日期")

    PERSONAL_DATA: tuple[str, ...] = ("text",)

    class Meta:
        verbose_name = "陈述申辩"
        ordering = ("case", "made_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text="") | models.Q(asks_hearing=True), name="statement_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.made_on}"
