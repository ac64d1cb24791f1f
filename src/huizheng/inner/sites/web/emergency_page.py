"""One emergency: followed until every site shows it, changed, closed, and checked by a second person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from huizheng.commons.design.api import moment
from huizheng.inner.sites.actions.emergencies import close_emergency, confirm_emergency, update_emergency
from huizheng.inner.sites.models import Site
from huizheng.inner.sites.policies import check_emergency
from huizheng.inner.sites.queries import emergency_for
from huizheng.inner.sites.rules import NotYours, Refused
from huizheng.inner.sites.states import EmergencyLevel, EmergencyState
from huizheng.inner.sites.web.emergency_forms import ChangeForm, NoteForm, initial_of, words_of
from huizheng.inner.sites.web.emergency_rungs import LEVEL_TONES, reached
from huizheng.inner.sites.web.sight import Sight, for_officials
from huizheng.inner.sites.web.site_views import refuse

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms
    from django.http import HttpRequest, HttpResponse

    from huizheng.inner.sites.models import Emergency

_ACTS = {"open": "开设", "update": "更新", "close": "解除", "check": "复核"}


@require_safe
@for_officials
def emergency(request: HttpRequest, sight: Sight, number: str) -> HttpResponse:
    return _page(request, sight, emergency_for(sight.official, number, at=sight.at))


def _page(request: HttpRequest, sight: Sight, found: Emergency, **filled: Any) -> HttpResponse:
    level = EmergencyLevel(found.level)
    is_open = found.state == EmergencyState.OPEN
    may = _may(found, sight)
    rung = reached([found])[found.number]
    names = dict(Site.objects.filter(slug__in=found.sites).values_list("slug", "name"))
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
                "state": {"text": rung.word, "tone": rung.tone},
                "at": moment(rung.at),
            }
            for slug in found.sites
        ],
        "reached": len(found.sites) if rung.is_shown else 0,
        "all": len(found.sites),
        "may_change": may and is_open,
        "may_check": may and found.checked_at is None and found.opened_by_id != sight.official.pk,
        "change": ChangeForm(initial=initial_of(found), prefix="change"),
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


@require_POST
@for_officials
def update(request: HttpRequest, sight: Sight, number: str) -> HttpResponse:
    def act(given: dict[str, Any]) -> None:
        update_emergency(number, seen=given["seen"], by=sight.actor, at=sight.at, **words_of(given))

    form = ChangeForm(request.POST, prefix="change")
    return _act(request, sight, number, act, change=form, said=_("已更新，正在送往各站点。"))


@require_POST
@for_officials
def close(request: HttpRequest, sight: Sight, number: str) -> HttpResponse:
    def act(given: dict[str, Any]) -> None:
        close_emergency(number, note=given["note"], seen=given["seen"], by=sight.actor, at=sight.at)

    form = NoteForm(request.POST, prefix="close")
    return _act(request, sight, number, act, close=form, said=_("已解除，横幅从各站点撤下，专栏留作记录。"))


@require_POST
@for_officials
def check(request: HttpRequest, sight: Sight, number: str) -> HttpResponse:
    def act(given: dict[str, Any]) -> None:
        confirm_emergency(number, note=given["note"], by=sight.actor, at=sight.at)

    form = NoteForm(request.POST, prefix="check")
    return _act(request, sight, number, act, check=form, said=_("已复核。"))


def _act(
    request: HttpRequest,
    sight: Sight,
    number: str,
    act: Callable[[dict[str, Any]], None],
    *,
    said: str,
    **filled: forms.Form,
) -> HttpResponse:
    """Do what the one form filled asks for; what speaks against it stands beside its field."""
    found = emergency_for(sight.official, number, at=sight.at)
    (form,) = filled.values()
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except NotYours:
            raise
        except Refused as reason:
            refuse(form, Refused(reason.sentence, field=reason.field.removeprefix("check_")))
        else:
            messages.success(request, said)
            return redirect("sites:emergency", number=number)
    return _page(request, sight, found, **filled)
