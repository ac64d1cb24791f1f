"""Units, posts, officials, appointments, delegations, and the grants that follow from them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from huizheng.commons.reference.api import Organ
from huizheng.inner.organs.states import PERMISSIONS, duties, duty_words
from huizheng.lib.actors import Actor, ActorKind


def _period_runs_forward(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")), name=name)


class Officials(BaseUserManager["Official"]):
    """How Django's sign-in finds an official."""

    def get_by_natural_key(self, username: str | None) -> Official:
        return self.get(login_name=username)


class Official(AbstractBaseUser):
    """A civil servant or window clerk who signs in to the office network."""

    login_name = models.CharField("登录名", max_length=40, unique=True)
    display_name = models.CharField("姓名", max_length=40)
    home_organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", verbose_name="所属机关")
    mobile = models.CharField("手机号码", max_length=20, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    # The main post in words, for lists and the audit chain: kept by the verbs that change appointments.
    post_label = models.CharField("岗位", max_length=100, blank=True)
    is_active = models.BooleanField("可登录", default=True)
    totp_required = models.BooleanField("须用动态口令", default=False)
    must_change_password = models.BooleanField("须修改密码", default=True)
    created_at = models.DateTimeField("建立时间")
    deactivated_at = models.DateTimeField("停用时间", null=True, blank=True)

    USERNAME_FIELD = "login_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]
    PERSONAL_DATA: tuple[str, ...] = ("display_name", "mobile", "email", "login_name")

    objects: ClassVar[Officials] = Officials()
    # Third-party parts ask for these words of Django: nobody stands above the grants.
    is_superuser = False
    is_staff = False

    class Meta:
        verbose_name = "工作人员"
        ordering = ("login_name",)
        constraints = [
            models.CheckConstraint(
                condition=Q(is_active=True, deactivated_at__isnull=True)
                | Q(is_active=False, deactivated_at__isnull=False),
                name="official_inactive_since_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(login_name__regex=r"^[a-z0-9][a-z0-9._-]{1,39}$"), name="official_login_shape"
            ),
        ]
        indexes = [models.Index(fields=["home_organ", "is_active"], name="official_by_organ")]

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        return self.display_name

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Answer a third-party part's named permission by the duty a room has registered for it; else no."""
        duties = PERMISSIONS.get(perm)
        if duties is None or obj is not None or not self.is_active:
            return False
        held = getattr(self, "duties_now", None)  # brought by the request, which knows the moment
        return held is not None and bool(duties & held)

    def has_perms(self, perms: Iterable[str], obj: object = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perms)

    def as_actor(self) -> Actor:
        """Return the doer that verbs, the audit chain and events know."""
        return Actor(ActorKind.OFFICIAL, str(self.pk), self.post_label)


class Unit(models.Model):
    """A unit inside an organ: a section or a window."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", verbose_name="机关")
    name = models.CharField("名称", max_length=40)
    place = models.PositiveSmallIntegerField("排序", default=0)
    closed_at = models.DateTimeField("撤销时间", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "内设机构"
        ordering = ("organ", "place", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "name"],
                condition=Q(closed_at__isnull=True),
                name="unit_name_once_in_an_organ",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A post in a unit, with the duties its holder has in the unit's organ."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts", verbose_name="内设机构")
    name = models.CharField("岗位名称", max_length=40)
    duties = ArrayField(models.CharField(max_length=20, choices=duties), verbose_name="职责", default=list)
    closed_at = models.DateTimeField("撤销时间", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "岗位"
        ordering = ("unit", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                condition=Q(closed_at__isnull=True),
                name="post_name_once_in_a_unit",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def duty_words(self) -> str:
        return duty_words(self.duties)


class Appointment(models.Model):
    """An official holds a post for a period."""

    official = models.ForeignKey(
        Official, on_delete=models.PROTECT, related_name="appointments", verbose_name="工作人员"
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments", verbose_name="岗位")
    valid_from = models.DateTimeField("任职开始")
    valid_until = models.DateTimeField("任职结束", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "任职"
        ordering = ("valid_from", "pk")
        constraints = [
            _period_runs_forward("appointment_period_runs_forward"),
            models.UniqueConstraint(
                fields=["official", "post"],
                condition=Q(valid_until__isnull=True),
                name="appointment_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.official_id}→{self.post_id}"


class Delegation(models.Model):
    """An official lets a colleague use some of his own duties for a period; both stay accountable."""

    delegator = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="delegations", verbose_name="委托人")
    delegate = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="delegated", verbose_name="受托人")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", verbose_name="机关")
    duties = ArrayField(models.CharField(max_length=20, choices=duties), verbose_name="委托职责")
    reason = models.CharField("委托原因", max_length=200)
    valid_from = models.DateTimeField("开始时间")
    valid_until = models.DateTimeField("结束时间")
    created_at = models.DateTimeField("登记时间")
    revoked_at = models.DateTimeField("收回时间", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "职责委托"
        ordering = ("-valid_from", "-pk")
        constraints = [
            _period_runs_forward("delegation_period_runs_forward"),
            models.CheckConstraint(condition=~Q(delegator=F("delegate")), name="delegation_to_another"),
            models.CheckConstraint(condition=Q(duties__len__gt=0), name="delegation_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.delegator_id}→{self.delegate_id}"

    @property
    def duty_words(self) -> str:
        return duty_words(self.duties)


class Grant(models.Model):
    """What follows from appointments and delegations: an official has a duty in an organ for a period.

    Written by this room's verbs only, never by hand; lists of every size filter by it.
    """

    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="grants", verbose_name="工作人员")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+", verbose_name="机关")
    duty = models.CharField("职责", max_length=20, choices=duties)
    valid_from = models.DateTimeField("开始时间")
    valid_until = models.DateTimeField("结束时间", null=True, blank=True)
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="grants", verbose_name="任职")
    delegation = models.ForeignKey(
        Delegation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name="委托",
    )

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "职责授予"
        ordering = ("official", "organ", "duty")
        constraints = [_period_runs_forward("grant_period_runs_forward")]
        indexes = [
            models.Index(
                fields=["official", "duty", "organ"], name="grant_by_official", include=["valid_from", "valid_until"]
            ),
            models.Index(
                fields=["organ", "duty", "official"], name="grant_by_organ", include=["valid_from", "valid_until"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.official_id} {self.duty} {self.organ_id}"
