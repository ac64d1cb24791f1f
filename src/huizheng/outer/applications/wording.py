"""The words for states, acts and grades, as the applicant reads them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huizheng.gate.contracts import CaseAct
from huizheng.outer.applications.states import ApplicationState as S

STATE_LABELS: dict[str, Promise] = {
    S.DRAFT: _("填写中"),
    S.SUBMITTED: _("已提交，等待受理"),
    S.CORRECTION_REQUESTED: _("需要补正"),
    S.CORRECTION_SUBMITTED: _("已补正，等待受理"),
    S.ACCEPTED: _("已受理"),
    S.UNDER_REVIEW: _("审查中"),
    S.PAUSED: _("特别程序中"),
    S.NOT_ACCEPTED: _("不予受理"),
    S.NOT_NEEDED: _("不需受理"),
    S.GRANTED: _("准予"),
    S.DECLINED: _("不予许可"),
    S.DELIVERED: _("已送达"),
    S.WITHDRAWN: _("已撤回"),
    S.TERMINATED: _("已终止"),
    S.DISCARDED: _("已删除"),
}

STATE_KINDS: dict[str, str] = {
    S.DRAFT: "neutral",
    S.SUBMITTED: "info",
    S.CORRECTION_REQUESTED: "warning",
    S.CORRECTION_SUBMITTED: "info",
    S.ACCEPTED: "info",
    S.UNDER_REVIEW: "info",
    S.PAUSED: "info",
    S.NOT_ACCEPTED: "danger",
    S.NOT_NEEDED: "neutral",
    S.GRANTED: "success",
    S.DECLINED: "danger",
    S.DELIVERED: "success",
    S.WITHDRAWN: "neutral",
    S.TERMINATED: "neutral",
    S.DISCARDED: "neutral",
}

# What the office read the application for, by the act that came of it.
READINGS: dict[CaseAct, Promise] = {
    CaseAct.CORRECTION_REQUESTED: _("审查申请内容和材料，告知补正"),
    CaseAct.ACCEPTED: _("审查申请内容和材料，决定受理"),
    CaseAct.REFUSED_ACCEPTANCE: _("审查申请内容和材料，决定不予受理"),
    CaseAct.NOT_NEEDED: _("审查申请内容，告知不需要办理"),
    CaseAct.STEP_STARTED: _("办理下一个环节"),
    CaseAct.PROCEDURE_STARTED: _("安排听证、核查等特别程序"),
    CaseAct.PROCEDURE_ENDED: _("记录特别程序的结果"),
    CaseAct.EXTENDED: _("审查是否延长办理期限"),
    CaseAct.HEARING_OFFERED: _("告知听证的权利"),
    CaseAct.GRANTED: _("审查并作出决定"),
    CaseAct.DECLINED: _("审查并作出决定"),
    CaseAct.TERMINATED: _("审查并终止办理"),
}

ACT_LABELS: dict[str, Promise] = {
    "submitted": _("您提交了申请"),
    "correction_submitted": _("您提交了补正"),
    "withdrawal_sent": _("您申请撤回"),
    "rated": _("您作出了评价"),
    "hearing_asked": _("您申请听证"),
    "statement_made": _("您作出陈述申辩"),
    CaseAct.RECEIVED: _("部门已收到"),
    CaseAct.CORRECTION_REQUESTED: _("需要您补正材料"),
    CaseAct.CORRECTION_RECEIVED: _("部门已收到补正"),
    CaseAct.ACCEPTED: _("予以受理"),
    CaseAct.DEEMED_ACCEPTED: _("视为受理"),
    CaseAct.REFUSED_ACCEPTANCE: _("不予受理"),
    CaseAct.NOT_NEEDED: _("无需办理许可"),
    CaseAct.STEP_STARTED: _("进入新环节"),
    CaseAct.PROCEDURE_STARTED: _("进入特别程序，暂停计时"),
    CaseAct.PROCEDURE_ENDED: _("特别程序结束，恢复计时"),
    CaseAct.EXTENDED: _("依法延长期限"),
    CaseAct.HEARING_OFFERED: _("告知听证权利"),
    CaseAct.HEARING_REQUESTED: _("有人要求听证"),
    CaseAct.STATEMENT_RECEIVED: _("部门已收到您的陈述申辩"),
    CaseAct.GRANTED: _("准予"),
    CaseAct.DEEMED_RENEWED: _("视为准予延续"),
    CaseAct.DECLINED: _("不予许可"),
    CaseAct.DELIVERED: _("结果已送达"),
    CaseAct.WITHDRAWN: _("已撤回"),
    CaseAct.TERMINATED: _("已终止"),
    "licence_expired": _("证件有效期届满"),
    "licence_renewed": _("证件已延续"),
    "licence_withdrawn": _("许可被撤回"),
    "licence_revoked": _("许可被撤销"),
    "licence_cancelled": _("许可被注销"),
    CaseAct.CLOCK_RECOMPUTED: _("因放假安排调整重新计算期限"),
}

# What a receipt is for, by the kind in its statement.
RECEIPTS: dict[str, Promise] = {
    "application": _("提交回执"),
    "correction": _("补正回执"),
    "hearing_request": _("听证申请回执"),
    "statement": _("陈述申辩回执"),
}

GRADES: dict[int, Promise] = {
    1: _("非常满意"),
    2: _("满意"),
    3: _("基本满意"),
    4: _("不满意"),
    5: _("非常不满意"),
}

# 国办发〔2019〕51号: on-line indicators of a rating.
INDICATORS: dict[str, Promise] = {
    "efficiency": _("办理速度"),
    "guide": _("指南准确"),
    "convenience": _("办理方便"),
    "usability": _("页面好用"),
    "attitude": _("服务态度"),
}
