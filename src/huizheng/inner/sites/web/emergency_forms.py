"""What is asked of whoever opens an emergency, changes it, closes it or looks at it afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from huizheng.inner.sites.emergency_templates import TEMPLATES
from huizheng.inner.sites.queries import sites_named
from huizheng.inner.sites.states import EmergencyLevel, emergency_kinds, emergency_levels
from huizheng.inner.sites.web.forms import area as lines
from huizheng.inner.sites.web.forms import choice, text

if TYPE_CHECKING:
    from huizheng.inner.sites.models import Emergency

BELOW, THIS, NAMED = "below", "this", "named"


class ChangeForm(forms.Form):
    """What may change while it lasts."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    level = choice(gettext_lazy("级别"), emergency_levels, radio=True)
    title = text(gettext_lazy("标题"), length=80)
    english_title = text(
        gettext_lazy("英文标题"), length=160, required=False, hint=gettext_lazy("发布到英文网站时必填。"), lang="en"
    )
    area = text(gettext_lazy("影响范围"), length=120)
    summary = lines(gettext_lazy("情况"), length=500)
    measures = lines(
        gettext_lazy("公众应当怎样做"), length=2000, required=False, rows=5, hint=gettext_lazy("一行一条，最多 10 条。")
    )
    phone = text(gettext_lazy("咨询求助电话"), length=60, required=False)


class OpenForm(ChangeForm):
    """The one form that opens an emergency."""

    site = choice(gettext_lazy("发布站点"), ())
    scope = choice(
        gettext_lazy("发布范围"),
        [
            (BELOW, gettext_lazy("本站和所有下级站点")),
            (THIS, gettext_lazy("只在本站")),
            (NAMED, gettext_lazy("指定的站点")),
        ],
        radio=True,
    )
    named = lines(
        gettext_lazy("指定的站点标识"),
        length=4000,
        required=False,
        rows=2,
        hint=gettext_lazy("选择“指定的站点”时填写，用空格或换行分开，写地名或者站点标识都可以，例如 合肥 yaohai。"),
    )
    kind = choice(gettext_lazy("事件类别"), emergency_kinds)
    field_order = (
        "kind",
        "level",
        "title",
        "english_title",
        "area",
        "summary",
        "measures",
        "phone",
        "site",
        "scope",
        "named",
    )

    def __init__(self, *args: Any, sites: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = sites  # type: ignore[attr-defined]

    def clean_named(self) -> list[str]:
        """Return the slugs of the sites named, each by its slug, its name or the place's short name."""
        slugs, unknown = sites_named(self.cleaned_data["named"].replace("、", " ").replace("，", " ").split())
        if unknown:
            raise forms.ValidationError(
                gettext("没有找到这些站点：%(names)s。请写地名（如 合肥）或者站点标识（如 hefei）。")
                % {"names": "、".join(unknown)}
            )
        return slugs


class NoteForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    note = lines(gettext_lazy("说明"), length=300)


def words_of(given: dict[str, Any]) -> dict[str, Any]:
    """Return what the verbs want to be told of a filled form."""
    kept = {key: given[key] for key in ("level", "title", "english_title", "area", "summary", "phone")}
    return {**kept, "measures": given["measures"].splitlines()}


def from_template(key: str) -> dict[str, Any]:
    """Return what a form begins with: a template's words, or nothing but the usual."""
    chosen = TEMPLATES.get(key)
    common = {"scope": BELOW, "phone": "12345", "level": EmergencyLevel.YELLOW}
    if chosen is None:
        return common
    return {
        **common,
        "kind": chosen.kind,
        "level": chosen.level,
        "title": chosen.title,
        "english_title": chosen.english_title,
        "summary": chosen.summary,
        "measures": "\n".join(chosen.measures),
    }


def initial_of(found: Emergency) -> dict[str, Any]:
    """Return what the form of changes begins with."""
    kept = ("level", "title", "english_title", "area", "summary", "phone")
    return {
        **{key: getattr(found, key) for key in kept},
        "measures": "\n".join(found.measures),
        "seen": found.version,
    }
