"""Emergencies: opened within a minute, followed until every site shows them, closed, and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huizheng.gate.api import Rung, receipts_by_envelope
from huizheng.inner.sites.actions.emergencies import (
    close_emergency,
    confirm_emergency,
    open_emergency,
    update_emergency,
)
from huizheng.inner.sites.emergency_templates import TEMPLATES
from huizheng.inner.sites.models import Site
from huizheng.inner.sites.policies import announces_for, check_emergency
from huizheng.inner.sites.queries import emergencies_for, emergency_for
from huizheng.inner.sites.rules import NotYours, Refused
from huizheng.inner.sites.states import EmergencyLevel, EmergencyState, emergency_kinds, emergency_levels
from huizheng.inner.sites.web.forms import area as lines
from huizheng.inner.sites.web.forms import choice, text
from huizheng.inner.sites.web.presenters import moment
from huizheng.inner.sites.web.sight import Sight, for_officials
from huizheng.inner.sites.web.site_views import refuse

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse

    from huizheng.inner.sites.models import Emergency

PAGE = 30
LEVEL_TONES = {
    EmergencyLevel.RED: "danger",
    EmergencyLevel.ORANGE: "danger",
    EmergencyLevel.YELLOW: "warning",
    EmergencyLevel.BLUE: "info",
    EmergencyLevel.NOTICE: "neutral",
}
_ACTS = {"open": "开设", "update": "更新", "close": "解除", "check": "复核"}
_RUNG_WORDS = {
    Rung.ACCEPTED: "已交网闸",
    Rung.RELAYED: "正在送往公众网",
    Rung.RECEIVED: "公众网已接收",
    Rung.PROCESSED: "已在公众网显示",
}
_BELOW, _THIS, _NAMED = "below", "this", "named"


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
            (_BELOW, gettext_lazy("本站和所有下级站点")),
            (_THIS, gettext_lazy("只在本站")),
            (_NAMED, gettext_lazy("指定的站点")),
        ],
        radio=True,
    )
    named = lines(
        gettext_lazy("指定的站点标识"),
        length=4000,
        required=False,
        rows=2,
        hint=gettext_lazy("选择“指定的站点”时填写，用空格或换行分开，例如 hefei yaohai。"),
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


class NoteForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    note = lines(gettext_lazy("说明"), length=300)


@require_safe
@for_officials
def emergencies(request: HttpRequest, sight: Sight) -> HttpResponse:
    found = emergencies_for(sight.official, at=sight.at)
    state = request.GET.get("state", "")
    if state in EmergencyState.values:
        found = found.filter(state=state)
    if after := request.GET.get("after", "")[:20]:
        anchor = found.filter(number=after).first()
        found = found.filter(opened_at__lt=anchor.opened_at) if anchor else found
    page = list(found.prefetch_related("entries")[: PAGE + 1])
    more, page = len(page) > PAGE, page[:PAGE]
    rungs = _rungs(page)
    context = {
        "heads": [
            ("title", _("标题")),
            ("level", _("级别")),
            ("state", _("状态")),
            ("opened", _("开设时间")),
            ("sites", _("站点数")),
            ("shown", _("公众网")),
            ("check", _("复核")),
        ],
        "rows": [_row(each, rungs.get(each.number, ("", None))[0]) for each in page],
        "templates": [
            {"label": each.label, "url": reverse("sites:emergency_new") + "?" + urlencode({"template": each.key})}
            for each in TEMPLATES.values()
        ],
        "may_open": announces_for(sight.official, sight.at).exists(),
        "states": [("", _("全部")), *EmergencyState.choices],
        "chosen": state,
        "following": "?" + urlencode({"state": state, "after": page[-1].number}) if more else "",
        "first": "?" + urlencode({"state": state}) if after else "",
    }
    return render(request, "sites/emergencies.html", context)


def _rungs(found: list[Emergency]) -> dict[str, tuple[str, dt.datetime | None]]:
    """Return by number the highest rung that the latest envelope of each has reached, and when; in one question."""
    latest = {
        each.number: entry.envelope
        for each in found
        for entry in each.entries.all()  # the last one with an envelope stays
        if entry.envelope
    }
    receipts = receipts_by_envelope(latest.values())
    answer: dict[str, tuple[str, dt.datetime | None]] = {}
    for number, envelope in latest.items():
        reached = receipts.get(envelope, [])
        answer[number] = (str(reached[-1].rung), reached[-1].at) if reached else ("", None)
    return answer


def _row(each: Emergency, rung: str) -> dict[str, Any]:
    level = EmergencyLevel(each.level)
    shown = rung == Rung.PROCESSED
    return {
        "title": {
            "text": each.title,
            "href": reverse("sites:emergency", args=[each.number]),
            "note": f"{each.number} · {each.organ.short_name}",
        },
        "level": {"text": str(level.label), "tone": LEVEL_TONES[level]},
        "state": {
            "text": each.get_state_display(),
            "tone": "warning" if each.state == EmergencyState.OPEN else "neutral",
        },
        "opened": moment(each.opened_at),
        "sites": str(len(each.sites)),
        "shown": {
            "text": _RUNG_WORDS.get(Rung(rung), "") if rung else _("等待发送"),
            "tone": "success" if shown else "info",
        },
        "check": {"text": _("已复核"), "tone": "success"}
        if each.checked_at
        else {"text": _("待复核"), "tone": "warning"},
    }


@require_http_methods(["GET", "HEAD", "POST"])
@for_officials
def new(request: HttpRequest, sight: Sight) -> HttpResponse:
    sites = [(each.slug, each.name) for each in announces_for(sight.official, sight.at)]
    if not sites:
        raise NotYours("突发事件信息由本级信息签发人或者领导发布。")
    if request.method == "POST":
        form = OpenForm(request.POST, sites=sites)
        if form.is_valid():
            given = form.cleaned_data
            try:
                opened = open_emergency(
                    site_slug=given["site"],
                    scope=given["named"].split() if given["scope"] == _NAMED else given["scope"],
                    kind=given["kind"],
                    by=sight.actor,
                    at=sight.at,
                    **_words(given),
                )
            except NotYours:
                raise
            except Refused as reason:
                refuse(form, Refused(reason.sentence, field="named" if reason.field == "sites" else reason.field))
            else:
                messages.success(request, _("已发布，正在送往 %(n)d 个站点。") % {"n": len(opened.sites)})
                return redirect("sites:emergency", number=opened.number)
    else:
        form = OpenForm(initial=_from_template(request.GET.get("template", "")), sites=sites)
    context = {
        "form": form,
        "crumbs": [{"label": _("突发事件"), "url": reverse("sites:emergencies")}, {"label": _("开设专栏")}],
        "templates": [
            {"label": each.label, "url": "?" + urlencode({"template": each.key})} for each in TEMPLATES.values()
        ],
    }
    return render(request, "sites/emergency_new.html", context, status=422 if form.errors else 200)


def _words(given: dict[str, Any]) -> dict[str, Any]:
    kept = {key: given[key] for key in ("level", "title", "english_title", "area", "summary", "phone")}
    return {**kept, "measures": given["measures"].splitlines()}


def _from_template(key: str) -> dict[str, Any]:
    chosen = TEMPLATES.get(key)
    common = {"scope": _BELOW, "phone": "12345", "level": EmergencyLevel.YELLOW}
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


@require_safe
@for_officials
def emergency(request: HttpRequest, sight: Sight, number: str) -> HttpResponse:
    return _page(request, sight, emergency_for(sight.official, number, at=sight.at))


def _page(request: HttpRequest, sight: Sight, found: Emergency, **filled: Any) -> HttpResponse:
    level = EmergencyLevel(found.level)
    is_open = found.state == EmergencyState.OPEN
    may = _may(found, sight)
    rung, at = _rungs([found]).get(found.number, ("", None))
    names = dict(Site.objects.filter(slug__in=found.sites).values_list("slug", "name"))
    shown = rung == Rung.PROCESSED
    word = _RUNG_WORDS.get(Rung(rung), "") if rung else _("等待发送")
    context = {
        "found": found,
        "crumbs": [{"label": _("突发事件"), "url": reverse("sites:emergencies")}, {"label": found.number}],
        "state": found.get_state_display(),
        "state_tone": "warning" if is_open else "neutral",
        "facts": [
            {"label": label, "value": value, "tone": tone}
            for label, value, tone in (
                (_("级别"), str(level.label), LEVEL_TONES[level]),
                (_("类别"), found.get_kind_display(), ""),
                (_("影响范围"), found.area, ""),
                (_("情况"), found.summary, ""),
                (_("公众应当怎样做"), found.measures, ""),
                (_("英文标题"), found.english_title, ""),
                (_("咨询求助电话"), found.phone, ""),
                (_("发布机关"), found.organ.name, ""),
                (_("签发人"), found.opened_by.display_name, ""),
                (_("开设时间"), moment(found.opened_at), ""),
                (_("解除时间"), moment(found.closed_at), ""),
                (
                    _("复核"),
                    _("%(name)s：%(note)s")
                    % {
                        "name": found.checked_by.display_name,
                        "note": found.check_note,
                    }
                    if found.checked_by
                    else _("待复核"),
                    "",
                ),
                (_("公众网地址"), f"/emergencies/{found.number}/", ""),
            )
            if value
        ],
        "entries": [
            {
                "title": _ACTS.get(entry.act, entry.act),
                "state": "done",
                "date": moment(entry.at),
                "by": entry.by.display_name,
                "note": entry.text,
            }
            for entry in found.entries.select_related("by").order_by("version")
        ],
        "site_heads": [("name", _("站点")), ("state", _("公众网")), ("at", _("时间"))],
        "site_rows": [
            {
                "name": names.get(slug, slug),
                "state": {"text": word, "tone": "success" if shown else "info"},
                "at": moment(at),
            }
            for slug in found.sites
        ],
        "reached": len(found.sites) if shown else 0,
        "all": len(found.sites),
        "may_change": may and is_open,
        "may_check": may and found.checked_at is None and found.opened_by_id != sight.official.pk,
        "change": ChangeForm(initial=_initial(found), prefix="change"),
        "close": NoteForm(initial={"seen": found.version}, prefix="close"),
        "check": NoteForm(prefix="check"),
        **filled,
    }
    return render(request, "sites/emergency.html", context, status=422 if filled else 200)


def _may(found: Emergency, sight: Sight) -> bool:
    try:
        check_emergency(found, by=sight.actor, at=sight.at)
    except NotYours:
        return False
    return True


def _initial(found: Emergency) -> dict[str, Any]:
    kept = ("level", "title", "english_title", "area", "summary", "phone")
    return {
        **{key: getattr(found, key) for key in kept},
        "measures": "\n".join(found.measures),
        "seen": found.version,
    }


@require_POST
@for_officials
def update(request: HttpRequest, sight: Sight, number: str) -> HttpResponse:
    found = emergency_for(sight.official, number, at=sight.at)
    form = ChangeForm(request.POST, prefix="change")
    if form.is_valid():
        given = form.cleaned_data
        try:
            update_emergency(number, seen=given["seen"], by=sight.actor, at=sight.at, **_words(given))
        except NotYours:
            raise
        except Refused as reason:
            refuse(form, reason)
        else:
            messages.success(request, _("已更新，正在送往各站点。"))
            return redirect("sites:emergency", number=number)
    return _page(request, sight, found, change=form)


@require_POST
@for_officials
def close(request: HttpRequest, sight: Sight, number: str) -> HttpResponse:
    found = emergency_for(sight.official, number, at=sight.at)
    form = NoteForm(request.POST, prefix="close")
    if form.is_valid():
        given = form.cleaned_data
        try:
            close_emergency(number, note=given["note"], seen=given["seen"], by=sight.actor, at=sight.at)
        except NotYours:
            raise
        except Refused as reason:
            refuse(form, reason)
        else:
            messages.success(request, _("已解除，横幅从各站点撤下，专栏留作记录。"))
            return redirect("sites:emergency", number=number)
    return _page(request, sight, found, close=form)


@require_POST
@for_officials
def check(request: HttpRequest, sight: Sight, number: str) -> HttpResponse:
    found = emergency_for(sight.official, number, at=sight.at)
    form = NoteForm(request.POST, prefix="check")
    if form.is_valid():
        try:
            confirm_emergency(number, note=form.cleaned_data["note"], by=sight.actor, at=sight.at)
        except NotYours:
            raise
        except Refused as reason:
            refuse(form, Refused(reason.sentence, field="note" if reason.field == "check_note" else reason.field))
        else:
            messages.success(request, _("已复核。"))
            return redirect("sites:emergency", number=number)
    return _page(request, sight, found, check=form)
