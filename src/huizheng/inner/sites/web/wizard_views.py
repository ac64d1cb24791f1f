"""A new organ gets a working site in three steps; every step is kept, right or wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from huizheng.commons.design.api import moment
from huizheng.commons.reference.api import Organ, division
from huizheng.commons.reference.api import organs as organs_of
from huizheng.inner.sites.actions.drafting import draft_of, finish_draft, keep_step, start_draft, unfinished_drafts
from huizheng.inner.sites.actions.opening import NewSite, Opened, open_site
from huizheng.inner.sites.models import Site, SiteDraft
from huizheng.inner.sites.policies import kept_by
from huizheng.inner.sites.queries import preview, site
from huizheng.inner.sites.rules import NotYours, Refused
from huizheng.inner.sites.states import PORTALS, SiteKind
from huizheng.inner.sites.web.presenters import TYPES, period_words
from huizheng.inner.sites.web.sight import Sight, for_officials
from huizheng.inner.sites.web.site_views import refuse
from huizheng.inner.sites.web.wizard_forms import NEW, ItemStep, OrganStep, SiteStep, new_organ, people

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

STEPS = ("organ", "site", "columns")
_ITEM_COLUMNS = {"department": "news/work", "sannong": "policy/plain", "english": "notices"}


def _labels() -> list[str]:
    return [_("主办单位和人员"), _("站点"), _("栏目和首条信息")]


@require_http_methods(["GET", "HEAD", "POST"])
@for_officials
def start(request: HttpRequest, sight: Sight) -> HttpResponse:
    portals = kept_by(sight.official, sight.at).filter(kind__in=sorted(PORTALS))
    if not portals.exists():
        raise NotYours("开设站点由上级门户的网站管理员办理。")
    errors = []
    if request.method == "POST":
        try:
            draft = start_draft(parent=request.POST.get("parent", ""), by=sight.official, at=sight.at)
        except NotYours:
            raise
        except Refused as reason:
            errors = [{"text": reason.sentence, "id": "parent"}]
        else:
            return redirect("sites:wizard_organ", pk=draft.pk)
    context = {
        "crumbs": [{"label": _("站点"), "url": reverse("sites:list")}, {"label": _("开设站点")}],
        "portals": [(each.slug, each.name) for each in portals],
        "chosen": request.POST.get("parent", ""),
        "errors": errors,
        "drafts": [
            {
                "label": each.content.get("site", {}).get("name") or _("未命名的站点"),
                "url": reverse(f"sites:wizard_{_next_step(each)}", args=[each.pk]),
                "note": _("上次修改：%(at)s") % {"at": moment(each.changed_at)},
            }
            for each in unfinished_drafts(sight.official)
        ],
    }
    return render(request, "sites/wizard_start.html", context)


def _next_step(draft: SiteDraft) -> str:
    return next((step for step in STEPS if step not in draft.content), STEPS[-1])


def _typed(form: Form) -> dict[str, Any]:
    """Return what was typed as it was typed, so that the form can show it again."""
    return {name: form.data.get(name, "") for name in form.fields}


def _step_page(request: HttpRequest, draft: SiteDraft, step: str, form: Form, **more: Any) -> HttpResponse:
    place = STEPS.index(step)
    context = {
        "form": form,
        "draft": draft,
        "parent": site(draft.content["parent"]).name,
        "steps": [
            {"label": label, "url": reverse(f"sites:wizard_{name}", args=[draft.pk]) if name in draft.content else ""}
            for name, label in zip(STEPS, _labels(), strict=True)
        ],
        "current": place + 1,
        "title": _labels()[place],
        "back": reverse(f"sites:wizard_{STEPS[place - 1]}", args=[draft.pk]) if place else reverse("sites:open"),
        **more,
    }
    return render(request, f"sites/wizard_{step}.html", context, status=422 if form.errors else 200)


def _unopened(sight: Sight, pk: int) -> SiteDraft | HttpResponse:
    draft = draft_of(sight.official, pk)
    return redirect("sites:site", slug=draft.opened_id) if draft.opened_id else draft


def _organ_choices(draft: SiteDraft) -> list[tuple[str, str]]:
    """Return the organs of the portal's division that have no site of their own."""
    above = site(draft.content["parent"])
    taken = Site.objects.filter(kind=SiteKind.DEPARTMENT, division=above.division_id).values("organ")
    found = organs_of(division_code=above.division_id).exclude(key__in=taken).order_by("key")
    return [(each.key, each.name) for each in found]


@require_http_methods(["GET", "HEAD", "POST"])
@for_officials
def organ_step(request: HttpRequest, sight: Sight, pk: int) -> HttpResponse:
    draft = _unopened(sight, pk)
    if not isinstance(draft, SiteDraft):
        return draft
    organs = _organ_choices(draft)
    if request.method == "POST":
        form = OrganStep(request.POST, organs=organs)
        draft = keep_step(draft, "organ", _typed(form), by=sight.official, at=sight.at)
        if form.is_valid():
            return redirect("sites:wizard_site", pk=pk)
    else:
        form = OrganStep(initial=draft.content.get("organ", {"which": "existing"}), organs=organs)
    return _step_page(request, draft, "organ", form)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officials
def site_step(request: HttpRequest, sight: Sight, pk: int) -> HttpResponse:
    draft = _unopened(sight, pk)
    if not isinstance(draft, SiteDraft):
        return draft
    if "organ" not in draft.content:
        return redirect("sites:wizard_organ", pk=pk)
    if request.method == "POST":
        form = SiteStep(request.POST)
        draft = keep_step(draft, "site", _typed(form), by=sight.official, at=sight.at)
        if form.is_valid():
            return redirect("sites:wizard_columns", pk=pk)
    else:
        form = SiteStep(initial=draft.content.get("site") or _suggested(draft))
    return _step_page(request, draft, "site", form)


def _suggested(draft: SiteDraft) -> dict[str, str]:
    """Return usual answers from the organ, so that a site can open with hardly a word typed."""
    typed = draft.content["organ"]
    above = site(draft.content["parent"])
    if typed.get("which") == NEW:
        new = new_organ({**typed, "organ_name": typed.get("organ_name", "")})
        name, short, english, kind = new.name, new.short_name or new.name, new.english_name, new.kind
    else:
        organ = Organ.objects.filter(key=typed.get("organ", "")).first()
        if organ is None:
            return {"tree": "department"}
        name, short, english, kind = organ.name, organ.short_name, organ.english_name, organ.kind
    place = division(above.division_id)
    slug = f"{place.pinyin}-{kind}"[:38]
    if Site.objects.filter(slug=slug).exists():
        slug = f"{slug}-2"
    return {
        "tree": "department",
        "name": f"{name}网站",
        "short_name": short,
        "english_name": f"{english} Website",
        "slug": slug,
        "colour": "#34495e",
        "phone": above.footer.get("phone", ""),
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officials
def columns_step(request: HttpRequest, sight: Sight, pk: int) -> HttpResponse:
    draft = _unopened(sight, pk)
    if not isinstance(draft, SiteDraft):
        return draft
    for step in STEPS[:-1]:
        if step not in draft.content:
            return redirect(f"sites:wizard_{step}", pk=pk)
    typed = draft.content["site"]
    tree = typed.get("tree") or "department"
    shown = [each for each in preview(tree, site(draft.content["parent"])) if each.is_shown]
    takers = [(each.path, f"{each.name}（/{each.path}/）") for each in shown if each.takes_pages]
    if request.method == "POST":
        form = ItemStep(request.POST, columns=takers)
        draft = keep_step(draft, "columns", _typed(form), by=sight.official, at=sight.at)
        if form.is_valid():
            answer = _opened(request, sight, draft, form)
            if answer is not None:
                return answer
    else:
        form = ItemStep(initial=draft.content.get("columns") or _first_words(typed, tree), columns=takers)
    rows = [
        {
            "name": "　" * each.depth + each.name,
            "type": TYPES.get(each.type, each.type),
            "period": period_words(each.update_days),
            "requirement": str(each.requirement.label),
        }
        for each in shown
    ]
    heads = [("name", _("栏目")), ("type", _("类型")), ("requirement", _("要求")), ("period", _("更新周期"))]
    return _step_page(request, draft, "columns", form, rows=rows, heads=heads, count=len(rows))


def _first_words(typed: dict[str, str], tree: str) -> dict[str, str]:
    name = typed.get("name", "")
    if tree == "english":
        title = f"{typed.get('english_name', '')} is online"
        return {"column": _ITEM_COLUMNS[tree], "title": title[:60], "text": "This site is now open."}
    return {
        "column": _ITEM_COLUMNS.get(tree, ""),
        "title": f"{name}开通运行"[:60],
        "text": f"即日起，{name}开通运行，发布本单位的工作动态、政策文件和办事服务。\n\n欢迎访问并提出意见。",
    }


def _opened(request: HttpRequest, sight: Sight, draft: SiteDraft, form: Form) -> HttpResponse | None:
    """Open the site; a reason that belongs to an earlier step leads back there with everything kept."""
    organ, typed = draft.content["organ"], draft.content["site"]
    new = NewSite(
        parent=draft.content["parent"],
        organ=new_organ(organ) if organ.get("which") == NEW else organ.get("organ", ""),
        slug=typed.get("slug", ""),
        name=typed.get("name", ""),
        short_name=typed.get("short_name", ""),
        english_name=typed.get("english_name", ""),
        tree=typed.get("tree", ""),
        colour=typed.get("colour", ""),
        hosts=tuple(typed.get("hosts", "").split()),
        phone=typed.get("phone", ""),
        people=people(organ),
        first_item=form.cleaned_data,
    )
    try:
        with transaction.atomic():
            opened = open_site(new, by=sight.actor, at=sight.at)
            finish_draft(draft, opened.site, at=sight.at)
    except NotYours:
        raise
    except Refused as reason:
        if reason.field in form.fields:
            refuse(form, reason)
            return None
        messages.error(request, reason.sentence)
        step = "site" if reason.field in SiteStep.base_fields else "organ"
        return redirect(f"sites:wizard_{step}", pk=draft.pk)
    return _ready_page(request, opened)


def _ready_page(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Show the new site, and the first passwords this once: they are kept nowhere."""
    context = {
        "site": opened.site,
        "heads": [("login", _("登录名")), ("name", _("姓名")), ("password", _("初始密码"))],
        "rows": [{"login": login, "name": name, "password": password} for login, name, password in opened.passwords],
    }
    return render(request, "sites/wizard_ready.html", context)
