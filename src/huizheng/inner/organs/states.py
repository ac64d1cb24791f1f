"""Duties: what a post lets its holder do. Other rooms ask for them by these names."""

from __future__ import annotations

from django.db import models


class Duty(models.TextChoices):
    CASE_ACCEPT = "case_accept", "受理"
    CASE_REVIEW = "case_review", "审核"
    CASE_INSPECT = "case_inspect", "核查"
    CASE_APPROVE = "case_approve", "审批"
    CASE_DELIVER = "case_deliver", "送达"
    CASE_EXTEND = "case_extend", "批准延期"
    ITEM_EDIT = "item_edit", "事项编制"
    ITEM_RELEASE = "item_release", "事项发布"
    RATING_HANDLE = "rating_handle", "差评整改"
    PUBLISH_WRITE = "publish_write", "信息采编"
    PUBLISH_REVIEW = "publish_review", "信息审核"
    PUBLISH_RELEASE = "publish_release", "信息签发"
    SITE_ADMIN = "site_admin", "网站管理"
    LEAD = "lead", "领导"
    AUDIT = "audit", "审计"
    OPERATIONS = "operations", "系统运维"
    ORGAN_ADMIN = "organ_admin", "机构管理"


# Power over the system itself stays with the person it was given to.
NOT_DELEGABLE = frozenset({Duty.AUDIT, Duty.OPERATIONS, Duty.ORGAN_ADMIN})
# A post with one of these needs a second factor from its first day.
NEEDS_SECOND_FACTOR = frozenset({Duty.AUDIT, Duty.OPERATIONS})
# These reach beyond the organ that gives them, to every organ of the node: only the kind of organ that keeps the
# system gives them, and nobody to oneself.
REACHES_EVERY_ORGAN = frozenset({Duty.AUDIT, Duty.OPERATIONS})
KEEPS_THE_SYSTEM = "data-resources"


# A permission of a third-party part -> the duties that stand for it, anywhere. What is not named here nobody has.
PERMISSIONS: dict[str, frozenset[Duty]] = {
    "wagtailadmin.access_admin": frozenset({Duty.PUBLISH_WRITE}),
}


def duties() -> list[tuple[str, str]]:
    return list(Duty.choices)


def duty_words(codes: list[str]) -> str:
    """Return duties as people read them, in the order of the list of duties."""
    return "、".join(str(duty.label) for duty in Duty if duty in codes)
