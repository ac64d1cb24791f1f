"""Ready words and links for the pages of casework; templates query nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huizheng.commons.design.api import day, moment
from huizheng.commons.reference.api import organ
from huizheng.inner.casework.fees import fee_words
from huizheng.inner.casework.placing import waiting_step
from huizheng.inner.casework.policies import allowed_acts
from huizheng.inner.casework.quota import standing_of_number
from huizheng.inner.casework.rules import Ground, Urgency
from huizheng.inner.casework.showing import due_words, urgency_of
from huizheng.inner.casework.states import STANDING, Act, Doubt, NoticeKind, Outcome, Owner, State
from huizheng.inner.casework.web.acts import FORMS
from huizheng.inner.casework.wording import (
    ACTS,
    DOUBTS,
    GROUNDS,
    NOTICES,
    OUTCOMES,
    STATES,
    TONES,
    URGENCIES,
)

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.casework.models import Case, CaseEntry, Notice
    from huizheng.inner.casework.plan import Plan
    from huizheng.inner.casework.policies import Staff

URGENCY_TONES = {
    Urgency.CALM: "neutral",
    Urgency.WARNING: "info",
    Urgency.YELLOW: "warning",
    Urgency.RED: "danger",
}
NOTICE_COLUMNS = [
    ("kind", gettext_lazy("文书")),
    ("number", gettext_lazy("编号")),
    ("issued_on", gettext_lazy("出具日期")),
    ("verification", gettext_lazy("查验码")),
]
CHANGE_COLUMNS = [
    ("label", gettext_lazy("项目")),
    ("before", gettext_lazy("补正前")),
    ("after", gettext_lazy("补正后")),
]
_PRIMARY = (Act.ACCEPT, Act.PASS_STEP, Act.GRANT, Act.END_PROCEDURE, Act.CONCLUDE, Act.DELIVER)
# Acts done by a plain button, or by a page of their own.
_BUTTONS = {Act.CLAIM: "casework:claim", Act.RELEASE_CLAIM: "casework:release"}


@dataclass(frozen=True)
class TodoRow:
    """One line of the to-do list."""

    number: str
    url: str
    item: str
    applicant: str
    state: str
    state_tone: str
    step: str
    due_on: str
    due: str
    urgency: str
    urgency_tone: str
    claimed_by: str
    claimable: bool
    hearing: str


def todo_row(case: Case, *, staff: Staff, today: dt.date) -> TodoRow:
    how = urgency_of(case, today)
    state = State(case.state)
    return TodoRow(
        number=case.number,
        url=reverse("casework:case", args=[case.number]),
        item=case.item_name,
        applicant=case.applicant_name,
        state=str(STATES[state]),
        state_tone=TONES[state],
        step=case.step_name,
        due_on=day(case.due_on) if case.waiting_duty else "",
        due=due_words(case, today),
        urgency="" if how is Urgency.CALM else str(URGENCIES[how]),
        urgency_tone=URGENCY_TONES[how],
        claimed_by=(_("我") if case.claimed_by_id == staff.official_id else case.claimed_by.display_name)
        if case.claimed_by
        else "",
        claimable=case.claimed_by_id is None and staff.holds(case.waiting_organ, case.waiting_duty),
        hearing=_("要求听证") if case.hearing_due_on else "",
    )


@dataclass(frozen=True)
class ActLink:
    """One act that policy allows now."""

    label: str
    url: str
    variant: str
    by_post: bool


def act_links(case: Case, plan: Plan, *, by: Staff) -> list[ActLink]:
    """Return what the action panel offers: the allowed acts, less those that the plan rules out in this step."""
    found = []
    for act in offered_acts(case, plan, by=by):
        if act in _BUTTONS:
            url, by_post = reverse(_BUTTONS[act], args=[case.number]), True
        elif act is Act.REQUEST_CORRECTION:
            url, by_post = reverse("casework:correction", args=[case.number]), False
        elif act in FORMS:
            url, by_post = reverse("casework:act", args=[case.number, slug_of(act)]), False
        else:
            continue
        danger = act in FORMS and FORMS[act].danger
        variant = "primary" if act in _PRIMARY else "danger" if danger else "secondary"
        found.append(ActLink(label=str(ACTS[act]), url=url, variant=variant, by_post=by_post))
    return found


def offered_acts(case: Case, plan: Plan, *, by: Staff) -> list[Act]:
    acts = allowed_acts(case, by=by)
    if State(case.state) is not State.IN_STEP:
        return acts
    step = plan.step(case.step_index)
    deciding = step.index == plan.deciding.index
    ruled_out = {Act.PASS_STEP} if deciding else {Act.GRANT, Act.DECLINE}
    if not plan.before(step):
        ruled_out.add(Act.RETURN_STEP)
    if not plan.licence or hasattr(case, "extension"):
        ruled_out.add(Act.EXTEND)
    if not plan.licence:
        ruled_out |= {Act.TELL_PARTY, Act.RECORD_STATEMENT}
    return [act for act in acts if act not in ruled_out]


def slug_of(act: Act) -> str:
    return act.value.replace("_", "-")


def act_of(slug: str) -> Act:
    """Return the act of an address; raises ``ValueError``."""
    return Act(slug.replace("-", "_"))


def waits_for(case: Case, plan: Plan) -> str:
    """Say in words whose move it is."""
    standing = STANDING[State(case.state)]
    if standing.owner is Owner.CITIZEN:
        return _("等待申请人补正")
    step = waiting_step(case, plan)
    if step is None:
        return _("无待办")
    return _("%(organ)s · %(step)s") % {"organ": organ(case.waiting_organ).name, "step": step.name}


def crumbs_of(case: Case, here: str = "") -> list[dict[str, str]]:
    """Return the way from the to-do list to a page of the case."""
    way = [{"label": _("待办"), "url": reverse("casework:todo")}]
    if here:
        return [*way, {"label": case.number, "url": reverse("casework:case", args=[case.number])}, {"label": here}]
    return [*way, {"label": case.number}]


def summary_rows(case: Case, plan: Plan, *, today: dt.date) -> list[dict[str, Any]]:
    rows: list[tuple[str, Any]] = [
        (_("办件编号"), case.number),
        (_("事项"), case.item_name),
        (_("申请人"), case.applicant_name),
        (_("证件号码"), case.applicant_certificate),
        (_("主办机关"), organ(case.filed_organ_key).name),
        (_("当前"), waits_for(case, plan)),
        (_("领办人"), case.claimed_by.display_name if case.claimed_by else _("未领办")),
        (_("先后顺序"), _place_words(case, plan, today)),
        (_("收费"), fee_words(plan.fees, licence=plan.licence)),
        (_("收到日期"), day(case.received_on)),
        (_("补正收到日期"), day(case.correction_received_on)),
        (_("受理日期"), day(case.accepted_on) + (_("（视为受理）") if case.deemed_accepted else "")),
        (_("决定日期"), day(case.decided_on)),
        (_("办结日期"), day(case.concluded_on)),
        (_("送达日期"), day(case.delivered_on)),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _place_words(case: Case, plan: Plan, today: dt.date) -> str:
    """Return the place in the order of a limited number, while the case waits for its decision (art 57)."""
    if plan.quota is None or State(case.state) not in (State.IN_STEP, State.IN_PROCEDURE):
        return ""
    return standing_of_number(case, plan.quota, on=today).words


def journal_entries(entries: list[CaseEntry]) -> list[dict[str, Any]]:
    """Return the timeline, the newest first."""
    return [
        {
            "title": _titled(str(ACTS[Act(entry.act)]), entry.step_name),
            "state": "failed" if Act(entry.act) in _BAD else "done",
            "date": moment(entry.ended_at),
            "by": " ".join(filter(None, (entry.official_name, entry.post))),
            "note": entry.opinion,
        }
        for entry in reversed(entries)
    ]


def _titled(act: str, step: str) -> str:
    return f"{act}（{step}）" if step and step != act else act


_BAD = frozenset({Act.REFUSE_ACCEPTANCE, Act.DECLINE, Act.TERMINATE, Act.RETURN_STEP})


def notice_rows(case: Case, notices: list[Notice]) -> list[dict[str, Any]]:
    return [
        {
            "kind": str(NOTICES[NoticeKind(notice.kind)]),
            "number": {
                "text": notice.number,
                "href": reverse("casework:notice", args=[case.number, notice.pk]) if notice.file_id else "",
                "note": "" if notice.file_id else _("正在生成"),
            },
            "issued_on": day(notice.issued_on),
            "verification": notice.verification,
        }
        for notice in notices
    ]


def correction_rows(case: Case) -> list[dict[str, Any]]:
    """Return what the one correction notice asked for."""
    correction = getattr(case, "correction", None)
    if correction is None:
        return []
    rows = [{"label": row["label"], "value": row["reason"]} for row in [*correction.fields, *correction.materials]]
    if correction.note:
        rows.append({"label": _("补正说明"), "value": correction.note})
    rows.append({"label": _("告知日期"), "value": day(correction.requested_on)})
    rows.append({"label": _("收到补正日期"), "value": day(correction.received_on) or _("尚未收到")})
    return rows


def procedure_rows(case: Case) -> list[dict[str, Any]]:
    """Return the special procedures, each as a list of rows."""
    shown = []
    for procedure in case.procedures.prefetch_related("officials").order_by("started_on", "id"):
        rows = [
            (_("依据"), procedure.law),
            (_("理由"), procedure.reasons),
            (_("工作人员"), "、".join(each.display_name for each in procedure.officials.all())),
            (_("听证主持人"), procedure.chair_name),
            (_("听证日期"), day(procedure.held_on)),
            (_("开始"), day(procedure.started_on)),
            (_("告知所需时间"), _("%(n)d 个工作日") % {"n": procedure.expected_days}),
            (_("结束"), day(procedure.ended_on) or _("进行中")),
            (_("结果"), procedure.result),
        ]
        shown.append(
            {
                "title": str(GROUNDS[Ground(procedure.ground)]),
                "rows": [{"label": label, "value": value} for label, value in rows if value],
            }
        )
    return shown


def party_rows(case: Case) -> list[dict[str, Any]]:
    """Return who else is concerned and was told, then what was said, in the order of the days."""
    rows = [
        {
            "label": party.name,
            "value": party.interest,
            "note": _("%(day)s 告知") % {"day": day(party.told_on)} + (f" · {party.contact}" if party.contact else ""),
        }
        for party in case.parties.all()
    ]
    return rows + [
        {
            "label": _("%(who)s的陈述申辩") % {"who": said.party.name if said.party else _("申请人")},
            "value": said.text or _("要求听证"),
            "note": " · ".join(
                filter(
                    None,
                    (
                        day(said.made_on),
                        _("要求听证") if said.asks_hearing else "",
                        _("网上提出") if said.entry.official_id is None else "",
                    ),
                )
            ),
        }
        for said in case.statements.select_related("party", "entry")
    ]


def hearing_awaited(case: Case) -> str:
    """Return what the office must do about a hearing that was asked for, or nothing."""
    if case.hearing_due_on is None or State(case.state) is not State.IN_STEP:
        return ""
    return _(
        "须在%(day)s前组织听证，并在听证七个工作日前把时间、地点通知申请人和利害关系人：请启动特别程序，程序种类选“听证”"
        "（行政许可法第四十七条、第四十八条）。"
    ) % {"day": day(case.hearing_due_on)}


def decision_rows(case: Case) -> list[dict[str, Any]]:
    decision = getattr(case, "decision", None)
    if decision is None:
        return []
    rows = [
        (_("决定"), str(OUTCOMES[Outcome(decision.outcome)])),
        (_("理由"), decision.reasons),
        (_("附加说明"), decision.conditions),
        (_("救济途径"), decision.remedy),
        (_("公开前须判断"), str(DOUBTS[Doubt(decision.doubt)]) if decision.doubt else ""),
        (_("结果名称"), decision.result_name),
        (_("结果编号"), decision.result_number),
        (_("有效期"), _validity(decision.valid_from, decision.valid_until)),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _validity(start: dt.date | None, end: dt.date | None) -> str:
    if start is None:
        return ""
    if end is None:
        return _("自 %(start)s 起") % {"start": day(start)}
    return _("%(start)s 至 %(end)s") % {"start": day(start), "end": day(end)}


def acts_meanwhile(entries: list[CaseEntry]) -> list[str]:
    """Return what colleagues did since the page was opened, one sentence each."""
    return [
        _("%(when)s，%(who)s：%(act)s。%(opinion)s")
        % {
            "when": moment(entry.ended_at),
            "who": " ".join(filter(None, (entry.official_name, entry.post))),
            "act": ACTS[Act(entry.act)],
            "opinion": entry.opinion,
        }
        for entry in entries
    ]
