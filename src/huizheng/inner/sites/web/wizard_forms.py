"""The three steps of a new site."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huizheng.inner.sites.actions.appointing import ROLES, FirstPerson
from huizheng.inner.sites.actions.opening import OPENABLE, NewOrgan, check_new_organ
from huizheng.inner.sites.rules import Refused
from huizheng.inner.sites.web.forms import PALETTE, area, choice, text

EXISTING, NEW = "existing", "new"
_ROLE_WORDS = {"writer": _("信息员"), "first": _("初审"), "second": _("复审"), "chief": _("终审")}


class OrganStep(forms.Form):
    """Whose site it is, and who writes and reviews."""

    which = choice(_("主办单位"), [(EXISTING, _("已登记的单位")), (NEW, _("登记一个新单位"))], radio=True)
    organ = choice(_("已登记的单位"), (), required=False)
    organ_name = text(_("新单位全称"), required=False)
    organ_short_name = text(_("新单位简称"), length=40, required=False)
    organ_english_name = text(_("新单位英文名称"), length=160, required=False, lang="en")
    kind = text(
        _("单位类别"),
        length=39,
        required=False,
        hint=_("英文小写，用于内部标识，例如 low-altitude。"),
        autocapitalize="none",
    )
    uscc = text(_("统一社会信用代码"), length=18, required=False, hint=_("18 位，系统会核对校验位。"))

    def __init__(self, *args: Any, organs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = [("", _("请选择")), *organs]  # type: ignore[attr-defined]
        for role, words in _ROLE_WORDS.items():
            self.fields[f"{role}_login"] = text(
                _("%(role)s登录名") % {"role": words},
                length=40,
                required=False,
                hint=_("填已有工作人员的登录名，或者新开账号。"),
                autocapitalize="none",
            )
            self.fields[f"{role}_name"] = text(
                _("%(role)s姓名（新开账号时填写）") % {"role": words}, length=40, required=False
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("which") == EXISTING and not given.get("organ"):
            self.add_error("organ", _("请选择单位；没有的话请登记一个新单位。"))
        if given.get("which") == NEW:
            try:
                check_new_organ(new_organ(given))
            except Refused as reason:
                self.add_error(_FIELDS.get(reason.field, reason.field), reason.sentence)
        logins = [given[f"{role}_login"].lower() for role in ROLES if given.get(f"{role}_login")]
        if len(set(logins)) != len(logins):
            self.add_error(None, _("采编和三级审核应当是不同的人，请填写不同的登录名。"))
        return given


_FIELDS = {"path": "kind"}


def new_organ(given: dict[str, Any]) -> NewOrgan:
    return NewOrgan(
        kind=given.get("kind", ""),
        name=given.get("organ_name", ""),
        short_name=given.get("organ_short_name", ""),
        english_name=given.get("organ_english_name", ""),
        uscc=given.get("uscc", ""),
    )


def people(given: dict[str, Any]) -> tuple[FirstPerson, ...]:
    return tuple(
        FirstPerson(role, given[f"{role}_login"], given.get(f"{role}_name", ""))
        for role in ROLES
        if given.get(f"{role}_login")
    )


class SiteStep(forms.Form):
    """What the site is called, where it stands, how it looks."""

    tree = choice(_("栏目树"), [(name, label) for name, (_kind, _language, label) in OPENABLE.items()], radio=True)
    name = text(_("站点名称"))
    short_name = text(_("简称"), length=40)
    english_name = text(_("英文名称"), length=160, lang="en")
    slug = text(
        _("站点标识"),
        length=40,
        hint=_("网址的开头，小写字母、数字和连字符，例如 hefei-finance。"),
        autocapitalize="none",
    )
    colour = choice(_("主题色"), PALETTE, radio=True)
    hosts = area(_("域名"), length=2000, required=False, hint=_("一行一个；还没有域名可以留空。"), rows=2)
    phone = text(_("联系电话"), length=40, required=False)


class ItemStep(forms.Form):
    """The first item, beside the preview of the columns."""

    column = choice(_("首条信息的栏目"), ())
    title = text(_("标题"))
    text = area(_("正文"), length=5000, rows=8, hint=_("空行分段。开通后进入三审，终审通过即发布。"))

    def __init__(self, *args: Any, columns: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["column"].choices = columns  # type: ignore[attr-defined]
