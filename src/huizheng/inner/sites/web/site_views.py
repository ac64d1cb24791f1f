"""One site: its facts, functions, colours, and closing for a while."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huizheng.commons.design.api import moment
from huizheng.inner.sites.actions.opening import OPENABLE
from huizheng.inner.sites.actions.sites import FOOTER, change_site, close_site, reopen_site, switch_function
from huizheng.inner.sites.documents import functions_of
from huizheng.inner.sites.policies import check_keep
from huizheng.inner.sites.queries import columns_of, site_for
from huizheng.inner.sites.rules import NotYours, Refused, contrast
from huizheng.inner.sites.standings import standings
from huizheng.inner.sites.web.forms import PALETTE, CloseForm, SiteForm
from huizheng.inner.sites.web.presenters import function_rows, short_day, state_cell
from huizheng.inner.sites.web.sight import Sight, for_officials

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from huizheng.inner.sites.models import Site

_LANGUAGES = {"zh-hans": "中文", "en": "英文"}
_TREES = {
    "province": "省级门户",
    "city": "市级门户",
    "county": "县级门户",
    **{name: label for name, (_kind, _language, label) in OPENABLE.items()},
}


def keeps(site: Site, sight: Sight) -> bool:
    try:
        check_keep(site, by=sight.actor, at=sight.at)
    except NotYours:
        return False
    return True


def crumbs(site: Site, *more: str) -> list[dict[str, str]]:
    found = [{"label": _("站点"), "url": reverse("sites:list")}]
    if not more:
        return [*found, {"label": site.short_name}]
    return [
        *found,
        {"label": site.short_name, "url": reverse("sites:site", args=[site.slug])},
        *({"label": each} for each in more),
    ]


@require_safe
@for_officials
def site(request: HttpRequest, sight: Sight, slug: str) -> HttpResponse:
    found = site_for(sight.official, slug, at=sight.at)
    columns = columns_of(found)
    stands = standings([found], today=sight.today)
    late = sum(each.overdue_since(sight.today) is not None for each in stands)
    updates = [each.last_update_at for each in stands if each.last_update_at]
    context = {
        "site": found,
        "crumbs": crumbs(found),
        "kind": found.get_kind_display(),
        "state": state_cell(found),
        "facts": _facts(found),
        "footer": _footer(found),
        "functions": function_rows(functions_of(found)),
        "keeps": keeps(found, sight),
        "figures": {
            "columns": sum(each.is_shown for each in columns),
            "differ": sum(bool(each.differs) for each in columns),
            "late": late,
            "late_tone": "danger" if late else "success",
            "last": short_day(max(updates, default=None)) or _("尚无"),
        },
    }
    return render(request, "sites/site.html", context)


def _facts(found: Site) -> list[dict[str, Any]]:
    rows = [
        (_("站点标识"), found.slug),
        (_("类型"), found.get_kind_display()),
        (_("上级站点"), found.parent.name if found.parent else _("无")),
        (_("主办单位"), found.organ.name),
        (_("语言"), _LANGUAGES[found.language]),
        (_("域名"), list(found.hosts) or _("未登记，使用平台地址")),
        (_("网站标识码"), found.site_code),
        (_("栏目树"), _TREES.get(found.tree, found.tree)),
        (
            _("主题色"),
            _("%(colour)s（与白色文字的对比度 %(ratio).1f : 1）")
            % {
                "colour": found.colour,
                "ratio": contrast(found.colour, "#ffffff"),
            },
        ),
        (_("开通时间"), moment(found.opened_at)),
    ]
    if not found.is_open:
        rows += [(_("关闭原因"), found.closed_reason), (_("恢复时间"), moment(found.closed_until))]
    return [{"label": label, "value": value} for label, value in rows]


def _footer(found: Site) -> list[dict[str, Any]]:
    labels = {
        "operator": _("承办单位"),
        "phone": _("联系电话"),
        "icp": _("ICP 备案号"),
        "police": _("公安备案号"),
        "address": _("地址"),
        "postcode": _("邮政编码"),
        "email": _("电子邮箱"),
    }
    return [{"label": labels[key], "value": found.footer.get(key) or _("未填写")} for key in FOOTER]


@require_http_methods(["GET", "HEAD", "POST"])
@for_officials
def change(request: HttpRequest, sight: Sight, slug: str) -> HttpResponse:
    found = site_for(sight.official, slug, at=sight.at)
    check_keep(found, by=sight.actor, at=sight.at)
    form = SiteForm(request.POST) if request.method == "POST" else SiteForm(initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            changed = change_site(
                slug,
                name=given["name"],
                short_name=given["short_name"],
                english_name=given["english_name"],
                colour=given["colour"],
                hosts=given["hosts"].split(),
                footer={key: given[key] for key in FOOTER},
                seen=given["seen"],
                by=sight.actor,
                at=sight.at,
            )
        except Refused as reason:
            refuse(form, reason)
        else:
            if changed.colour != given["colour"].lower():
                messages.info(
                    request, _("主题色已加深为 %(colour)s，白色文字才看得清楚。") % {"colour": changed.colour}
                )
            messages.success(request, _("站点信息已修改，公众网随即更新。"))
            return redirect("sites:site", slug=slug)
    context = {"form": form, "site": found, "crumbs": crumbs(found, _("修改站点信息")), "palette": PALETTE}
    return render(request, "sites/change.html", context)


def _initial(found: Site) -> dict[str, Any]:
    return {
        "name": found.name,
        "short_name": found.short_name,
        "english_name": found.english_name,
        "colour": found.colour,
        "hosts": "\n".join(found.hosts),
        "seen": found.version,
        **{key: found.footer.get(key, "") for key in FOOTER},
    }


def refuse(form: Form, reason: Refused) -> None:
    """Put the reason beside its field, or on top of the form when the form has no such field."""
    form.add_error(reason.field if reason.field in form.fields else None, reason.sentence)


@require_POST
@for_officials
def switch(request: HttpRequest, sight: Sight, slug: str) -> HttpResponse:
    found = site_for(sight.official, slug, at=sight.at)
    on = request.POST.get("on") == "1"
    try:
        switch_function(found.slug, function=request.POST.get("function", ""), on=on, by=sight.actor, at=sight.at)
    except NotYours:
        raise
    except Refused as reason:
        messages.error(request, reason.sentence)
    else:
        messages.success(request, _("功能已启用。") if on else _("功能已停用，相应栏目不再显示。"))
    return redirect(reverse("sites:site", args=[slug]) + "#functions")


@require_http_methods(["GET", "HEAD", "POST"])
@for_officials
def close(request: HttpRequest, sight: Sight, slug: str) -> HttpResponse:
    found = site_for(sight.official, slug, at=sight.at)
    check_keep(found, by=sight.actor, at=sight.at)
    form = CloseForm(request.POST) if request.method == "POST" else CloseForm(initial={"seen": found.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        until = dt.datetime.combine(given["until"], dt.time(), tzinfo=timezone.get_current_timezone())
        try:
            close_site(slug, until=until, reason=given["reason"], seen=given["seen"], by=sight.actor, at=sight.at)
        except Refused as reason:
            refuse(form, reason)
        else:
            messages.success(request, _("站点已临时关闭，到期自动恢复。"))
            return redirect("sites:site", slug=slug)
    context = {"form": form, "site": found, "crumbs": crumbs(found, _("临时关闭"))}
    return render(request, "sites/close.html", context)


@require_POST
@for_officials
def reopen(request: HttpRequest, sight: Sight, slug: str) -> HttpResponse:
    found = site_for(sight.official, slug, at=sight.at)
    try:
        reopen_site(found.slug, by=sight.actor, at=sight.at)
    except NotYours:
        raise
    except Refused as reason:
        messages.error(request, reason.sentence)
    else:
        messages.success(request, _("站点已恢复开放。"))
    return redirect("sites:site", slug=slug)
