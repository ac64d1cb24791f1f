"""What officials fill in on the room's own pages."""

from __future__ import annotations

from typing import Any

from django import forms

from huizheng.inner.publishing.states import withdrawals


class StartForm(forms.Form):
    """Where a new page is to stand, and what it is."""

    site = forms.ChoiceField(label="网站")
    column = forms.ChoiceField(label="栏目", required=False)
    kind = forms.ChoiceField(
        label="类型",
        help_text="只列这个栏目收的类型，常用的在前。",
        error_messages={"invalid_choice": "这个栏目不收这种类型。下面已换成它收的类型，请重新选择。"},
    )
    title = forms.CharField(label="标题", max_length=255)

    def __init__(
        self,
        *args: Any,
        sites: list[tuple[str, str]],
        columns: list[tuple[str, str]],
        kinds: list[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        for name, choices in (("site", sites), ("column", columns), ("kind", kinds)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


class WithdrawForm(forms.Form):
    how = forms.ChoiceField(label="撤下方式", choices=withdrawals, widget=forms.RadioSelect)
    reason = forms.CharField(label="理由", max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
    to = forms.CharField(
        label="转到", max_length=300, required=False, help_text="页面编号，或者以“/”开头的地址；不转到别处就不填。"
    )


class PlaceForm(forms.Form):
    site = forms.ChoiceField(label="采用网站")
    column = forms.ChoiceField(label="采用栏目", required=False)
    rank = forms.IntegerField(label="置顶顺序", min_value=0, max_value=999, initial=0, required=False)
    shown_until = forms.DateTimeField(
        label="停止展示", required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    note = forms.CharField(label="说明", max_length=400, required=False)

    def __init__(
        self, *args: Any, sites: list[tuple[str, str]], columns: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        for name, choices in (("site", sites), ("column", columns)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


class MaterialForm(forms.Form):
    site = forms.ChoiceField(label="网站")
    file = forms.FileField(label="文件")
    title = forms.CharField(label="名称", max_length=200, required=False, help_text="不填则用文件名。")
    alt = forms.CharField(
        label="图片的替代文字",
        max_length=300,
        required=False,
        help_text="看不见图片的人听到的话：写图片上是什么；上传图片时必填。",
    )

    def __init__(self, *args: Any, sites: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["site"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = sites
