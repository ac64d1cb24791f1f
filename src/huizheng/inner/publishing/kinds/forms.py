"""The form of a page: its column is one of its site's, its files are its site's."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.models import register_form_field_override

from huizheng.commons.design.api import DayInput
from huizheng.inner.publishing.columns import column_choices
from huizheng.inner.publishing.models import Manuscript

# The browser's own pickers: to the minute, and no script in the page.
for _field, _widget in (
    (models.DateTimeField, forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")),
    (models.DateField, DayInput()),
    (models.TimeField, forms.TimeInput(attrs={"type": "time"}, format="%H:%M")),
):
    register_form_field_override(_field, override={"widget": _widget})


class ContentForm(WagtailAdminPageForm):
    """The author's form."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        manuscript: Manuscript | None = getattr(self.instance, "manuscript", None)
        if manuscript is not None and "column" in self.fields:
            current = self.fields["column"]
            choices = column_choices(manuscript.site)
            if manuscript.column not in dict(choices):
                choices = [(manuscript.column, manuscript.column), *choices]
            self.fields["column"] = forms.ChoiceField(
                label=current.label, help_text=current.help_text, choices=choices, widget=forms.Select()
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        appears, expires = cleaned.get("appears_at"), cleaned.get("expires_at")
        if appears and expires and expires <= appears:
            self.add_error("expires_at", "到期时间应当晚于发布时间。")
        if cleaned.get("openness") not in (None, "open") and not cleaned.get("ground"):
            self.add_error("ground", "不主动公开应当有政府信息公开条例第十四条至第十六条的依据，请选择。")
        manuscript: Manuscript | None = getattr(self.instance, "manuscript", None)
        image = cleaned.get("image")
        if manuscript is not None and image is not None and image.site != manuscript.site:
            self.add_error("image", "这张图片属于另一个网站的素材库，请上传到本网站后再用。")
        return cleaned
