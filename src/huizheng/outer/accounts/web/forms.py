"""What residents type. Labels and sentences are translated where the page is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from huizheng.commons.design.api import DayInput
from huizheng.commons.reference.api import code_list
from huizheng.outer.accounts.contacts import read_contact
from huizheng.outer.accounts.rules import InvalidContact
from huizheng.outer.accounts.states import CertificateType, certificate_types

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise


def text(label: Words, *, length: int, hint: Words = "", required: bool = True, **attributes: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        help_text=hint,
        required=required,
        widget=forms.TextInput(attrs=attributes),
        error_messages={"required": _("请填写这一项"), "max_length": _("内容太长，请缩短")},
    )


def secret(label: Words, *, fresh: bool = False, hint: Words = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        max_length=128,
        help_text=hint,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password" if fresh else "current-password"}),
        error_messages={"required": _("请填写密码")},
    )


PASSWORD_HINT = _("至少10位，不能全是数字，也不要用常见密码；可以用几个不相关的词组成")


class ContactField(forms.CharField):
    """A mobile number or an e-mail address; its value is a contact in canonical form."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("手机号码或电子邮箱"))
        kwargs.setdefault("error_messages", {"required": _("请填写手机号码或电子邮箱")})
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}))
        super().__init__(max_length=254, **kwargs)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        try:
            return read_contact(typed)
        except InvalidContact as error:
            raise forms.ValidationError(error.sentence) from error


class SignInForm(forms.Form):
    login = text(
        _("手机号码、电子邮箱或用户名"), length=254, autocomplete="username", autocapitalize="none", spellcheck="false"
    )
    password = secret(_("密码"))


class SignUpForm(forms.Form):
    contact = ContactField(help_text=_("验证码会发到这里，以后用它登录"))
    agree = forms.BooleanField(
        label=_("我已阅读并同意个人信息保护政策"),
        error_messages={"required": _("请阅读个人信息保护政策，同意后再继续")},
    )


class AskForCodeForm(forms.Form):
    contact = ContactField(help_text=_("注册时使用的手机号码或电子邮箱"))


class _CodeForm(forms.Form):
    contact = ContactField(widget=forms.HiddenInput)
    code = text(
        _("验证码"),
        length=10,
        hint=_("短信或邮件中的6位数字，10分钟内有效"),
        autocomplete="one-time-code",
        inputmode="numeric",
    )


class ConfirmForm(_CodeForm):
    """A code alone: a new contact."""


class PasswordByCodeForm(_CodeForm):
    """A code and a password: a new account, or a new password."""

    password = secret(_("设置密码"), fresh=True, hint=PASSWORD_HINT)
    again = secret(_("再次输入密码"), fresh=True)

    def clean(self) -> dict[str, Any]:
        return same_twice(self, super().clean() or {}, "password")


class PasswordForm(forms.Form):
    current = secret(_("当前密码"))
    new = secret(_("新密码"), fresh=True, hint=PASSWORD_HINT)
    again = secret(_("再次输入新密码"), fresh=True)

    def clean(self) -> dict[str, Any]:
        return same_twice(self, super().clean() or {}, "new")


def same_twice(form: forms.Form, found: dict[str, Any], first: str) -> dict[str, Any]:
    if found.get(first) and found.get("again") and found[first] != found["again"]:
        form.add_error("again", gettext("两次输入的密码不一致，请重新输入"))
    return found


class NewContactForm(forms.Form):
    contact = ContactField(label=_("新的手机号码或电子邮箱"))
    password = secret(_("当前密码"), hint=_("为保护账号，请再输入一次密码"))


class PersonForm(forms.Form):
    name = text(_("姓名"), length=60, hint=_("与证件完全一致"), autocomplete="name")
    certificate_type = forms.ChoiceField(
        label=_("证件类型"), choices=certificate_types, initial=CertificateType.CITIZEN
    )
    number = text(_("证件号码"), length=30, autocapitalize="characters", spellcheck="false")
    nationality = forms.ChoiceField(label=_("国籍"), required=False, help_text=_("使用护照的请选择"))
    address = text(
        _("常用地址"),
        length=200,
        required=False,
        hint=_("办事时自动填入申请表，可以不填"),
        autocomplete="address-line1",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        english = (get_language() or "").startswith("en")
        countries = [(each.value, each.label_en if english else each.label) for each in code_list("country")]
        self.fields["nationality"].choices = [("", _("请选择")), *countries]  # type: ignore[attr-defined]


class EnterpriseForm(forms.Form):
    uscc = text(
        _("统一社会信用代码"),
        length=18,
        hint=_("营业执照上的18位代码"),
        autocapitalize="characters",
        spellcheck="false",
    )
    name = text(_("企业名称"), length=100, hint=_("与营业执照完全一致"), autocomplete="organization")


class InvitationForm(forms.Form):
    contact = ContactField(label=_("经办人的手机号码或电子邮箱"), help_text=_("对方登录后会看到邀请，接受后才能代办"))
    valid_until = forms.DateField(
        label=_("授权到哪一天"),
        help_text=_("包含这一天，最长一年"),
        widget=DayInput(),
        error_messages={"required": _("请选择日期"), "invalid": _("请按“2026-03-01”的样式填写日期")},
    )
    themes = forms.MultipleChoiceField(
        label=_("办理范围"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("一项都不选表示全部事项"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        english = (get_language() or "").startswith("en")
        self.fields["themes"].choices = [  # type: ignore[attr-defined]
            (each.value, each.label_en if english else each.label) for each in code_list("corp_theme")
        ]


class ErasureForm(forms.Form):
    password = secret(_("当前密码"))
