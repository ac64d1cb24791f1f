"""The forms of a rectification: one an act, each becoming its verb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from huizheng.commons.design.api import DayInput
from huizheng.inner.assessment import actions
from huizheng.inner.assessment.rules import LONGEST_DAYS
from huizheng.inner.assessment.states import Outcome, RectificationAct
from huizheng.inner.assessment.wording import outcome_choices

if TYPE_CHECKING:
    import datetime as dt

    from django.utils.functional import _StrPromise

    from huizheng.inner.assessment.models import Rectification
    from huizheng.inner.casework.api import Staff

_NEEDED = {"required": _("请填写这一项。")}


def _text(label: _StrPromise | str, *, hint: _StrPromise | str = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}), error_messages=_NEEDED
    )


class ActForm(forms.Form):
    """Base of all: ``seen`` is the version that the page was opened at."""

    title: ClassVar[_StrPromise | str] = ""
    button: ClassVar[_StrPromise | str] = ""
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def do(self, rectification: Rectification, *, by: Staff, at: dt.datetime) -> Any:
        """Call the verb with what was filled in."""
        raise LookupError(f"{rectification} by {by.actor} at {at}: the form names no verb")


class CallBackForm(ActForm):
    title = _("登记回访")
    button = _("登记回访")
    reached = forms.TypedChoiceField(
        label=_("是否联系上"),
        choices=[("1", _("已联系上")), ("0", _("未联系上"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages=_NEEDED,
    )
    note = _text(_("回访情况"))

    def do(self, rectification: Rectification, *, by: Staff, at: dt.datetime) -> Any:
        given = self.cleaned_data
        return actions.call_back(
            rectification, by=by, at=at, reached=given["reached"], note=given["note"], seen=given["seen"]
        )


class AnswerForm(ActForm):
    title = _("答复")
    button = _("答复评价人")
    outcome = forms.ChoiceField(
        label=_("处理方式"), choices=outcome_choices, widget=forms.RadioSelect, error_messages=_NEEDED
    )
    text = _text(_("对评价人的答复"), hint=_("将告知评价人。"))
    ledger_due_on = forms.DateField(
        label=_("整改期限"),
        required=False,
        widget=DayInput(),
        help_text=_("列入台账时填写，应为工作日，从收到差评起最多 15 个工作日。"),
    )

    def do(self, rectification: Rectification, *, by: Staff, at: dt.datetime) -> Any:
        given = self.cleaned_data
        return actions.answer(
            rectification,
            by=by,
            at=at,
            outcome=Outcome(given["outcome"]),
            text=given["text"],
            ledger_due_on=given["ledger_due_on"],
            seen=given["seen"],
        )


class CompleteForm(ActForm):
    title = _("整改完成")
    button = _("销账")
    note = _text(_("整改结果"))

    def do(self, rectification: Rectification, *, by: Staff, at: dt.datetime) -> Any:
        given = self.cleaned_data
        return actions.complete(rectification, by=by, at=at, note=given["note"], seen=given["seen"])


class AppealForm(ActForm):
    title = _("误评申诉")
    button = _("提出申诉")
    reasons = _text(_("认为误评的理由"), hint=_("由同级数据资源管理部门的领导认定；认定为误评的不计入统计。"))

    def do(self, rectification: Rectification, *, by: Staff, at: dt.datetime) -> Any:
        given = self.cleaned_data
        return actions.appeal(rectification, by=by, at=at, reasons=given["reasons"], seen=given["seen"])


class UpholdForm(ActForm):
    title = _("认定为误评")
    button = _("认定为误评")
    ruling = _text(_("认定理由"))
    mistaken: ClassVar[bool] = True

    def do(self, rectification: Rectification, *, by: Staff, at: dt.datetime) -> Any:
        given = self.cleaned_data
        return actions.rule_on_appeal(
            rectification, by=by, at=at, mistaken=self.mistaken, ruling=given["ruling"], seen=given["seen"]
        )


class DismissForm(UpholdForm):
    title = _("驳回申诉")
    button = _("驳回申诉，继续整改")
    mistaken = False


class LimitForm(forms.Form):
    days = forms.IntegerField(label=_("工作日"), min_value=1, max_value=LONGEST_DAYS, error_messages=_NEEDED)
    reason = forms.CharField(label=_("调整依据"), max_length=200, error_messages=_NEEDED)


FORMS: dict[RectificationAct, type[ActForm]] = {
    RectificationAct.CALL_BACK: CallBackForm,
    RectificationAct.ANSWER: AnswerForm,
    RectificationAct.COMPLETE: CompleteForm,
    RectificationAct.APPEAL: AppealForm,
    RectificationAct.UPHOLD: UpholdForm,
    RectificationAct.DISMISS: DismissForm,
}


class NoticeForm(forms.Form):
    """A year's holiday notice, as a file or as text."""

    year = forms.IntegerField(label=_("年份"), min_value=2007, max_value=2100, error_messages=_NEEDED)
    source = forms.CharField(
        label=_("通知名称和文号"),
        max_length=200,
        help_text=_("例如：国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕×号）。"),
        error_messages=_NEEDED,
    )
    file = forms.FileField(label=_("CSV 文件"), required=False, help_text=_("与下面的文本任选其一。"))
    text = forms.CharField(
        label=_("文本"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_("第一行为 date,holiday,day；以后每行一天，day 写 off（放假）或者 work（上班）。"),
    )
