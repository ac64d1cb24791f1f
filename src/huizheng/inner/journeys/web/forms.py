"""The forms of a judgement: one an act, each becoming its verb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from huizheng.commons.design.api import DayInput
from huizheng.inner.journeys import publication_of_grants as story
from huizheng.inner.journeys.states import PublicationState, grounds

if TYPE_CHECKING:
    import datetime as dt

    from django.utils.functional import _StrPromise

    from huizheng.inner.casework.api import Staff
    from huizheng.inner.journeys.models import GrantPublication

_NEEDED = {"required": _("请填写这一项。")}


class JudgementForm(forms.Form):
    """Base of all: ``seen`` is the version that the page was opened at."""

    title: ClassVar[_StrPromise | str] = ""
    lead: ClassVar[_StrPromise | str] = ""
    button: ClassVar[_StrPromise | str] = ""
    danger: ClassVar[bool] = False
    when: ClassVar[frozenset[PublicationState]] = frozenset()
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def do(self, publication: GrantPublication, *, by: Staff, at: dt.datetime) -> Any:
        """Call the verb with what was filled in."""
        raise LookupError(f"{publication} by {by.actor} at {at}: the form names no verb")


def _reason() -> forms.CharField:
    return forms.CharField(
        label=_("判断的理由"), max_length=600, widget=forms.Textarea(attrs={"rows": 4}), error_messages=_NEEDED
    )


class JudgeOpen(JudgementForm):
    title = _("判断为可以公开")
    lead = _("自然人只公开遮盖后的姓名，不公开证件号码和住址。")
    button = _("公开")
    when = frozenset({PublicationState.HELD, PublicationState.WITHHELD})
    reason = _reason()

    def do(self, publication: GrantPublication, *, by: Staff, at: dt.datetime) -> Any:
        given = self.cleaned_data
        return story.judge_open(publication.case_number, by=by, reason=given["reason"], seen=given["seen"], at=at)


class Withhold(JudgementForm):
    title = _("依法不公开")
    lead = _("准予许可的决定以公开为原则；只有涉及国家秘密、商业秘密或者个人隐私的可以不公开（行政许可法第五条）。")
    button = _("不公开")
    danger = True
    when = frozenset({PublicationState.HELD, PublicationState.WAITING})
    ground = forms.ChoiceField(label=_("依据"), choices=grounds, widget=forms.RadioSelect, error_messages=_NEEDED)
    reason = _reason()

    def do(self, publication: GrantPublication, *, by: Staff, at: dt.datetime) -> Any:
        given = self.cleaned_data
        return story.withhold(
            publication.case_number, by=by, ground=given["ground"], reason=given["reason"], seen=given["seen"], at=at
        )


class NoteElsewhere(JudgementForm):
    title = _("登记其他公开途径")
    lead = _("没有网站可以公开的，可以通过政府公报、公告栏等途径公开（政府信息公开条例第二十三条），公开后在这里登记。")
    button = _("登记")
    when = frozenset({PublicationState.WAITING})
    elsewhere = forms.CharField(
        label=_("公开途径"),
        max_length=200,
        help_text=_("如政府公报的期号、公告栏的地点或者网页地址。"),
        error_messages=_NEEDED,
    )
    published_on = forms.DateField(label=_("公开日期"), widget=DayInput(), error_messages=_NEEDED)

    def do(self, publication: GrantPublication, *, by: Staff, at: dt.datetime) -> Any:
        given = self.cleaned_data
        return story.note_elsewhere(
            publication.case_number,
            by=by,
            where=given["elsewhere"],
            on=given["published_on"],
            seen=given["seen"],
            at=at,
        )


FORMS: dict[str, type[JudgementForm]] = {"open": JudgeOpen, "withhold": Withhold, "elsewhere": NoteElsewhere}
