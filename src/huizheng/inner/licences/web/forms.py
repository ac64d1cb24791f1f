"""The forms of an ending: what is proposed, and why it is decided or not followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huizheng.commons.design.api import YesNoField
from huizheng.gate.contracts import LicenceGround, LicenceState
from huizheng.inner.licences.rules import GROUNDS, grounds_of
from huizheng.inner.licences.states import LicenceAct
from huizheng.inner.licences.wording import GROUNDS as GROUND_WORDS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from huizheng.inner.licences.models import Licence

_NEEDED = {"required": _("请填写这一项。")}
INTERESTS: dict[LicenceAct, tuple[_StrPromise, _StrPromise]] = {
    LicenceAct.WITHDRAW: (
        _("为了什么公共利益"),
        _("撤回只能为了公共利益的需要；由此造成财产损失的，依法给予补偿（第八条第二款）。"),
    ),
    LicenceAct.REVOKE: (
        _("是否可能对公共利益造成重大损害"),
        _("可能造成重大损害的，不予撤销（第六十九条第三款）。请写明审查结论。"),
    ),
}


def text_field(label: _StrPromise | str, *, hint: _StrPromise | str = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=_NEEDED,
    )


class ProposeForm(forms.Form):
    """The ground of the law, the reasons that the holder is told, and what the article asks to be stated."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    ground = forms.ChoiceField(label=_("法定情形"), widget=forms.RadioSelect, error_messages=_NEEDED)
    reasons = text_field(_("事实和理由"), hint=_("写入决定书并告知被许可人，一行一条。"))
    public_interest = text_field("")
    touches_safety = YesNoField(
        label=_("是否属于直接关系公共安全、人身健康、生命财产安全事项"),
        help_text=_(
            "只在“以欺骗、贿赂等不正当手段取得许可”时填写。属于的，被许可人三年内不得再次申请（第七十九条）。"
            "事项库没有这项记载，请按第十二条第一项、第四项认定。"
        ),
        yes=_("属于"),
        no=_("不属于"),
        required=False,
    )

    def __init__(self, *args: Any, licence: Licence, act: LicenceAct, **kwargs: Any) -> None:
        kwargs["initial"] = {"seen": licence.version}
        super().__init__(*args, **kwargs)
        grounds = grounds_of(act, LicenceState(licence.state))
        self.fields["ground"].choices = [  # type: ignore[attr-defined]
            (ground.value, f"{GROUND_WORDS[ground]}（{GROUNDS[ground].law.removeprefix('行政许可法')}）")
            for ground in grounds
        ]
        if act in INTERESTS:
            self.fields["public_interest"].label, self.fields["public_interest"].help_text = INTERESTS[act]
        else:
            del self.fields["public_interest"]
        if LicenceGround.FRAUD not in grounds:
            del self.fields["touches_safety"]


class OpinionForm(forms.Form):
    """Why a proposal is decided, or not followed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    opinion = text_field(_("意见"), required=False)
