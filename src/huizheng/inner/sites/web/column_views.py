"""The columns of a site: the standard tree with its differences marked, and one column's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huizheng.commons.reference.api import organ
from huizheng.commons.reference.api import organs as organs_of
from huizheng.inner.sites.actions import columns as verbs
from huizheng.inner.sites.models import Guarantee, Site
from huizheng.inner.sites.policies import check_keep
from huizheng.inner.sites.queries import column as column_of
from huizheng.inner.sites.queries import columns_of, owner_organ, site_for
from huizheng.inner.sites.rules import DEPTH, NotYours, Refused, UnknownColumn
from huizheng.inner.sites.states import Requirement
from huizheng.inner.sites.web.forms import AddColumnForm, GuaranteeForm, RenameForm, SubscribeForm
from huizheng.inner.sites.web.presenters import column_facts, column_row, hidden_words, source_words
from huizheng.inner.sites.web.sight import Sight, for_officials
from huizheng.inner.sites.web.site_views import crumbs, keeps, refuse

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from huizheng.inner.sites.resolving import Column

_COLUMNS = [
    ("name", "栏目"),
    ("type", "类型"),
    ("requirement", "要求"),
    ("period", "更新周期"),
    ("sources", "汇聚自"),
    ("shown", "显示"),
    ("differs", "与标准的差异"),
]


@require_safe
@for_officials
def columns(request: HttpRequest, sight: Sight, slug: str) -> HttpResponse:
    found = site_for(sight.official, slug, at=sight.at)
    everything = columns_of(found)
    names = _names(everything)
    groups = []
    for top in (each for each in everything if not each.parent):
        below = [each for each in everything if each.path == top.path or each.path.startswith(top.path + "/")]
        shown, differ = sum(each.is_shown for each in below), sum(bool(each.differs) for each in below)
        words = _("%(name)s（显示 %(shown)d 个，共 %(all)d 个") % {"name": top.name, "shown": shown, "all": len(below)}
        groups.append(
            {
                "summary": words + (_("，%(n)d 个与标准不同）") % {"n": differ} if differ else "）"),
                "opened": bool(differ),
                "name": top.name,
                "rows": [column_row(found, each, names) for each in below],
            }
        )
    context = {
        "site": found,
        "crumbs": crumbs(found, _("栏目")),
        "groups": groups,
        "columns": _COLUMNS,
        "keeps": keeps(found, sight),
        "lead": _("标准栏目 %(all)d 个，本站显示 %(shown)d 个。本站只记录与标准的差异。")
        % {"all": len(everything), "shown": sum(each.is_shown for each in everything)},
    }
    return render(request, "sites/columns.html", context)


def _names(everything: list[Column]) -> dict[str, str]:
    slugs = {source.partition(":")[0] for each in everything for source in each.sources}
    return dict(Site.objects.filter(slug__in=slugs).values_list("slug", "short_name"))


def _column(found: Site, path: str) -> Column:
    try:
        return column_of(found, path)
    except UnknownColumn as reason:
        raise Http404(reason.sentence) from reason


@require_safe
@for_officials
def column(request: HttpRequest, sight: Sight, slug: str, path: str) -> HttpResponse:
    found = site_for(sight.official, slug, at=sight.at)
    return _column_page(request, sight, found, _column(found, path))


def _column_page(request: HttpRequest, sight: Sight, found: Site, it: Column, **forms: Any) -> HttpResponse:
    kept = Guarantee.objects.filter(site=found, path=it.path).first()
    seen = {"seen": found.version}
    names = _names([it])
    owners = [(each.key, each.name) for each in organs_of(division_code=found.division_id).order_by("key")]
    context = {
        "site": found,
        "column": it,
        "crumbs": [
            *crumbs(found, "")[:-1],
            {"label": _("栏目"), "url": reverse("sites:columns", args=[found.slug])},
            {"label": it.name},
        ],
        "facts": column_facts(it, organ(owner_organ(found, it.path)).name),
        "shown": _("在本站显示") if it.is_shown else hidden_words(it),
        "shown_tone": "success" if it.is_shown else "neutral",
        "standard_sources": [source_words(each, names) for each in it.sources if each not in it.own_sources],
        "own_sources": [{"source": each, "words": source_words(each, names)} for each in it.own_sources],
        "keeps": keeps(found, sight),
        "seen": found.version,
        "may_hide": it.requirement is not Requirement.REQUIRED,
        "rename": RenameForm(initial={"name": it.name, "english_name": it.english_name, **seen}, prefix="rename"),
        "subscribe": SubscribeForm(initial=seen, prefix="subscribe"),
        "guarantee": GuaranteeForm(
            initial={
                "owner": kept.owner_id if kept else "",
                "period_days": kept.period_days if kept else None,
                **seen,
            },
            owners=owners,
            prefix="guarantee",
        ),
        **forms,
    }
    return render(request, "sites/column.html", context, status=422 if forms else 200)


@require_POST
@for_officials
def rename(request: HttpRequest, sight: Sight, slug: str, path: str) -> HttpResponse:
    found = site_for(sight.official, slug, at=sight.at)
    it = _column(found, path)
    form = RenameForm(request.POST, prefix="rename")
    if form.is_valid():
        given = form.cleaned_data
        try:
            verbs.rename_column(slug, path, **given, by=sight.actor, at=sight.at)
        except NotYours:
            raise
        except Refused as reason:
            refuse(form, reason)
        else:
            messages.success(request, _("栏目名称已修改。") if given["name"] else _("已恢复标准名称。"))
            return redirect("sites:column", slug=slug, path=path)
    return _column_page(request, sight, found, it, rename=form)


@require_POST
@for_officials
def arrange(request: HttpRequest, sight: Sight, slug: str, path: str) -> HttpResponse:
    """Hide, show or move a column, or end a subscription: whatever is one button."""
    found = site_for(sight.official, slug, at=sight.at)
    _column(found, path)
    act, seen = request.POST.get("act", ""), request.POST.get("seen", "")
    common: dict[str, Any] = {"by": sight.actor, "at": sight.at, "seen": int(seen) if seen.isdecimal() else None}
    try:
        match act:
            case "hide" | "show":
                verbs.hide_column(slug, path, hidden=act == "hide", **common)
            case "up" | "down":
                verbs.move_column(slug, path, direction=act, **common)
            case "unsubscribe":
                verbs.unsubscribe_column(slug, path, source=request.POST.get("source", "")[:160], **common)
            case _:
                raise Http404
    except NotYours:
        raise
    except Refused as reason:
        messages.error(request, reason.sentence)
    else:
        messages.success(request, _("已调整，公众网随即更新。"))
    return redirect("sites:column", slug=slug, path=path)


@require_POST
@for_officials
def subscribe(request: HttpRequest, sight: Sight, slug: str, path: str) -> HttpResponse:
    found = site_for(sight.official, slug, at=sight.at)
    it = _column(found, path)
    form = SubscribeForm(request.POST, prefix="subscribe")
    if form.is_valid():
        try:
            verbs.subscribe_column(slug, path, **form.cleaned_data, by=sight.actor, at=sight.at)
        except NotYours:
            raise
        except Refused as reason:
            refuse(form, Refused(reason.sentence, field="source" if reason.field == "column" else reason.field))
        else:
            messages.success(request, _("已订阅，对方栏目的信息会显示在本栏目，并注明来源。"))
            return redirect("sites:column", slug=slug, path=path)
    return _column_page(request, sight, found, it, subscribe=form)


@require_POST
@for_officials
def guarantee(request: HttpRequest, sight: Sight, slug: str, path: str) -> HttpResponse:
    found = site_for(sight.official, slug, at=sight.at)
    it = _column(found, path)
    owners = [(each.key, each.name) for each in organs_of(division_code=found.division_id).order_by("key")]
    form = GuaranteeForm(request.POST, owners=owners, prefix="guarantee")
    if form.is_valid():
        try:
            verbs.set_guarantee(slug, path, **form.cleaned_data, by=sight.actor, at=sight.at)
        except NotYours:
            raise
        except Refused as reason:
            refuse(form, reason)
        else:
            messages.success(request, _("责任单位和更新周期已保存。"))
            return redirect("sites:column", slug=slug, path=path)
    return _column_page(request, sight, found, it, guarantee=form)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officials
def add(request: HttpRequest, sight: Sight, slug: str) -> HttpResponse:
    found = site_for(sight.official, slug, at=sight.at)
    check_keep(found, by=sight.actor, at=sight.at)
    parents = [
        (each.path, "　" * each.depth + each.name) for each in columns_of(found) if each.path.count("/") < DEPTH - 1
    ]
    initial = {"seen": found.version}
    form = (
        AddColumnForm(request.POST, parents=parents)
        if request.method == "POST"
        else AddColumnForm(initial=initial, parents=parents)
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            verbs.add_column(slug, **given, by=sight.actor, at=sight.at)
        except Refused as reason:
            refuse(form, Refused(reason.sentence, field="step" if reason.field == "path" else reason.field))
        else:
            messages.success(request, _("栏目已增设，现在可以发布信息。"))
            path = f"{given['parent']}/{given['step']}" if given["parent"] else given["step"]
            return redirect("sites:column", slug=slug, path=path.lower())
    context = {"form": form, "site": found, "crumbs": crumbs(found, _("增设栏目"))}
    return render(request, "sites/add_column.html", context)
