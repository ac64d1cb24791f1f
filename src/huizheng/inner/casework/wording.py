"""The words of a case, as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from huizheng.inner.casework.rules import Ground, Urgency
from huizheng.inner.casework.states import (
    Act,
    Clock,
    ContentKind,
    DeliveryWay,
    Doubt,
    NoticeKind,
    Outcome,
    Owner,
    State,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

STATES: dict[State, _StrPromise] = {
    State.RECEIVED: _("待受理"),
    State.CORRECTION_REQUESTED: _("待补正"),
    State.CORRECTION_RECEIVED: _("补正已收到"),
    State.IN_STEP: _("办理中"),
    State.IN_PROCEDURE: _("特别程序"),
    State.GRANTED: _("准予"),
    State.DECLINED: _("不予"),
    State.CONCLUDED: _("已办结"),
    State.DELIVERED: _("已送达"),
    State.REFUSED_ACCEPTANCE: _("不予受理"),
    State.NOT_NEEDED: _("不需受理"),
    State.WITHDRAWN: _("已撤回"),
    State.TERMINATED: _("已终止"),
}

# The tone of a state's tag in the design system.
TONES: dict[State, str] = {
    State.RECEIVED: "info",
    State.CORRECTION_REQUESTED: "warning",
    State.CORRECTION_RECEIVED: "info",
    State.IN_STEP: "info",
    State.IN_PROCEDURE: "warning",
    State.GRANTED: "success",
    State.DECLINED: "danger",
    State.CONCLUDED: "success",
    State.DELIVERED: "success",
    State.REFUSED_ACCEPTANCE: "danger",
    State.NOT_NEEDED: "neutral",
    State.WITHDRAWN: "neutral",
    State.TERMINATED: "neutral",
}

OWNERS: dict[Owner, _StrPromise] = {
    Owner.CITIZEN: _("申请人"),
    Owner.OFFICIAL: _("工作人员"),
    Owner.SYSTEM: _("系统"),
    Owner.NOBODY: _("无"),
}

ACTS: dict[Act, _StrPromise] = {
    Act.REGISTER: _("收件"),
    Act.ACCEPT: _("受理"),
    Act.DEEM_ACCEPTED: _("视为受理"),
    Act.REFUSE_ACCEPTANCE: _("不予受理"),
    Act.DECLARE_NOT_NEEDED: _("告知不需受理"),
    Act.REQUEST_CORRECTION: _("一次性告知补正"),
    Act.RECEIVE_CORRECTION: _("收到补正"),
    Act.PASS_STEP: _("通过"),
    Act.RETURN_STEP: _("退回"),
    Act.START_PROCEDURE: _("启动特别程序"),
    Act.END_PROCEDURE: _("结束特别程序"),
    Act.EXTEND: _("延长期限"),
    Act.TELL_PARTY: _("告知利害关系人"),
    Act.RECORD_STATEMENT: _("记录陈述申辩"),
    Act.GRANT: _("准予"),
    Act.DEEM_RENEWED: _("视为准予延续"),
    Act.DECLINE: _("不予"),
    Act.CONCLUDE: _("办结"),
    Act.DELIVER: _("送达"),
    Act.WITHDRAW: _("撤回申请"),
    Act.TERMINATE: _("终止"),
    Act.CLAIM: _("领办"),
    Act.RELEASE_CLAIM: _("退领"),
    Act.ASSIGN: _("指派"),
    Act.ADD_NOTE: _("记录"),
    Act.FOLLOW_CALENDAR: _("按新日历重算期限"),
}

CLOCKS: dict[Clock, _StrPromise] = {
    Clock.ACCEPTANCE: _("受理期限"),
    Clock.STATUTORY: _("法定办结期限"),
    Clock.PROMISED: _("承诺办结期限"),
    Clock.DELIVERY: _("送达期限"),
    Clock.STEP: _("环节期限"),
}

GROUNDS: dict[Ground, _StrPromise] = {
    Ground.HEARING: _("听证"),
    Ground.TENDER: _("招标"),
    Ground.AUCTION: _("拍卖"),
    Ground.INSPECTION: _("检验"),
    Ground.TESTING: _("检测"),
    Ground.QUARANTINE: _("检疫"),
    Ground.APPRAISAL: _("鉴定"),
    Ground.EXPERT_REVIEW: _("专家评审"),
    Ground.ON_SITE_CHECK: _("现场核查"),
    Ground.PUBLICITY: _("公示"),
}

URGENCIES: dict[Urgency, _StrPromise] = {
    Urgency.CALM: _("正常"),
    Urgency.WARNING: _("即将到期"),
    Urgency.YELLOW: _("超承诺期限"),
    Urgency.RED: _("超法定期限"),
}


def state_choices() -> list[tuple[str, _StrPromise]]:
    return [(state.value, label) for state, label in STATES.items()]


def act_choices() -> list[tuple[str, _StrPromise]]:
    return [(act.value, label) for act, label in ACTS.items()]


def ground_choices() -> list[tuple[str, _StrPromise]]:
    return [(ground.value, label) for ground, label in GROUNDS.items()]


NOTICES: dict[NoticeKind, _StrPromise] = {
    NoticeKind.CORRECTION: _("补正材料通知书"),
    NoticeKind.ACCEPTANCE: _("受理通知书"),
    NoticeKind.NON_ACCEPTANCE: _("不予受理通知书"),
    NoticeKind.NOT_NEEDED: _("不需受理告知书"),
    NoticeKind.SPECIAL_PROCEDURE: _("特别程序告知书"),
    NoticeKind.HEARING_RIGHTS: _("听证权利告知书"),
    NoticeKind.PARTY_NOTICE: _("利害关系人告知书"),
    NoticeKind.EXTENSION: _("延期告知书"),
    NoticeKind.GRANT: _("准予决定书"),
    NoticeKind.DEEMED_RENEWAL: _("视为准予延续告知书"),
    NoticeKind.REFUSAL: _("不予决定书"),
    NoticeKind.TERMINATION: _("终止办理通知书"),
    NoticeKind.CERTIFICATE: _("结果证照"),
    NoticeKind.DELIVERY_RECEIPT: _("送达回证"),
}

# The sign of the kind inside a notice's number, between the organ's word and the year.
NOTICE_MARKS: dict[NoticeKind, str] = {
    NoticeKind.CORRECTION: "补",
    NoticeKind.ACCEPTANCE: "受",
    NoticeKind.NON_ACCEPTANCE: "不受",
    NoticeKind.NOT_NEEDED: "免受",
    NoticeKind.SPECIAL_PROCEDURE: "特",
    NoticeKind.HEARING_RIGHTS: "听",
    NoticeKind.PARTY_NOTICE: "利",
    NoticeKind.EXTENSION: "延",
    NoticeKind.GRANT: "准",
    NoticeKind.DEEMED_RENEWAL: "视延",
    NoticeKind.REFUSAL: "不准",
    NoticeKind.TERMINATION: "终",
    NoticeKind.CERTIFICATE: "证",
    NoticeKind.DELIVERY_RECEIPT: "送",
}

OUTCOMES: dict[Outcome, _StrPromise] = {Outcome.GRANTED: _("准予"), Outcome.DECLINED: _("不予")}

DOUBTS: dict[Doubt, _StrPromise] = {
    Doubt.STATE: _("可能涉及国家秘密"),
    Doubt.COMMERCIAL: _("可能涉及商业秘密、未披露信息或者保密商务信息"),
    Doubt.PRIVACY: _("可能涉及个人隐私"),
}

DELIVERY_WAYS: dict[DeliveryWay, _StrPromise] = {
    DeliveryWay.ONLINE: _("网上送达"),
    DeliveryWay.WINDOW: _("窗口领取"),
    DeliveryWay.POST: _("邮寄送达"),
}

CONTENT_KINDS: dict[ContentKind, _StrPromise] = {
    ContentKind.ORIGINAL: _("原始申请"),
    ContentKind.CORRECTION: _("补正"),
}


def notice_kind_choices() -> list[tuple[str, _StrPromise]]:
    return [(kind.value, label) for kind, label in NOTICES.items()]


def outcome_choices() -> list[tuple[str, _StrPromise]]:
    return [(outcome.value, label) for outcome, label in OUTCOMES.items()]


def doubt_choices() -> list[tuple[str, _StrPromise]]:
    return [(doubt.value, label) for doubt, label in DOUBTS.items()]


def delivery_way_choices() -> list[tuple[str, _StrPromise]]:
    return [(way.value, label) for way, label in DELIVERY_WAYS.items()]


def content_kind_choices() -> list[tuple[str, _StrPromise]]:
    return [(kind.value, label) for kind, label in CONTENT_KINDS.items()]
