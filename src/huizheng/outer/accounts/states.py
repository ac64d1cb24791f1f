"""The fixed vocabulary of accounts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """How far a person's name is proved."""

    NONE = 0, _("未实名")
    DECLARED = 1, _("自行申报")
    CHECKED = 2, _("已核验")


class CertificateType(models.TextChoices):
    """Certificates of a person, by the codes of the ``cert_type`` list."""

    CITIZEN = "111", _("居民身份证")
    PASSPORT = "414", _("护照")
    HONG_KONG_MACAO = "516", _("港澳居民来往内地通行证")
    TAIWAN = "511", _("台湾居民来往大陆通行证")
    FOREIGN_RESIDENT = "553", _("外国人永久居留身份证")


class AgencyRole(models.TextChoices):
    REPRESENTATIVE = "representative", _("法定代表人")
    AGENT = "agent", _("经办人")


class CodePurpose(models.TextChoices):
    SIGN_UP = "sign_up", _("注册")
    RESET = "reset", _("重置密码")
    CONTACT = "contact", _("更换联系方式")


class ConsentKind(models.TextChoices):
    """What a person agrees to, each apart (个人信息保护法 arts 14, 15, 29)."""

    PRIVACY = "privacy", _("个人信息保护政策")
    PREFILL = "prefill", _("用账号信息预填申请表")
    SHARED_DATA = "shared_data", _("查询共享数据代替提交证明")


# A consent that the service itself rests on is withdrawn by closing the account.
NEEDED_CONSENTS = (ConsentKind.PRIVACY,)
PRIVACY_EDITION = "2026-01"


def levels() -> list[tuple[int, str]]:
    return [(level.value, str(level.label)) for level in Level]


def certificate_types() -> list[tuple[str, str]]:
    return [(kind.value, str(kind.label)) for kind in CertificateType]


def agency_roles() -> list[tuple[str, str]]:
    return [(role.value, str(role.label)) for role in AgencyRole]


def code_purposes() -> list[tuple[str, str]]:
    return [(purpose.value, str(purpose.label)) for purpose in CodePurpose]


def consent_kinds() -> list[tuple[str, str]]:
    return [(kind.value, str(kind.label)) for kind in ConsentKind]
