"""Demonstration residents: invented people with valid numbers, so that every kind of party can be tried.

Their password is published and the same for all, so they exist in a demonstration only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

from huizheng.outer.accounts.actions.data import give_consent
from huizheng.outer.accounts.actions.enterprises import accept_invitation, invite_agent, register_enterprise
from huizheng.outer.accounts.actions.person import check_person, declare_person
from huizheng.outer.accounts.actions.sign_up import open_account
from huizheng.outer.accounts.contacts import Contact
from huizheng.outer.accounts.models import Account, Enterprise
from huizheng.outer.accounts.sealed import Person
from huizheng.outer.accounts.states import CertificateType, ConsentKind

PASSWORD = "Huizheng-2026"  # noqa: S105 - published on purpose, see above
BEGAN = dt.datetime(2026, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=8)))
AGENCY_ENDS = dt.datetime(2027, 1, 1, tzinfo=BEGAN.tzinfo)
COMPANY = ("91340102DD90000177", "合肥瑶海示范餐饮有限公司（演示）")


@dataclass(frozen=True)
class Resident:
    """One invented person."""

    login: str
    role: str
    name: str
    certificate_type: CertificateType
    number: str
    mobile: str
    address: str = ""
    email: str = ""
    nationality: str = ""
    language: str = "zh-hans"
    organ: str = ""


RESIDENTS = (
    Resident(
        "resident",
        "居民",
        "江小徽",
        CertificateType.CITIZEN,
        "340100199001010011",
        "13900000001",
        "安徽省合肥市瑶海区示范街道1号（演示）",
        "resident@example.cn",
    ),
    Resident(
        "resident2",
        "居民",
        "方小燕",
        CertificateType.CITIZEN,
        "340121198803151243",
        "13900000002",
        "安徽省合肥市瑶海区示范街道2号（演示）",
    ),
    Resident(
        "foreigner",
        "外国人（英文界面）",
        "Anna Lindqvist",
        CertificateType.PASSPORT,
        "SE1234567",
        "13900000003",
        "Demonstration Road 3, Hefei",
        "anna@example.com",
        "SWE",
        "en",
    ),
    Resident(
        "representative",
        "企业法定代表人",
        "宋长江",
        CertificateType.CITIZEN,
        "341225198512310023",
        "13900000004",
        "安徽省合肥市瑶海区示范路1号（演示）",
        organ=COMPANY[1],
    ),
    Resident(
        "enterprise",
        "企业经办人",
        "梅岭",
        CertificateType.CITIZEN,
        "340121199506062329",
        "13900000005",
        "安徽省合肥市瑶海区示范路5号（演示）",
        organ=COMPANY[1],
    ),
)


def load_demonstration(progress: Callable[[str], None] = lambda _: None) -> None:
    """This function will open the demonstration accounts that are missing, in a demonstration only."""
    if not settings.DEMONSTRATION:
        return
    with transaction.atomic():
        made = sum(_open(resident) for resident in RESIDENTS)
        _give_company()
    if made:
        progress(f"演示居民和企业账号 {made} 个")


def demonstration_accounts() -> list[dict[str, Any]]:
    """Return the accounts a person may sign in with: login, password, role, organ."""
    if not settings.DEMONSTRATION:
        return []
    there = set(
        Account.objects.filter(user_name__in=[each.login for each in RESIDENTS], is_active=True).values_list(
            "user_name", flat=True
        )
    )
    return [
        {
            "login": each.login,
            "password": PASSWORD,
            "role": each.role,
            "name": each.name,
            "organ": each.organ,
            "mobile": each.mobile,
            "totp_secret": "",
        }
        for each in RESIDENTS
        if each.login in there
    ]


def _open(resident: Resident) -> int:
    if Account.objects.filter(user_name=resident.login).exists():
        return 0
    account = open_account(
        person=Person(mobile=resident.mobile, email=resident.email),
        password=PASSWORD,
        user_name=resident.login,
        language=resident.language,
        at=BEGAN,
    )
    by = account.as_actor()
    declare_person(
        account=account,
        name=resident.name,
        certificate_type=resident.certificate_type,
        number=resident.number,
        nationality=resident.nationality,
        address=resident.address,
        by=by,
        at=BEGAN,
    )
    check_person(account=account, by=by, at=BEGAN)
    give_consent(account=account, kind=ConsentKind.PREFILL, by=by, at=BEGAN)
    return 1


def _give_company() -> None:
    """Register the company by its representative, who lets the agent act for it."""
    if Enterprise.objects.filter(uscc=COMPANY[0]).exists():
        return
    people = {each.user_name: each for each in Account.objects.filter(user_name__in=["representative", "enterprise"])}
    head, agent = people["representative"], people["enterprise"]
    enterprise = register_enterprise(account=head, uscc=COMPANY[0], name=COMPANY[1], by=head.as_actor(), at=BEGAN)
    agency = invite_agent(
        enterprise=enterprise,
        contact=Contact("mobile", "13900000005"),
        themes=[],
        valid_until=AGENCY_ENDS,
        account=head,
        by=head.as_actor(),
        at=BEGAN,
    )
    accept_invitation(agency=agency, account=agent, by=agent.as_actor(), at=BEGAN)
