"""What the keepers of sites type."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huizheng.commons.design.api import ColourInput, DayInput
from huizheng.inner.sites.actions.columns import ADDABLE

PALETTE = (
    ("#1d4e89", _("靛蓝")),
    ("#1f5f8b", _("湖蓝")),
    ("#22657a", _("黛青")),
    ("#34495e", _("墨灰")),
    ("#2e6b3e", _("茶绿")),
    ("#7a3b2e", _("赭石")),
    ("#8a2432", _("朱砂")),
    ("#5b3a79", _("紫堇")),
)


def text(label: Any, *, length: int = 60, required: bool = True, hint: Any = "", **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=hint,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"required": _("请填写这一项。"), "max_length": _("最多 %(limit_value)d 个字。")},
    )


def area(
    label: Any, *, length: int, required: bool = True, hint: Any = "", rows: int = 3, **attrs: str
) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows, **attrs}),
        error_messages={"required": _("请填写这一项。"), "max_length": _("最多 %(limit_value)d 个字。")},
    )


def choice(
    label: Any, choices: Any, *, required: bool = True, hint: Any = "", radio: bool = False
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=required,
        help_text=hint,
        widget=forms.RadioSelect if radio else forms.Select,
        error_messages={"required": _("请选择一项。"), "invalid_choice": _("请从列表中选择。")},
    )


class SeenForm(forms.Form):
    """Base of forms that change a site: ``seen`` is the version the page was opened at."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SiteForm(SeenForm):
    name = text(_("站点名称"))
    short_name = text(_("简称"), length=40)
    english_name = text(_("英文名称"), length=160, lang="en")
    colour = forms.CharField(
        label=_("主题色"),
        help_text=_("白色文字在主题色上必须看得清楚；太浅的颜色会自动加深。"),
        widget=ColourInput,
    )
    hosts = area(
        _("域名"), length=2000, required=False, hint=_("一行一个，例如 www.hefei.gov.cn。域名解析到本平台后才能访问。")
    )
    operator = text(_("承办单位"), length=120)
    phone = text(_("联系电话"), length=40)
    icp = text(_("ICP 备案号"), required=False)
    police = text(_("公安备案号"), required=False)
    address = text(_("地址"), length=120, required=False)
    postcode = text(_("邮政编码"), length=6, required=False)
    email = text(_("电子邮箱"), length=80, required=False)


class CloseForm(SeenForm):
    until = forms.DateField(
        label=_("恢复日期"),
        help_text=_("临时关闭最长 30 天，到期自动恢复。"),
        widget=DayInput(),
        error_messages={"required": _("请选择恢复日期。"), "invalid": _("请选择日期。")},
    )
    reason = text(_("关闭原因"), length=200, hint=_("访问者会看到，例如：网站改版，服务请使用安徽政务服务网。"))


class RenameForm(SeenForm):
    name = text(_("栏目名称"), required=False, hint=_("留空恢复标准名称。"))
    english_name = text(_("英文名称"), length=160, required=False, lang="en")


class SubscribeForm(SeenForm):
    source = text(
        _("订阅的栏目"),
        length=160,
        hint=_("写成“站点标识:栏目地址”，例如 hefei:news/government。"),
        autocapitalize="none",
    )


class GuaranteeForm(SeenForm):
    owner = choice(_("责任单位"), (), required=False)
    period_days = forms.IntegerField(
        label=_("更新周期（天）"), required=False, min_value=1, help_text=_("可以比标准更短，不能更长；留空按标准。")
    )

    def __init__(self, *args: Any, owners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", _("按标准栏目树")), *owners]  # type: ignore[attr-defined]


class AddColumnForm(SeenForm):
    parent = choice(_("上级栏目"), (), required=False)
    step = text(
        _("栏目地址"), length=39, hint=_("小写字母、数字和连字符，例如 lake-protection。"), autocapitalize="none"
    )
    name = text(_("栏目名称"))
    english_name = text(_("英文名称"), length=160, required=False, lang="en")
    type = choice(_("类型"), list(ADDABLE.items()))
    update_days = forms.IntegerField(label=_("更新周期（天）"), required=False, min_value=1)

    def __init__(self, *args: Any, parents: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", _("（一级栏目）")), *parents]  # type: ignore[attr-defined]
