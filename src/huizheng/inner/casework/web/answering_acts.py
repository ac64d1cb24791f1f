"""The acts that answer an application: one page each, its form, and how the form becomes the verb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huizheng.commons.design.api import DayInput, YesNoField
from huizheng.commons.reference.api import organs
from huizheng.inner.casework.actions import accepting, deciding, desk
from huizheng.inner.casework.licensing import applicant_of, bar_words, bars_on, is_open
from huizheng.inner.casework.states import Act, DeliveryWay, Doubt
from huizheng.inner.casework.web.act_form import ActForm, text_field
from huizheng.inner.casework.wording import delivery_way_choices, doubt_choices

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.casework.models import Case
    from huizheng.inner.casework.policies import Staff


def _false_material() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("申请人隐瞒有关情况或者提供虚假材料"),
        required=False,
        help_text=_("决定书将写明给予警告（行政许可法第七十八条）。"),
    )


def _touches_safety() -> YesNoField:
    """No release says whether an item is one of those, so the official does, each time (arts 12, 78)."""
    return YesNoField(
        label=_("申请事项是否直接关系公共安全、人身健康、生命财产安全"),
        help_text=_(
            "只在提供虚假材料时认定；属于的，申请人一年内不得再次申请（第七十八条）。事项库没有这项记载，请按第十二条第一项、第四项认定。"
        ),
        yes=_("属于"),
        no=_("不属于"),
        required=False,
    )


class RefuseAcceptance(ActForm):
    act = Act.REFUSE_ACCEPTANCE
    title = _("不予受理")
    lead = _("申请事项不属于本机关职权范围的，应当告知申请人向有关机关申请（行政许可法第三十二条）。")
    button = _("作出不予受理决定")
    danger = True
    reasons = text_field(_("不予受理的理由"), hint=_("将写入决定书并告知申请人。"))
    right_organ = forms.ChoiceField(
        label=_("应向哪个机关申请"),
        required=False,
        help_text=_("属于其他机关职权的，请选择；其他原因不选。"),
    )
    false_material = _false_material()
    touches_safety = _touches_safety()

    def prepare(self) -> None:
        if not self.plan.licence:
            del self.fields["false_material"], self.fields["touches_safety"]
        elif bars := bars_on(self.case, self.plan, applicant_of(self.case)):
            self.fields["reasons"].initial = bar_words(bars[0])
        names = [(each.name, each.name) for each in _organs_around(self.case)]
        self.fields["right_organ"].choices = [("", _("不指明")), *names]  # type: ignore[attr-defined]

    def do(self, *, by: Staff, at: dt.datetime) -> None:
        accepting.refuse_acceptance(
            self.case,
            by=by,
            at=at,
            reasons=self.cleaned_data["reasons"],
            right_organ=self.cleaned_data["right_organ"],
            false_material=self.cleaned_data.get("false_material", False),
            touches_safety=self.cleaned_data.get("touches_safety"),
            **self.press(),
        )


class DeclareNotNeeded(ActForm):
    act = Act.DECLARE_NOT_NEEDED
    title = _("告知不需受理")
    lead = _("申请事项依法不需要取得许可的，应当即时告知申请人（行政许可法第三十二条第一款第一项）。")
    button = _("告知申请人")
    danger = True
    reasons = text_field(_("不需要办理的理由"))

    def do(self, *, by: Staff, at: dt.datetime) -> None:
        accepting.declare_not_needed(self.case, by=by, at=at, reasons=self.cleaned_data["reasons"], **self.press())


class Grant(ActForm):
    act = Act.GRANT
    title = _("准予")
    lead = _("作出准予决定后生成决定书和结果文书，十个工作日内送达（行政许可法第四十四条）。")
    button = _("作出准予决定")
    opinion = text_field(_("审批意见"), required=False)
    conditions = text_field(_("附加说明"), required=False, hint=_("写入决定书，例如许可范围。"))
    doubt = forms.ChoiceField(
        label=_("公开前须判断的情形"),
        required=False,
        choices=[("", _("没有，七个工作日内自动公开")), *doubt_choices()],
        help_text=_("准予许可的决定应当公开（行政许可法第四十条）；涉及这些情形的先不公开，由专人判断（第五条）。"),
    )
    valid_until = forms.DateField(
        label=_("有效期至"),
        required=False,
        widget=DayInput(),
    )

    def prepare(self) -> None:
        if not self.plan.licence:
            del self.fields["doubt"]
        if not is_open(self.plan):
            del self.fields["valid_until"]
            return
        words = self.plan.result_validity or _("未载明")
        self.fields["valid_until"].help_text = _(
            "事项的有效期限为“%(words)s”，能确定最后一日的请填写，不填则照原文写入证件。"
        ) % {"words": words}

    def do(self, *, by: Staff, at: dt.datetime) -> None:
        given = self.cleaned_data
        deciding.grant(
            self.case,
            by=by,
            at=at,
            opinion=given["opinion"],
            conditions=given["conditions"],
            doubt=Doubt(given["doubt"]) if given.get("doubt") else None,
            valid_until=given.get("valid_until"),
            **self.press(),
        )


class Decline(ActForm):
    act = Act.DECLINE
    title = _("不予")
    lead = _(
        "须说明理由，并告知申请人申请行政复议或者提起行政诉讼的权利（行政许可法第三十八条）。救济途径自动写入决定书。"
    )
    button = _("作出不予决定")
    danger = True
    exhausted = forms.BooleanField(
        label=_("数量已满"),
        required=False,
        help_text=_("有数量限制的许可已经按受理先后全部准予时选择，理由自动写入（行政许可法第五十七条）。"),
    )
    reasons = text_field(_("不予的理由"))
    false_material = _false_material()
    touches_safety = _touches_safety()

    def prepare(self) -> None:
        if not self.plan.licence:
            del self.fields["false_material"], self.fields["touches_safety"]
        if self.plan.quota is None:
            del self.fields["exhausted"]
        else:
            self.fields["reasons"].required = False  # the number itself is a reason; the verb asks for one otherwise

    def do(self, *, by: Staff, at: dt.datetime) -> None:
        given = self.cleaned_data
        deciding.decline(
            self.case,
            by=by,
            at=at,
            reasons=given["reasons"],
            false_material=given.get("false_material", False),
            touches_safety=given.get("touches_safety"),
            exhausted=given.get("exhausted", False),
            **self.press(),
        )


class Conclude(ActForm):
    act = Act.CONCLUDE
    title = _("办结")
    lead = _("生成结果文书，转入送达。")
    button = _("办结")
    opinion = text_field(_("办结意见"), required=False)

    def do(self, *, by: Staff, at: dt.datetime) -> None:
        deciding.conclude(self.case, by=by, at=at, opinion=self.cleaned_data["opinion"], **self.press())


class Deliver(ActForm):
    act = Act.DELIVER
    title = _("登记送达")
    lead = _("申请人在网上查看结果的，系统自动登记为网上送达。")
    button = _("登记送达")
    way = forms.ChoiceField(label=_("送达方式"))
    receiver = forms.CharField(label=_("签收人"), required=False, max_length=60, help_text=_("窗口领取时填写。"))
    tracking_number = forms.CharField(label=_("物流单号"), required=False, max_length=40, help_text=_("邮寄时填写。"))

    def prepare(self) -> None:
        handed = [each for each in delivery_way_choices() if each[0] != DeliveryWay.ONLINE]
        self.fields["way"].choices = handed  # type: ignore[attr-defined]

    def do(self, *, by: Staff, at: dt.datetime) -> None:
        given = self.cleaned_data
        deciding.deliver(
            self.case,
            by=by,
            at=at,
            way=DeliveryWay(given["way"]),
            receiver=given["receiver"],
            tracking_number=given["tracking_number"],
            **self.press(),
        )


class Terminate(ActForm):
    act = Act.TERMINATE
    title = _("终止办理")
    lead = _("例如申请人死亡或者终止、逾期未补正、申请的事项已不存在。须说明理由并告知救济途径。")
    button = _("终止办理")
    danger = True
    reasons = text_field(_("终止的理由"))

    def do(self, *, by: Staff, at: dt.datetime) -> None:
        desk.terminate(self.case, by=by, at=at, reasons=self.cleaned_data["reasons"], **self.press())


def _organs_around(case: Case) -> list[Any]:
    code = case.division_code
    around = [code[:6], f"{code[:4]}00", f"{code[:2]}0000"]
    return [each for part in dict.fromkeys(around) for each in organs(division_code=part).exclude(key=case.organ_key)]
