"""Those concerned are told and heard: their two pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from huizheng.inner.casework.actions import hearing
from huizheng.inner.casework.models import InterestedParty
from huizheng.inner.casework.states import Act
from huizheng.inner.casework.web.act_form import ActForm, text_field

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.casework.policies import Staff


class TellParty(ActForm):
    act = Act.TELL_PARTY
    title = _("告知利害关系人和听证权利")
    lead = _(
        "申请直接关系他人重大利益的，应当在作出决定前告知利害关系人；申请人和利害关系人可以在五个工作日内要求听证（行政许可法第三十六条、第四十七条）。"
    )
    button = _("告知")
    name = forms.CharField(label=_("利害关系人"), max_length=120, help_text=_("姓名或者单位名称，一次告知一名。"))
    contact = forms.CharField(
        label=_("联系方式"), max_length=200, required=False, help_text=_("电话或者送达地址，只供内部使用。")
    )
    interest = text_field(_("关系的重大利益"), hint=_("写入给利害关系人和申请人的告知书。"))

    def do(self, *, by: Staff, at: dt.datetime) -> None:
        given = self.cleaned_data
        hearing.tell_party(
            self.case,
            by=by,
            at=at,
            name=given["name"],
            contact=given["contact"],
            interest=given["interest"],
            **self.press(),
        )


class RecordStatement(ActForm):
    act = Act.RECORD_STATEMENT
    title = _("记录陈述申辩和听证申请")
    lead = _("有人要求听证的，须在二十个工作日内组织听证，并根据听证笔录作出决定（行政许可法第四十七条、第四十八条）。")
    button = _("记录")
    party = forms.ModelChoiceField(
        queryset=InterestedParty.objects.none(), label=_("谁提出的"), required=False, empty_label=_("申请人")
    )
    text = text_field(_("陈述和申辩"), required=False)
    asks_hearing = forms.BooleanField(
        label=_("要求听证"), required=False, help_text=_("应当自被告知听证权利之日起五个工作日内提出。")
    )

    def prepare(self) -> None:
        field = self.fields["party"]
        field.queryset = self.case.parties.all()  # type: ignore[attr-defined]
        field.label_from_instance = lambda party: party.name  # type: ignore[attr-defined]

    def do(self, *, by: Staff, at: dt.datetime) -> None:
        given = self.cleaned_data
        hearing.record_statement(
            self.case,
            by=by,
            at=at,
            party=given["party"],
            text=given["text"],
            asks_hearing=given["asks_hearing"],
            **self.press(),
        )
