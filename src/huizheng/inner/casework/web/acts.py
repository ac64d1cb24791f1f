"""The acts on the way to an answer: one page each, its form, and how the form becomes the verb; and all acts' forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huizheng.commons.design.api import DayInput
from huizheng.inner.casework.actions import accepting, desk, steps
from huizheng.inner.casework.rules import EXTENSION_DAYS, JOINT_EXTENSION_DAYS, Ground
from huizheng.inner.casework.standing import staff_of
from huizheng.inner.casework.states import Act
from huizheng.inner.casework.web.act_form import ActForm, text_field
from huizheng.inner.casework.web.answering_acts import (
    Conclude,
    DeclareNotNeeded,
    Decline,
    Deliver,
    Grant,
    RefuseAcceptance,
    Terminate,
)
from huizheng.inner.casework.web.hearing_acts import RecordStatement, TellParty
from huizheng.inner.casework.wording import ground_choices
from huizheng.inner.organs.api import Official, officials_of

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.casework.models import Case
    from huizheng.inner.casework.policies import Staff


class Accept(ActForm):
    act = Act.ACCEPT
    title = _("受理申请")
    lead = _("受理后开始计算办理期限，并向申请人出具受理通知书。")
    button = _("受理")
    opinion = text_field(_("受理意见"), required=False, hint=_("只供内部查看，可不填。"))

    def do(self, *, by: Staff, at: dt.datetime) -> None:
        accepting.accept(self.case, by=by, at=at, opinion=self.cleaned_data["opinion"], **self.press())


class PassStep(ActForm):
    act = Act.PASS_STEP
    title = _("通过本环节")
    button = _("通过")
    opinion = text_field(_("审查意见"))
    officials = forms.ModelMultipleChoiceField(
        queryset=Official.objects.none(),
        label=_("核查人员"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("须有两名以上工作人员（行政许可法第三十四条）。已在特别程序中写明的不必再选。"),
    )

    def prepare(self) -> None:
        if self.plan.step(self.case.step_index).min_officials > 1:
            self.fields["officials"].queryset = _colleagues(self.case)  # type: ignore[attr-defined]
        else:
            del self.fields["officials"]

    def do(self, *, by: Staff, at: dt.datetime) -> None:
        steps.pass_step(
            self.case,
            by=by,
            at=at,
            opinion=self.cleaned_data["opinion"],
            officials=list(self.cleaned_data.get("officials") or ()),
            **self.press(),
        )


class ReturnStep(ActForm):
    act = Act.RETURN_STEP
    title = _("退回前一环节")
    lead = _("退回不停止计时。")
    button = _("退回")
    to = forms.ChoiceField(label=_("退回到"))
    reasons = text_field(_("退回的理由"))

    def prepare(self) -> None:
        earlier = self.plan.before(self.plan.step(self.case.step_index))
        self.fields["to"].choices = [(step.key, step.name) for step in reversed(earlier)]  # type: ignore[attr-defined]

    def do(self, *, by: Staff, at: dt.datetime) -> None:
        given = self.cleaned_data
        steps.return_step(self.case, by=by, at=at, to=given["to"], reasons=given["reasons"], **self.press())


class StartProcedure(ActForm):
    act = Act.START_PROCEDURE
    title = _("启动特别程序")
    lead = _(
        "听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审所需时间不计入期限，但须书面告知申请人（行政许可法第四十五条）。"
    )
    button = _("启动并告知申请人")
    ground = forms.ChoiceField(label=_("程序种类"), choices=ground_choices)
    expected_days = forms.IntegerField(label=_("所需时间（工作日）"), min_value=1, max_value=180)
    law = forms.CharField(
        label=_("法律依据"),
        required=False,
        max_length=200,
        help_text=_("现场核查、公示等不在第四十五条列举之内，须有单独依据；事项已载明的自动带入。"),
    )
    reasons = text_field(_("理由；听证还须写明时间和地点"), required=False)
    officials = forms.ModelMultipleChoiceField(
        queryset=Official.objects.none(),
        label=_("指派的工作人员"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("核查、检验、检测、检疫须指派两名以上。"),
    )
    chair = forms.ModelChoiceField(
        queryset=Official.objects.none(),
        label=_("听证主持人"),
        required=False,
        help_text=_("只在听证时填写；须是审查本申请以外的人员（行政许可法第四十八条）。"),
    )
    held_on = forms.DateField(
        label=_("听证举行日期"),
        required=False,
        widget=DayInput(),
        help_text=_("只在听证时填写；至少在七个工作日之后。"),
    )

    def prepare(self) -> None:
        for name in ("officials", "chair"):
            self.fields[name].queryset = _colleagues(self.case)  # type: ignore[attr-defined]
        step = self.plan.step(self.case.step_index)
        if self.case.hearing_due_on is not None:
            self.fields["ground"].initial = Ground.HEARING
        elif step.stops_clock:
            self.fields["law"].initial = step.stop_law
            self.fields["ground"].initial = Ground.ON_SITE_CHECK if step.kind == "inspect" else Ground.PUBLICITY

    def do(self, *, by: Staff, at: dt.datetime) -> None:
        given = self.cleaned_data
        steps.start_procedure(
            self.case,
            by=by,
            at=at,
            ground=Ground(given["ground"]),
            expected_days=given["expected_days"],
            law=given["law"],
            reasons=given["reasons"],
            officials=list(given["officials"]),
            chair=given["chair"],
            held_on=given["held_on"],
            **self.press(),
        )


class EndProcedure(ActForm):
    act = Act.END_PROCEDURE
    title = _("结束特别程序")
    lead = _("结束后办理期限继续计算。")
    button = _("结束程序")
    result = text_field(_("结果"))

    def do(self, *, by: Staff, at: dt.datetime) -> None:
        steps.end_procedure(self.case, by=by, at=at, result=self.cleaned_data["result"], **self.press())


class Extend(ActForm):
    act = Act.EXTEND
    title = _("批准延长期限")
    lead = _("经机关负责人批准可以延长一次，理由将告知申请人（行政许可法第四十二条）。")
    button = _("批准延长")
    days = forms.IntegerField(label=_("延长工作日"), min_value=1)
    reasons = text_field(_("延长的理由"))

    def prepare(self) -> None:
        longest = JOINT_EXTENSION_DAYS if self.plan.joint else EXTENSION_DAYS
        self.fields["days"].widget.attrs["max"] = longest
        most = _("最多 %(n)d 个工作日。") % {"n": longest}
        government = _("统一办理或者联合办理、集中办理的，须由本级人民政府负责人批准（第四十二条第二款）。")
        self.fields["days"].help_text = f"{most}{government}" if self.plan.joint else most

    def do(self, *, by: Staff, at: dt.datetime) -> None:
        given = self.cleaned_data
        steps.extend(self.case, by=by, at=at, days=given["days"], reasons=given["reasons"], **self.press())


class Assign(ActForm):
    act = Act.ASSIGN
    title = _("指派")
    button = _("指派")
    to = forms.ModelChoiceField(queryset=Official.objects.none(), label=_("指派给"))

    def prepare(self) -> None:
        self.fields["to"].queryset = _colleagues(self.case)  # type: ignore[attr-defined]

    def do(self, *, by: Staff, at: dt.datetime) -> None:
        desk.assign(self.case, by=by, at=at, to=staff_of(self.cleaned_data["to"], at=at))


class AddNote(ActForm):
    act = Act.ADD_NOTE
    title = _("添加内部记录")
    lead = _("只有工作人员能看到。")
    button = _("保存记录")
    text = text_field(_("记录"))

    def do(self, *, by: Staff, at: dt.datetime) -> None:
        desk.add_note(
            self.case,
            by=by,
            at=at,
            text=self.cleaned_data["text"],
            token=self.cleaned_data["token"],
        )


FORMS: dict[Act, type[ActForm]] = {
    form.act: form
    for form in (
        Accept,
        RefuseAcceptance,
        DeclareNotNeeded,
        PassStep,
        ReturnStep,
        StartProcedure,
        EndProcedure,
        Extend,
        TellParty,
        RecordStatement,
        Grant,
        Decline,
        Conclude,
        Deliver,
        Terminate,
        Assign,
        AddNote,
    )
}


def _colleagues(case: Case) -> Any:
    return officials_of(case.organ_key).filter(is_active=True)
