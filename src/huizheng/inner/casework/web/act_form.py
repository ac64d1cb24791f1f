"""What every act's page is made of: its words, the version it was opened at, and the verb it calls."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    import datetime as dt

    from django.utils.functional import _StrPromise

    from huizheng.inner.casework.models import Case
    from huizheng.inner.casework.plan import Plan
    from huizheng.inner.casework.policies import Staff
    from huizheng.inner.casework.states import Act


def text_field(label: str | _StrPromise, *, hint: str | _StrPromise = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("请填写这一项。")},
    )


class ActForm(forms.Form):
    """Base of all: ``seen`` is the version the page was opened at, ``token`` makes one press one act."""

    act: ClassVar[Act]
    title: ClassVar[str | _StrPromise] = ""
    lead: ClassVar[str | _StrPromise] = ""
    button: ClassVar[str | _StrPromise] = ""
    danger: ClassVar[bool] = False

    seen = forms.IntegerField(widget=forms.HiddenInput)
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, plan: Plan, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {})
        kwargs["initial"] = {"seen": case.version, "token": uuid.uuid4(), **kwargs["initial"]}
        super().__init__(*args, **kwargs)
        self.case = case
        self.plan = plan
        self.prepare()

    def prepare(self) -> None:
        """Fill choices that depend on the case."""

    def press(self) -> dict[str, Any]:
        return {"seen": self.cleaned_data["seen"], "token": self.cleaned_data["token"]}

    def do(self, *, by: Staff, at: dt.datetime) -> None:
        """Call the verb with what was filled in."""
        raise LookupError(f"{self.act} of {self.case} by {by.actor} at {at}: the form names no verb")
