"""Accounts, enterprises and the agencies between them; codes, sign-ins, consents, and who has read what."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from huizheng.lib.actors import Actor, ActorKind
from huizheng.outer.accounts.states import AgencyRole, Level, agency_roles, code_purposes, consent_kinds, levels


class Accounts(BaseUserManager["Account"]):
    """How Django's sessions find an account."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(**{self.model.USERNAME_FIELD: username})


class Account(AbstractBaseUser):
    """A resident's account. Everything personal is in ``sealed``, under this account's own key."""

    id = models.UUIDField("账号标识", primary_key=True, default=uuid.uuid4, editable=False)
    user_name = models.CharField("用户名", max_length=40, unique=True, null=True, blank=True)
    # Blind indexes: they find an account by a contact or certificate without holding either.
    mobile_index = models.CharField("手机索引", max_length=64, unique=True, null=True, blank=True)
    email_index = models.CharField("邮箱索引", max_length=64, unique=True, null=True, blank=True)
    certificate_index = models.CharField("证件索引", max_length=64, blank=True, db_index=True)
    sealed = models.BinaryField("身份信息密文", default=bytes)
    wrapped_key = models.TextField("账号密钥（加密保存）", blank=True)
    level = models.PositiveSmallIntegerField("实名等级", choices=levels, default=Level.NONE)
    language = models.CharField("界面语言", max_length=10, default="zh-hans")
    is_active = models.BooleanField("可登录", default=True)
    created_at = models.DateTimeField("注册时间")
    declared_at = models.DateTimeField("申报时间", null=True, blank=True)
    checked_at = models.DateTimeField("核验时间", null=True, blank=True)
    deletion_requested_at = models.DateTimeField("申请注销时间", null=True, blank=True)
    erased_at = models.DateTimeField("注销时间", null=True, blank=True)

    USERNAME_FIELD = "id"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    PERSONAL_DATA: tuple[str, ...] = ("user_name", "mobile_index", "email_index", "certificate_index", "sealed")

    objects: ClassVar[Accounts] = Accounts()

    class Meta:
        verbose_name = "用户"
        ordering = ("-created_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["certificate_index"],
                condition=Q(level=Level.CHECKED),
                name="account_one_checked_person",
            ),
            models.CheckConstraint(
                condition=~Q(level=Level.CHECKED) | Q(checked_at__isnull=False), name="account_checked_at_a_moment"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(is_active=False, wrapped_key=""),
                name="account_erased_has_no_key",
            ),
            models.CheckConstraint(
                condition=Q(user_name__isnull=True) | Q(user_name__regex=r"^[a-z][a-z0-9_-]{2,39}$"),
                name="account_user_name_shape",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    def as_actor(self, enterprise: Enterprise | None = None) -> Actor:
        """Return the doer that verbs and the audit chain know, for an enterprise when acting as its agent."""
        return Actor(ActorKind.RESIDENT, str(self.id), f"agent:{enterprise.pk}" if enterprise else "")


class Enterprise(models.Model):
    """An enterprise whose existence and representative were checked; what is here stands in the public register."""

    id = models.UUIDField("企业标识", primary_key=True, default=uuid.uuid4, editable=False)
    uscc = models.CharField("统一社会信用代码", max_length=18, unique=True)
    name = models.CharField("企业名称", max_length=100)
    legal_representative = models.CharField("法定代表人", max_length=40)
    address = models.CharField("住所", max_length=200, blank=True)
    checked_at = models.DateTimeField("核验时间")

    PERSONAL_DATA: tuple[str, ...] = ("legal_representative",)

    class Meta:
        verbose_name = "企业"
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """An account may act for an enterprise: with the enterprise's consent, within a scope, for a period."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="agencies", verbose_name="企业")
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="agencies", verbose_name="经办人账号"
    )
    role = models.CharField("身份", max_length=20, choices=agency_roles)
    # Whom an invitation is for: found by contact, whether or not there is an account yet.
    invited_index = models.CharField("受邀人索引", max_length=64, blank=True, db_index=True)
    invited_mask = models.CharField("受邀人（隐去部分）", max_length=40, blank=True)
    # Themes of 法人 matters; none means all of them.
    themes = ArrayField(models.CharField(max_length=3), verbose_name="办理范围", default=list, blank=True)
    valid_from = models.DateTimeField("开始时间")
    valid_until = models.DateTimeField("结束时间", null=True, blank=True)
    invited_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="邀请人"
    )
    invited_at = models.DateTimeField("邀请时间")
    accepted_at = models.DateTimeField("接受时间", null=True, blank=True)
    declined_at = models.DateTimeField("谢绝时间", null=True, blank=True)
    revoked_at = models.DateTimeField("解除时间", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ("invited_index", "invited_mask")

    class Meta:
        verbose_name = "企业授权"
        ordering = ("-invited_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="agency_period_runs_forward",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(account__isnull=False), name="agency_accepted_by_an_account"
            ),
            models.UniqueConstraint(
                fields=["enterprise"],
                condition=Q(role=AgencyRole.REPRESENTATIVE, revoked_at__isnull=True),
                name="agency_one_representative",
            ),
            models.UniqueConstraint(
                fields=["enterprise", "account"],
                condition=Q(accepted_at__isnull=False, revoked_at__isnull=True),
                name="agency_open_once",
            ),
        ]
        indexes = [models.Index(fields=["account", "enterprise"], name="agency_by_account")]

    def __str__(self) -> str:
        return f"{self.account_id}→{self.enterprise_id}"


class OneTimeCode(models.Model):
    """A code sent to a contact; it is kept as a digest and works once, for a short time."""

    purpose = models.CharField("用途", max_length=10, choices=code_purposes)
    contact_index = models.CharField("联系方式索引", max_length=64)
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="账号"
    )
    digest = models.CharField("验证码摘要", max_length=64)
    sent_at = models.DateTimeField("发送时间")
    expires_at = models.DateTimeField("失效时间")
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)
    used_at = models.DateTimeField("使用时间", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ("contact_index",)

    class Meta:
        verbose_name = "验证码"
        ordering = ("-sent_at", "-pk")
        indexes = [models.Index(fields=["contact_index", "purpose", "-sent_at"], name="code_by_contact")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.sent_at:%Y-%m-%d %H:%M}"


class SignIn(models.Model):
    """One place where an account is signed in: a browser's session in words, to be ended by its owner."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="sign_ins", verbose_name="账号")
    session_key = models.CharField("会话", max_length=40, unique=True)
    device = models.CharField("设备", max_length=60)
    began_at = models.DateTimeField("登录时间")
    ended_at = models.DateTimeField("退出时间", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ("device",)

    class Meta:
        verbose_name = "登录记录"
        ordering = ("-began_at", "-pk")
        indexes = [models.Index(fields=["account", "-began_at"], name="sign_in_by_account")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.began_at:%Y-%m-%d %H:%M}"


class Consent(models.Model):
    """A person agreed to one use of the own data, in one edition of its words."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="consents", verbose_name="账号")
    kind = models.CharField("事项", max_length=20, choices=consent_kinds)
    edition = models.CharField("版本", max_length=20)
    given_at = models.DateTimeField("同意时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "个人信息授权"
        ordering = ("-given_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "kind"], condition=Q(withdrawn_at__isnull=True), name="consent_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.kind}"


class AccessRecord(models.Model):
    """Somebody read a person's data, and why. The person sees it (个人信息保护法 arts 44, 45)."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="accesses", verbose_name="账号")
    reader = models.CharField("读取者", max_length=100)
    purpose = models.CharField("用途", max_length=200)
    matter = models.CharField("相关事项", max_length=60, blank=True)
    read_at = models.DateTimeField("读取时间")

    PERSONAL_DATA: tuple[str, ...] = ("purpose", "matter")

    class Meta:
        verbose_name = "个人信息读取记录"
        ordering = ("-read_at", "-pk")
        indexes = [models.Index(fields=["account", "-read_at", "-id"], name="access_by_account")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.read_at:%Y-%m-%d %H:%M}"


class IndexKey(models.Model):
    """The one secret behind the blind indexes, itself wrapped by the zone's account key."""

    id = models.PositiveSmallIntegerField("编号", primary_key=True, default=1)
    wrapped = models.TextField("密钥（加密保存）")

    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "索引密钥"
        ordering = ("id",)
        constraints = [models.CheckConstraint(condition=Q(id=1), name="index_key_is_one")]

    def __str__(self) -> str:
        return "索引密钥"
