"""Demonstration officials: enough people in six organs to carry the followed services from window to decision.

Their password is published and the same for all, so they exist in a demonstration only.
"""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from huizheng.inner.organs.actions.appointments import appoint
from huizheng.inner.organs.actions.officials import create_official
from huizheng.inner.organs.actions.structure import create_post, create_unit
from huizheng.inner.organs.models import Official, Post
from huizheng.inner.organs.queries import units_of
from huizheng.inner.organs.states import Duty
from huizheng.lib.actors import SYSTEM

PASSWORD = "Huizheng-2026"  # noqa: S105 - published on purpose, see above
BEGAN = dt.datetime(2026, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=8)))

MARKET = "340102-market-regulation"
HEALTH = "340102-health"
TOWN = "340102100-town-government"
CIVIL = "340102-civil-affairs"
SCIENCE = "340100-science-technology"
HALL = "340102-data-resources"
PROVINCE = "340000-general-office"
HEFEI = "340100-general-office"
GOVERNMENT = "340102-general-office"

WINDOW = (Duty.CASE_ACCEPT, Duty.CASE_DELIVER)
REVIEW = (Duty.CASE_REVIEW, Duty.RATING_HANDLE)
HEAD = (Duty.CASE_EXTEND, Duty.CASE_APPROVE, Duty.LEAD)


@dataclass(frozen=True)
class Seat:
    """A post and who sits in it: organ, unit, post, duties, login names with display names."""

    organ: str
    unit: str
    post: str
    duties: tuple[Duty, ...]
    people: tuple[tuple[str, str], ...]


def _handling(key: str, prefix: str, section: str, names: tuple[str, str, str, str]) -> tuple[Seat, ...]:
    """Return the four posts an organ needs to handle cases."""
    clerk, reviewer, approver, head = names
    return (
        Seat(key, "政务服务窗口", "受理岗", WINDOW, ((f"{prefix}-clerk", clerk),)),
        Seat(key, section, "审核岗", REVIEW, ((f"{prefix}-reviewer", reviewer),)),
        Seat(key, section, "审批岗", (Duty.CASE_APPROVE,), ((f"{prefix}-approver", approver),)),
        Seat(key, "局领导", "负责人", HEAD, ((f"{prefix}-head", head),)),
    )


def _editing(key: str, prefix: str, names: tuple[str, str, str]) -> tuple[Seat, ...]:
    """Return who looks at a page before it is public: two reviewers and who releases."""
    first, second, chief = names
    return (
        Seat(key, "政务公开科", "初审岗", (Duty.PUBLISH_REVIEW,), ((f"{prefix}-first", first),)),
        Seat(key, "政务公开科", "复审岗", (Duty.PUBLISH_REVIEW,), ((f"{prefix}-second", second),)),
        Seat(key, "办公室领导", "签发岗", (Duty.PUBLISH_RELEASE,), ((f"{prefix}-chief", chief),)),
    )


SEATS = (
    Seat(MARKET, "政务服务窗口", "受理岗", WINDOW, (("clerk", "李受理"),)),
    Seat(MARKET, "注册许可科", "审核岗", REVIEW, (("reviewer", "王审核"),)),
    Seat(MARKET, "食品监管科", "核查岗", (Duty.CASE_INSPECT,), (("inspector", "周核查"), ("inspector2", "吴核查"))),
    Seat(MARKET, "注册许可科", "审批岗", (Duty.CASE_APPROVE,), (("approver", "赵审批"),)),
    Seat(MARKET, "局领导", "负责人", HEAD, (("market-head", "钱局长"),)),
    *_handling(HEALTH, "health", "人口家庭科", ("孙受理", "郑审核", "冯审批", "陈主任")),
    *_handling(TOWN, "town", "公共服务办公室", ("褚受理", "卫审核", "蒋审批", "沈主任")),
    Seat(
        TOWN,
        "公共服务办公室",
        "入户调查岗",
        (Duty.CASE_INSPECT,),
        (("town-inspector", "韩调查"), ("town-inspector2", "杨调查")),
    ),
    *_handling(CIVIL, "civil", "社会救助科", ("朱受理", "秦审核", "尤审批", "许局长")),
    Seat(
        CIVIL,
        "社会救助科",
        "核对岗",
        (Duty.CASE_INSPECT,),
        (("civil-inspector", "何核对"), ("civil-inspector2", "吕核对")),
    ),
    *_handling(SCIENCE, "science", "外国专家服务科", ("施受理", "张审核", "孔审批", "曹局长")),
    # Extends what organs handle jointly (行政许可法 art 42(2)).
    Seat(GOVERNMENT, "区政府领导", "区政府负责人", (Duty.CASE_EXTEND, Duty.LEAD), (("government-head", "戚区长"),)),
    *_editing(PROVINCE, "editor", ("侯初审", "邵复审", "孟签发")),
    *_editing(HEFEI, "hefei", ("汪初审", "毛复审", "狄签发")),
    Seat(HEFEI, "政务公开科", "信息采编岗", (Duty.PUBLISH_WRITE,), (("hefei-editor", "米采编"),)),
    Seat(PROVINCE, "政务公开办公室", "网站管理岗", (Duty.SITE_ADMIN,), (("site-admin", "贝站管"),)),
    Seat(HALL, "政务服务大厅", "综合窗口", WINDOW, (("hall-clerk", "严综窗"),)),
    Seat(
        HALL,
        "政务服务科",
        "事项管理岗",
        (Duty.ITEM_EDIT, Duty.ITEM_RELEASE, Duty.PUBLISH_WRITE),
        (("editor", "华编辑"),),
    ),
    # Releases what the editor has drafted: nobody releases an item alone.
    Seat(HALL, "局领导", "分管领导", (Duty.LEAD, Duty.ITEM_RELEASE), (("leader", "金领导"),)),
    Seat(HALL, "审计科", "审计岗", (Duty.AUDIT,), (("auditor", "魏审计"),)),
    Seat(HALL, "信息科", "运维岗", (Duty.OPERATIONS,), (("operator", "陶运维"),)),
    Seat(HALL, "办公室", "机构管理岗", (Duty.ORGAN_ADMIN,), (("admin", "姜管理"),)),
)
# Who serves in further organs beside the own: the hall's window takes in for all, its administrator keeps all six.
FURTHER = (
    (PROVINCE, "政务公开科", "信息采编岗", (Duty.PUBLISH_WRITE,), "editor"),
    *((key, "政务服务窗口", "综合窗口", WINDOW, "hall-clerk") for key in (MARKET, HEALTH, CIVIL)),
    *((key, "办公室", "机构管理岗", (Duty.ORGAN_ADMIN,), "admin") for key in (MARKET, HEALTH, TOWN, CIVIL, SCIENCE)),
)
# The editor prepares items for every organ that offers one.
ITEM_ORGANS = (MARKET, HEALTH, TOWN, CIVIL, SCIENCE)
TOTP_SECRETS = {
    "auditor": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
    "operator": "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U",
}
ROLES = {
    "clerk": "窗口受理",
    "reviewer": "审核",
    "inspector": "核查",
    "inspector2": "核查",
    "approver": "审批",
    "head": "负责人",
    "editor": "信息采编、事项编制和发布",
    "first": "信息初审",
    "second": "信息复审",
    "chief": "信息终审和发布",
    "site-admin": "网站管理",
    "leader": "领导和事项发布",
    "auditor": "审计",
    "operator": "运维",
    "admin": "机构管理",
}


def load_demonstration(progress: Callable[[str], None] = lambda _: None) -> None:
    """This function will set up the demonstration officials that are missing, in a demonstration only."""
    if not settings.DEMONSTRATION:
        return
    with transaction.atomic():
        made = sum(_seat(seat) for seat in SEATS)
        for key, unit, post, duties, login in FURTHER:
            made += _appoint(_post(key, unit, post, duties), login)
        for key in ITEM_ORGANS:
            made += _appoint(_post(key, "办公室", "事项管理岗", (Duty.ITEM_EDIT, Duty.ITEM_RELEASE)), "editor")
        for login, secret in TOTP_SECRETS.items():
            _bind(login, secret)
        _give_password()
    if made:
        progress(f"演示工作人员 {Official.objects.count()} 名")


def demonstration_accounts() -> list[dict[str, Any]]:
    """Return the accounts a person may sign in with: login, password, role, organ, totp_secret."""
    if not settings.DEMONSTRATION:
        return []
    wanted = [login for seat in SEATS for login, _ in seat.people]
    found = Official.objects.filter(login_name__in=wanted, is_active=True).select_related("home_organ")
    by_login = {each.login_name: each for each in found}
    return [
        {
            "login": login,
            "password": PASSWORD,
            "role": ROLES.get(login) or ROLES[login.rpartition("-")[2]],
            "name": by_login[login].display_name,
            "organ": by_login[login].home_organ.short_name,
            "organ_key": by_login[login].home_organ_id,
            "totp_secret": TOTP_SECRETS.get(login, ""),
        }
        for login in wanted
        if login in by_login
    ]


def _seat(seat: Seat) -> int:
    post = _post(seat.organ, seat.unit, seat.post, seat.duties)
    made = 0
    for login, name in seat.people:
        if not Official.objects.filter(login_name=login).exists():
            create_official(
                organ_key=seat.organ,
                login_name=login,
                display_name=name,
                password=None,
                must_change_password=False,
                by=SYSTEM,
                at=BEGAN,
            )
        made += _appoint(post, login)
    return made


def _post(key: str, unit_name: str, post_name: str, duties: tuple[Duty, ...]) -> Post:
    found = Post.objects.filter(unit__organ=key, unit__name=unit_name, name=post_name, closed_at__isnull=True).first()
    if found is not None:
        return found
    unit = units_of(key).filter(name=unit_name).first() or create_unit(
        organ_key=key, name=unit_name, by=SYSTEM, at=BEGAN
    )
    return create_post(unit=unit, name=post_name, duties=list(duties), by=SYSTEM, at=BEGAN)


def _appoint(post: Post, login: str) -> int:
    person = Official.objects.get(login_name=login)
    if not person.is_active or person.appointments.filter(post=post).exists():
        return 0
    appoint(official=person, post=post, valid_from=BEGAN, by=SYSTEM, at=BEGAN)
    return 1


def _give_password() -> None:
    """Give the new ones the published password, hashed once: slow hashes of what everybody may read guard nothing."""
    wanted = {login for seat in SEATS for login, _ in seat.people}
    fresh = [each.pk for each in Official.objects.filter(login_name__in=wanted) if not each.has_usable_password()]
    if fresh:
        Official.objects.filter(pk__in=fresh).update(password=make_password(PASSWORD))


def _bind(login: str, secret: str) -> None:
    """Enrol the published second factor, unless somebody has bound another device since."""
    person = Official.objects.get(login_name=login)
    key = base64.b32decode(secret).hex()
    TOTPDevice.objects.get_or_create(user=person, defaults={"name": "动态口令", "confirmed": True, "key": key})
