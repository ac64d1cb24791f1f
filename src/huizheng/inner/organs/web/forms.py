"""What officials and administrators type."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from huizheng.commons.design.api import DayInput
from huizheng.inner.organs.models import Official, Post, Unit
from huizheng.inner.organs.states import NOT_DELEGABLE, Duty


def _day(label: str, *, required: bool = True, hint: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        widget=DayInput(),
        error_messages={"required": "请选择日期", "invalid": "请按“2026-03-01”的样式填写日期"},
    )


def _text(label: str, *, length: int, hint: str = "", required: bool = True, **attributes: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        help_text=hint,
        required=required,
        widget=forms.TextInput(attrs=attributes),
        error_messages={"required": f"请填写{label}", "max_length": f"{label}最多{length}个字"},
    )


def _secret(label: str, *, fresh: bool = False, hint: str = "") -> forms.CharField:
    kind = "new-password" if fresh else "current-password"
    return forms.CharField(
        label=label,
        strip=False,
        max_length=128,
        help_text=hint,
        widget=forms.PasswordInput(attrs={"autocomplete": kind}),
        error_messages={"required": f"请填写{label}"},
    )


def midnight(day: dt.date) -> dt.datetime:
    """Return the moment a day begins here."""
    return dt.datetime.combine(day, dt.time(), tzinfo=timezone.get_current_timezone())


class SignInForm(forms.Form):
    login_name = _text("登录名", length=40, autocomplete="username", autocapitalize="none", spellcheck="false")
    password = _secret("密码")


class CodeForm(forms.Form):
    code = _text(
        "动态口令",
        length=12,
        hint="打开手机上的动态口令应用，输入显示的6位数字；手机不在身边时输入一个恢复码",
        autocomplete="one-time-code",
        autocapitalize="none",
    )


class PasswordForm(forms.Form):
    current = _secret("当前密码")
    new = _secret("新密码", fresh=True, hint="至少10位，不能全是数字，也不要用常见密码；可以用几个不相关的词组成")
    again = _secret("再次输入新密码", fresh=True)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("new") and found.get("again") and found["new"] != found["again"]:
            self.add_error("again", "两次输入的新密码不一致，请重新输入")
        return found


class UnitForm(forms.Form):
    name = _text("内设机构名称", length=40, hint="如“注册许可科”")


class PostForm(forms.Form):
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="内设机构", empty_label="请选择", error_messages={"required": "请选择内设机构"}
    )
    name = _text("岗位名称", length=40, hint="如“审核岗”")
    duties = forms.MultipleChoiceField(
        label="职责",
        choices=Duty.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选择一项职责"},
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class DutiesForm(forms.Form):
    duties = forms.MultipleChoiceField(
        label="职责",
        choices=Duty.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class OfficialForm(forms.Form):
    display_name = _text("姓名", length=40)
    login_name = _text(
        "登录名", length=40, hint="小写字母、数字、点或短横线", autocapitalize="none", spellcheck="false"
    )
    mobile = _text("手机号码", length=20, required=False)
    email = forms.EmailField(label="电子邮箱", required=False, error_messages={"invalid": "请填写正确的电子邮箱"})


class AppointmentForm(forms.Form):
    post = forms.ModelChoiceField(
        Post.objects.none(), label="岗位", empty_label="请选择", error_messages={"required": "请选择岗位"}
    )
    valid_from = _day("任职开始")
    valid_until = _day("任职结束", required=False, hint="不填表示长期；当天零时结束")

    def __init__(self, *args: Any, posts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["post"]
        field.queryset = posts  # type: ignore[attr-defined]
        field.label_from_instance = lambda post: f"{post.unit.name} {post.name}"  # type: ignore[attr-defined]


class DelegationForm(forms.Form):
    delegate = forms.ModelChoiceField(
        Official.objects.none(), label="受托人", empty_label="请选择", error_messages={"required": "请选择受托的同事"}
    )
    duties = forms.MultipleChoiceField(
        label="委托的职责",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选择一项职责", "invalid_choice": "只能委托本人现有的职责"},
    )
    valid_from = _day("开始日期")
    valid_until = _day("结束日期", hint="包含这一天")
    reason = _text("委托原因", length=200, hint="如“外出学习”")

    def __init__(self, *args: Any, colleagues: Any, duties: set[Duty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        delegate = self.fields["delegate"]
        delegate.queryset = colleagues  # type: ignore[attr-defined]
        delegate.label_from_instance = (  # type: ignore[attr-defined]
            lambda each: f"{each.display_name}（{each.post_label}）" if each.post_label else each.display_name
        )
        self.fields["duties"].choices = [  # type: ignore[attr-defined]
            (duty.value, duty.label) for duty in Duty if duty in duties - NOT_DELEGABLE
        ]
