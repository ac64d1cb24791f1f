"""What officials type about items."""

from __future__ import annotations

import copy
import re
from typing import Any, Final

from django import forms

_UNITS: Final = [("working", "个工作日"), ("calendar", "日")]
_MAX_DOCUMENT: Final = 2 * 1024 * 1024
_PHONE: Final = re.compile(r"0\d{2,3}-\d{5,8}")


class GuideForm(forms.Form):
    """What people read of an item. Form, materials and steps are changed by uploading the whole document."""

    summary = forms.CharField(
        label="通俗说明",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="让没办过的人也看得懂，不用术语。",
    )
    summary_en = forms.CharField(label="英文说明", max_length=800, widget=forms.Textarea(attrs={"rows": 3}))
    conditions = forms.CharField(label="申请条件", widget=forms.Textarea(attrs={"rows": 5}), help_text="一行一条。")
    promised_n = forms.IntegerField(label="承诺时限", min_value=0, max_value=365, help_text="0 表示当场办结。")
    promised_unit = forms.ChoiceField(label="承诺时限单位", choices=_UNITS)
    visits = forms.IntegerField(label="到现场次数", min_value=0, max_value=9)
    visit_reason = forms.CharField(label="到现场的原因", max_length=200, required=False)
    place = forms.CharField(label="办理地点", max_length=200)
    hours = forms.CharField(label="办理时间", max_length=200)
    consult_phone = forms.CharField(label="咨询电话", max_length=20, help_text="带区号，例如 0551-12345。")
    complaint_phone = forms.CharField(label="监督投诉电话", max_length=20)
    faq = forms.CharField(
        label="常见问题",
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="一问一答各占一行，问题以“问：”开头，解答以“答：”开头。",
    )

    @classmethod
    def of(cls, document: dict[str, Any]) -> dict[str, Any]:
        """Return what the form shows of a document."""
        return {
            "summary": document["summary"],
            "summary_en": document["summary_en"],
            "conditions": "\n".join(each["text"] for each in document["conditions"]),
            "promised_n": document["limits"]["promised"]["n"],
            "promised_unit": document["limits"]["promised"]["unit"],
            "visits": document["visits"],
            "visit_reason": document["visit_reason"],
            **{name: document["window"][name] for name in ("place", "hours", "consult_phone", "complaint_phone")},
            "faq": "\n".join(f"问：{each['q']}\n答：{each['a']}" for each in document["faq"]),
        }

    def clean_consult_phone(self) -> str:
        return self._phone("consult_phone")

    def clean_complaint_phone(self) -> str:
        return self._phone("complaint_phone")

    def _phone(self, name: str) -> str:
        number: str = self.cleaned_data[name].strip()
        if not _PHONE.fullmatch(number):
            raise forms.ValidationError("请带区号填写，例如 0551-12345")
        return number

    def clean_faq(self) -> list[dict[str, str]]:
        pairs: list[dict[str, str]] = []
        for line in filter(None, (line.strip() for line in self.cleaned_data["faq"].splitlines())):
            if line.startswith("问："):
                pairs.append({"q": line.removeprefix("问：").strip(), "a": ""})
            elif line.startswith("答：") and pairs:
                pairs[-1]["a"] = line.removeprefix("答：").strip()
            else:
                raise forms.ValidationError(f"“{line[:20]}”前面请加“问：”或“答：”")
        if any(not pair["q"] or not pair["a"] for pair in pairs):
            raise forms.ValidationError("有的问题没有解答，请补上")
        return pairs

    def applied_to(self, document: dict[str, Any]) -> dict[str, Any]:
        """Return a copy of the document with what was typed; an English text stays where its Chinese did not change."""
        made = copy.deepcopy(document)
        told = self.cleaned_data
        made["summary"], made["summary_en"] = told["summary"], told["summary_en"]
        known = {each["text"]: each for each in document["conditions"]}
        lines = [line.strip() for line in told["conditions"].splitlines() if line.strip()]
        made["conditions"] = [known.get(line, {"text": line}) for line in lines]
        questions = {(each["q"], each["a"]): each for each in document["faq"]}
        made["faq"] = [questions.get((each["q"], each["a"]), each) for each in told["faq"]]
        made["visits"], made["visit_reason"] = told["visits"], told["visit_reason"]
        for name in ("place", "hours", "consult_phone", "complaint_phone"):
            made["window"][name] = told[name]
        self._promise(made)
        return made

    def _promise(self, made: dict[str, Any]) -> None:
        """Set the promise, and what follows from it: the handling type and the promised clock."""
        n, unit = self.cleaned_data["promised_n"], self.cleaned_data["promised_unit"]
        made["limits"]["promised"].update(n=n, unit=unit)
        made["handling"] = "promise" if n else "on_the_spot"
        clocks = [clock for clock in made["clocks"] if clock["code"] != "promised"]
        if n:
            clocks.insert(
                1,
                {
                    "code": "promised",
                    "n": n,
                    "unit": unit,
                    "law": "",
                    "article": "",
                    "label": "承诺办结时限",
                    "verified": False,
                },
            )
        made["clocks"] = clocks


class UploadForm(forms.Form):
    file = forms.FileField(label="事项版本文件（JSON）", help_text="先导出现行版本，改好后上传；格式见事项版本说明。")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > _MAX_DOCUMENT:
            raise forms.ValidationError("文件超过 2 MB，请核对是不是事项版本文件")
        return file


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label="停办原因", max_length=400, widget=forms.Textarea(attrs={"rows": 3}), help_text="公众会在指南上看到。"
    )
