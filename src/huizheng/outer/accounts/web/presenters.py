"""Ready words and links for this room's pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from huizheng.commons.reference.api import code_label
from huizheng.outer.accounts.contacts import mask_name
from huizheng.outer.accounts.models import AccessRecord, Account, Agency, SignIn
from huizheng.outer.accounts.parties import Party
from huizheng.outer.accounts.queries import masked_person
from huizheng.outer.accounts.sealed import person_of
from huizheng.outer.accounts.states import NEEDED_CONSENTS, AgencyRole, ConsentKind, Level


def page(title: str, lead: str = "", *, above: tuple[tuple[str, str], ...] = (), home: bool = True) -> dict[str, Any]:
    """Return title, lead and breadcrumbs of a page; pages of the user centre stand below it."""
    crumbs = [{"label": gettext("用户中心"), "url": reverse("accounts:home")}] if home else []
    crumbs += [{"label": label, "url": url} for label, url in above]
    return {"title": title, "lead": lead, "crumbs": [*crumbs, {"label": title}] if crumbs else []}


def day(moment: dt.datetime | None) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d}" if moment else ""


def moment_words(moment: dt.datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def last_day(ends: dt.datetime | None) -> str:
    """Return the last day of a half-open period as people say it."""
    return day(ends - dt.timedelta(seconds=1)) if ends else gettext("长期")


LEVEL_TONES = {Level.NONE: "warning", Level.DECLARED: "info", Level.CHECKED: "success"}


def person_rows(account: Account) -> list[dict[str, Any]]:
    """Return the person for the owner's own page: masked like everywhere."""
    shown, missing = masked_person(account), gettext("未填写")
    level = Level(account.level)
    return [
        {
            "label": gettext("实名等级"),
            "value": str(level.label),
            "tone": LEVEL_TONES[level],
            "href": reverse("accounts:real_name"),
            "link": gettext("查看") if level == Level.CHECKED else gettext("去实名"),
        },
        {"label": gettext("姓名"), "value": shown["name"] or missing},
        {"label": gettext("证件类型"), "value": shown["certificate_type"] or missing},
        {"label": gettext("证件号码"), "value": shown["certificate_number"] or missing},
        {
            "label": gettext("手机号码"),
            "value": shown["mobile"] or missing,
            "href": reverse("accounts:contact"),
            "link": gettext("更换"),
        },
        {
            "label": gettext("电子邮箱"),
            "value": shown["email"] or missing,
            "href": reverse("accounts:contact"),
            "link": gettext("更换"),
        },
        {"label": gettext("常用地址"), "value": shown["address"] or missing},
    ]


def centre_links() -> list[dict[str, str]]:
    """Return what else there is in the user centre."""
    return [
        {
            "label": gettext("切换办事身份"),
            "url": reverse("accounts:parties"),
            "note": gettext("为自己办，还是为授权给您的企业办"),
        },
        {
            "label": gettext("企业和授权"),
            "url": reverse("accounts:enterprises"),
            "note": gettext("登记企业、邀请经办人、处理收到的邀请"),
        },
        {
            "label": gettext("登录密码"),
            "url": reverse("accounts:password"),
            "note": gettext("修改密码，其他设备自动退出"),
        },
        {
            "label": gettext("登录设备"),
            "url": reverse("accounts:sign_ins"),
            "note": gettext("查看在哪里登录过，让它们退出"),
        },
        {
            "label": gettext("谁看过我的信息"),
            "url": reverse("accounts:accesses"),
            "note": gettext("哪个机关、为什么、什么时候读取过您的信息"),
        },
        {
            "label": gettext("信息授权"),
            "url": reverse("accounts:consents"),
            "note": gettext("同意或撤回每一项个人信息的使用"),
        },
        {"label": gettext("注销账号"), "url": reverse("accounts:erasure"), "note": gettext("关闭账号并销毁加密密钥")},
    ]


def party_options(account: Account, agencies: list[Agency], current: Party) -> list[dict[str, Any]]:
    """Return for whom the person may act, the current choice marked."""
    own = {
        "value": "",
        "title": gettext("为自己办事"),
        "note": masked_person(account)["name"] or gettext("本人"),
        "current": current.enterprise is None,
    }
    return [
        own,
        *(
            {
                "value": str(agency.enterprise_id),
                "title": agency.enterprise.name,
                "note": gettext("%(role)s，有效期至%(day)s")
                % {"role": AgencyRole(agency.role).label, "day": last_day(agency.valid_until)},
                "current": current.enterprise is not None and current.enterprise.pk == agency.enterprise_id,
            }
            for agency in agencies
        ),
    ]


def theme_words(themes: list[str]) -> str:
    english = (get_language() or "").startswith("en")
    mark = ", " if english else "、"
    return mark.join(code_label("corp_theme", each, english=english) for each in themes) or gettext("全部事项")


def enterprise_card(agency: Agency) -> dict[str, Any]:
    enterprise = agency.enterprise
    return {
        "title": enterprise.name,
        "role": str(AgencyRole(agency.role).label),
        "rows": [
            (gettext("统一社会信用代码"), enterprise.uscc),
            (gettext("法定代表人"), mask_name(enterprise.legal_representative)),
            (gettext("办理范围"), theme_words(agency.themes)),
            (gettext("有效期至"), last_day(agency.valid_until)),
        ],
        "agents_url": reverse("accounts:agents", args=[enterprise.pk])
        if agency.role == AgencyRole.REPRESENTATIVE
        else "",
        "leave_url": ""
        if agency.role == AgencyRole.REPRESENTATIVE
        else reverse("accounts:agency_revoke", args=[agency.pk]),
    }


def invitation_card(agency: Agency) -> dict[str, Any]:
    return {
        "title": agency.enterprise.name,
        "rows": [
            (gettext("统一社会信用代码"), agency.enterprise.uscc),
            (gettext("办理范围"), theme_words(agency.themes)),
            (gettext("有效期至"), last_day(agency.valid_until)),
        ],
        "answer_url": reverse("accounts:invitation", args=[agency.pk]),
    }


def agent_card(agency: Agency, *, at: dt.datetime) -> dict[str, Any]:
    """Return one agency for the representative's page; the agent appears masked."""
    state, tone = _agency_state(agency, at=at)
    name = mask_name(person_of(agency.account).name) if agency.account else ""
    return {
        "title": name or agency.invited_mask,
        "state": state,
        "tone": tone,
        "rows": [
            (gettext("联系方式"), agency.invited_mask or gettext("本人账号")),
            (gettext("办理范围"), theme_words(agency.themes)),
            (gettext("有效期至"), last_day(agency.valid_until)),
        ],
        "role": str(AgencyRole(agency.role).label),
        "revoke_url": reverse("accounts:agency_revoke", args=[agency.pk])
        if tone in {"success", "info"} and agency.role == AgencyRole.AGENT
        else "",
    }


def _agency_state(agency: Agency, *, at: dt.datetime) -> tuple[str, str]:
    if agency.revoked_at:
        return gettext("已解除"), "neutral"
    if agency.declined_at:
        return gettext("已谢绝"), "neutral"
    if agency.valid_until is not None and agency.valid_until <= at:
        return gettext("已到期"), "neutral"
    return (gettext("生效中"), "success") if agency.accepted_at else (gettext("等待接受"), "info")


def sign_in_card(begun: SignIn, *, here: str | None) -> dict[str, Any]:
    return {
        "title": begun.device,
        "current": begun.session_key == here,
        "began": gettext("%(moment)s登录") % {"moment": moment_words(begun.began_at)},
        "end_url": reverse("accounts:sign_in_end", args=[begun.pk]),
    }


def access_columns() -> list[dict[str, Any]]:
    return [
        {"key": "read_at", "label": gettext("时间"), "strong": True},
        {"key": "reader", "label": gettext("读取者")},
        {"key": "purpose", "label": gettext("用途")},
        {"key": "matter", "label": gettext("有关办件")},
    ]


def access_row(access: AccessRecord) -> dict[str, str]:
    return {
        "read_at": moment_words(access.read_at),
        "reader": access.reader,
        "purpose": access.purpose,
        "matter": access.matter or "-",
    }


def consent_cards(given: dict[str, dt.datetime]) -> list[dict[str, Any]]:
    notes = {
        ConsentKind.PRIVACY: gettext("收集姓名、证件和联系方式，用于注册、登录和办事。这是提供服务所必需的。"),
        ConsentKind.PREFILL: gettext("办事时把您的姓名、证件、联系方式和地址自动填入申请表，您可以修改后再提交。"),
        ConsentKind.SHARED_DATA: gettext("办事机关向其他机关查询证照和登记信息，代替您提交证明材料。"),
    }
    return [
        {
            "kind": kind.value,
            "title": str(kind.label),
            "note": notes[kind],
            "given": kind.value in given,
            "since": gettext("%(day)s同意") % {"day": day(given[kind.value])} if kind.value in given else "",
            "needed": kind in NEEDED_CONSENTS,
        }
        for kind in ConsentKind
    ]
