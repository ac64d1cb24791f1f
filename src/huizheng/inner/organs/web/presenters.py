"""Ready words and links for this room's pages."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from django.urls import reverse
from django.utils import timezone

from huizheng.commons.reference.api import Organ
from huizheng.inner.organs import queries
from huizheng.inner.organs.models import Appointment, Delegation, Official, Post

OWN_APPOINTMENT_COLUMNS = [
    {"key": "organ", "label": "机关", "strong": True},
    {"key": "post", "label": "岗位"},
    {"key": "duties", "label": "职责"},
    {"key": "period", "label": "任期"},
]
OFFICIAL_COLUMNS = [
    {"key": "name", "label": "姓名", "strong": True},
    {"key": "login", "label": "登录名"},
    {"key": "post", "label": "岗位"},
    {"key": "state", "label": "状态"},
    {"key": "factor", "label": "动态口令"},
]
POST_COLUMNS = [
    {"key": "post", "label": "岗位", "strong": True},
    {"key": "unit", "label": "内设机构"},
    {"key": "duties", "label": "职责"},
    {"key": "people", "label": "在任"},
]
ORGAN_COLUMNS = [
    {"key": "name", "label": "机关", "strong": True},
    {"key": "people", "label": "在用账号", "numeric": True},
]


def day(moment: dt.datetime | None) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d}" if moment else ""


def period(begins: dt.datetime, ends: dt.datetime | None) -> str:
    """Return a half-open period as people say it: the last day is the one before it ends."""
    if ends is None:
        return f"{day(begins)} 起，长期"
    return f"{day(begins)} 至 {day(ends - dt.timedelta(seconds=1))}"


def profile_rows(official: Official) -> list[dict[str, Any]]:
    return [
        {"label": "姓名", "value": official.display_name},
        {"label": "登录名", "value": official.login_name},
        {"label": "所属机关", "value": official.home_organ.name},
        {"label": "主要岗位", "value": official.post_label or "尚未任职"},
        {"label": "密码", "value": "已设置", "href": reverse("organs:password"), "link": "修改"},
        {
            "label": "动态口令",
            "value": "必须使用" if official.totp_required else "自愿使用",
            "href": reverse("organs:second_factor"),
            "link": "设置",
        },
    ]


def appointment_row(appointment: Appointment) -> dict[str, Any]:
    return {
        "organ": appointment.post.unit.organ.short_name,
        "post": f"{appointment.post.unit.name} {appointment.post.name}",
        "duties": appointment.post.duty_words,
        "period": period(appointment.valid_from, appointment.valid_until),
    }


def delegation_card(delegation: Delegation, reader: Official, *, at: dt.datetime) -> dict[str, Any]:
    given = delegation.delegator_id == reader.pk
    over = delegation.revoked_at is not None or delegation.valid_until <= at
    state, tone = (
        ("已收回", "neutral")
        if delegation.revoked_at
        else ("已到期", "neutral")
        if over
        else ("未开始", "info")
        if delegation.valid_from > at
        else ("生效中", "success")
    )
    other = delegation.delegate if given else delegation.delegator
    return {
        "title": f"委托给{other.display_name}" if given else f"受{other.display_name}委托",
        "state": state,
        "tone": tone,
        "rows": [
            ("职责", delegation.duty_words),
            ("机关", delegation.organ.short_name),
            ("期限", period(delegation.valid_from, delegation.valid_until)),
            ("原因", delegation.reason),
        ],
        "revoke_url": "" if over else reverse("organs:delegation_revoke", args=[delegation.pk]),
        "revoke_label": "收回委托" if given else "退回委托",
    }


def organ_rows(keys: list[str]) -> list[dict[str, Any]]:
    counts = Counter(
        Official.objects.filter(home_organ__in=keys, is_active=True).order_by().values_list("home_organ", flat=True)
    )
    return [
        {
            "name": {"text": organ.name, "href": reverse("organs:organ", args=[organ.key])},
            "people": str(counts[organ.key]),
        }
        for organ in Organ.objects.filter(key__in=keys)
    ]


def official_row(official: Official) -> dict[str, Any]:
    return {
        "name": {"text": official.display_name, "href": reverse("organs:official", args=[official.pk])},
        "login": official.login_name,
        "post": official.post_label or "尚未任职",
        "state": {"text": "在用", "tone": "success"} if official.is_active else {"text": "已停用", "tone": "neutral"},
        "factor": "必须" if official.totp_required else "自愿",
    }


def post_rows(organ_key: str, *, at: dt.datetime) -> list[dict[str, Any]]:
    people: dict[int, list[str]] = {}
    for appointment in queries.appointments_of(organ_key=organ_key, at=at):
        people.setdefault(appointment.post_id, []).append(appointment.official.display_name)
    return [
        {
            "post": {"text": post.name, "href": reverse("organs:post", args=[post.pk])},
            "unit": post.unit.name,
            "duties": post.duty_words,
            "people": "、".join(people.get(post.pk, [])) or "空缺",
        }
        for post in queries.posts_of(organ_key)
    ]


def account_rows(official: Official) -> list[dict[str, Any]]:
    return [
        {"label": "姓名", "value": official.display_name},
        {"label": "登录名", "value": official.login_name},
        {"label": "状态", "value": "在用" if official.is_active else f"{day(official.deactivated_at)} 停用"},
        {"label": "密码", "value": "首次登录须修改" if official.must_change_password else "本人已设置"},
        {"label": "动态口令", "value": "必须使用" if official.totp_required else "自愿使用"},
        {"label": "手机号码", "value": official.mobile or "未登记"},
        {"label": "电子邮箱", "value": official.email or "未登记"},
    ]


def appointment_card(appointment: Appointment) -> dict[str, Any]:
    return {
        "title": f"{appointment.post.unit.name} {appointment.post.name}",
        "rows": [
            ("机关", appointment.post.unit.organ.short_name),
            ("职责", appointment.post.duty_words),
            ("任期", period(appointment.valid_from, appointment.valid_until)),
        ],
        "end_url": reverse("organs:appointment_end", args=[appointment.pk]),
    }


def post_crumbs(post: Post) -> list[dict[str, str]]:
    return [*organ_crumbs(post.unit.organ), {"label": post.name}]


def organ_crumbs(organ: Organ) -> list[dict[str, str]]:
    return [
        {"label": "机构和人员", "url": reverse("organs:my_organs")},
        {"label": organ.short_name, "url": reverse("organs:organ", args=[organ.key])},
    ]
