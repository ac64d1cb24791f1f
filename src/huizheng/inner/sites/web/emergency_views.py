"""Emergencies: the list of them, and the one form that opens one within a minute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from huizheng.commons.design.api import moment
from huizheng.inner.sites.actions.emergencies import open_emergency
from huizheng.inner.sites.emergency_templates import TEMPLATES
from huizheng.inner.sites.policies import announces_for
from huizheng.inner.sites.queries import emergencies_for
from huizheng.inner.sites.rules import NotYours, Refused
from huizheng.inner.sites.states import EmergencyLevel, EmergencyState
from huizheng.inner.sites.web.emergency_forms import NAMED, OpenForm, from_template, words_of
from huizheng.inner.sites.web.emergency_rungs import LEVEL_TONES, Reached, reached
from huizheng.inner.sites.web.sight import Sight, for_officials
from huizheng.inner.sites.web.site_views import refuse

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from huizheng.inner.sites.models import Emergency

PAGE = 30


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
    rungs = reached(page)
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
        "rows": [_row(each, rungs[each.number]) for each in page],
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


def _row(each: Emergency, rung: Reached) -> dict[str, Any]:
    level = EmergencyLevel(each.level)
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
            "text": rung.word,
            "tone": rung.tone,
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
                    scope=given["named"] if given["scope"] == NAMED else given["scope"],
                    kind=given["kind"],
                    by=sight.actor,
                    at=sight.at,
                    **words_of(given),
                )
            except NotYours:
                raise
            except Refused as reason:
                refuse(form, Refused(reason.sentence, field="named" if reason.field == "sites" else reason.field))
            else:
                messages.success(request, _("已发布，正在送往 %(n)d 个站点。") % {"n": len(opened.sites)})
                return redirect("sites:emergency", number=opened.number)
    else:
        form = OpenForm(initial=from_template(request.GET.get("template", "")), sites=sites)
    context = {
        "form": form,
        "crumbs": [{"label": _("突发事件"), "url": reverse("sites:emergencies")}, {"label": _("开设专栏")}],
        "templates": [
            {"label": each.label, "url": "?" + urlencode({"template": each.key})} for each in TEMPLATES.values()
        ],
    }
    return render(request, "sites/emergency_new.html", context, status=422 if form.errors else 200)
