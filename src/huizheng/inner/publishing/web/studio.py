"""Wagtail's addresses in the office: an author edits a draft there, and nothing else of Wagtail answers.

Every address is behind one gate: signed in, a writer, and for a page the one predicate of ``policies``. What is not
named in ``OPEN`` is not there at all (404), whoever asks; ``NAMED`` keeps addresses that Wagtail's own templates name.
"""

from __future__ import annotations

import tomllib
from functools import cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDictKeyError
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.urls import urlpatterns as wagtail_urls
from wagtail.admin.views.chooser import ExternalLinkView

from huizheng.inner.organs.api import Duty, Official
from huizheng.inner.publishing.models import Manuscript
from huizheng.inner.publishing.policies import bring_standing, may_edit, visible_to
from huizheng.inner.publishing.queries import is_open_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

    from huizheng.inner.publishing.policies import Standing

View = Any

# What an author needs of Wagtail.
OPEN: Final = frozenset(
    {
        "wagtailadmin_pages:edit",
        "wagtailadmin_pages:preview_on_edit",
        "wagtailadmin_choose_page",
        "wagtailadmin_choose_page_external_link",
        "wagtailadmin_choose_page_email_link",
        "wagtailadmin_choose_page_phone_link",
        "wagtailadmin_choose_page_anchor_link",
        "publishing_materials:choose",
        "publishing_materials:choose_results",
        "publishing_materials:chosen",
        "publishing_materials:chosen_multiple",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
    }
)
# Named by Wagtail's templates; whoever follows one is led to the office's own page, or finds nothing.
LED: Final = {
    "wagtailadmin_home": "publishing:manuscripts",
    "wagtailadmin_explore_root": "publishing:manuscripts",
    "wagtailadmin_explore": "publishing:manuscripts",
    "wagtailadmin_account": "organs:profile",
    "wagtailadmin_login": "organs:sign_in",
}
NAMED: Final = frozenset(
    {
        "wagtailadmin_explore_results",
        "wagtailadmin_pages:search",
        "wagtailadmin_pages:add_subpage",
        "wagtailadmin_pages:delete",
        "wagtailadmin_pages:copy",
        "wagtailadmin_pages:move",
        "wagtailadmin_pages:unpublish",
        "wagtailadmin_pages:lock",
        "wagtailadmin_pages:unlock",
        "wagtailadmin_pages:history",
        "wagtailadmin_pages:usage",
        "wagtailadmin_pages:view_draft",
        "wagtailadmin_pages:set_privacy",
        "wagtailadmin_pages:confirm_workflow_cancellation",
        "wagtailadmin_pages:collect_workflow_action_data",
        "wagtailadmin_pages:workflow_action",
        "wagtailadmin_choose_page_child",
        "wagtailadmin_choose_page_search",
        "wagtailadmin_choose_page_chosen_multiple",
        "wagtailadmin_dismissibles",
        # The menu of settings and reports, which is emptied after Wagtail has made it.
        "wagtailadmin_collections:index",
        "wagtailadmin_workflows:index",
        "wagtailadmin_workflows:task_index",
        "wagtailadmin_reports:locked_pages",
        "wagtailadmin_reports:workflow",
        "wagtailadmin_reports:workflow_tasks",
        "wagtailadmin_reports:site_history",
        "wagtailadmin_reports:aging_pages",
        "wagtailadmin_reports:page_types_usage",
        "wagtailadmin_block_preview",
    }
)

# Words of Wagtail's scripts that come with a number; Chinese has one form.
_COUNTED: Final = frozenset({"%(num)s error", "%(num)s min", "%(num)s pixel"})

# Wagtail's editor sets styles in its HTML; scripts come from files only, as everywhere. No foreign host.
_POLICY: Final = {
    "default-src": [SELF],
    "script-src": [SELF],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
    "frame-src": [SELF],
    "base-uri": [NONE],
    "object-src": [NONE],
}


def _standing(request: HttpRequest) -> Standing | None:
    """Return what the signed-in official stands for; nothing for whoever writes nowhere."""
    if not isinstance(request.user, Official):
        return None
    standing = bring_standing(request.user, timezone.now())
    return standing if standing.organs(Duty.PUBLISH_WRITE) else None


def _gated(name: str, view: View) -> View:
    # Wagtail's forms of a link expect every one of their fields.
    is_of_a_link = name.startswith("wagtailadmin_choose_page")
    forgiven = (MultiValueDictKeyError, AttributeError) if is_of_a_link else (MultiValueDictKeyError,)

    @wraps(view)
    def behind_the_gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        standing = _standing(request)
        if standing is None:
            raise Http404
        if "page_id" in kwargs:
            manuscript = Manuscript.objects.filter(visible_to(standing), page=kwargs["page_id"]).first()
            if manuscript is None:
                raise Http404
            if not may_edit(manuscript, standing):
                if name != "wagtailadmin_pages:edit":
                    raise Http404
                messages.warning(request, "稿件正在审核或者已经发布，现在不能修改。请先收回或者修订。")
                return redirect("publishing:manuscript", manuscript.number)
            if not is_open_for(manuscript, standing):
                # Wagtail would write a row of preferences when it only shows the form.
                messages.info(request, "请在这里点“编辑”打开稿件。")
                return redirect("publishing:manuscript", manuscript.number)
        try:
            answer: HttpResponse = view(request, *args, **kwargs)
        except forgiven:  # a form that is not Wagtail's own
            return HttpResponse(status=400)
        return answer

    return never_cache(csp_replace(_POLICY)(xframe_options_sameorigin(behind_the_gate)))


class WholeCatalogue(JavaScriptCatalog):
    """The words of Wagtail's scripts, completed by the room's own (``locale_zh.toml``)."""

    def get_catalog(self) -> dict[str, Any]:
        known: dict[str, Any] = super().get_catalog()
        return {**_own_words(), **known}


@cache
def _own_words() -> dict[str, str | list[str]]:
    """Return the room's words as the scripts' catalogue wants them: a list of forms where a number stands."""
    told: dict[str, str | dict[str, str]] = tomllib.loads((Path(__file__).parents[1] / "locale_zh.toml").read_text())
    return {
        original: [said["zh"]] if isinstance(said, dict) else [said] if original in _COUNTED else said
        for original, said in told.items()
    }


def _closed(request: HttpRequest, **_: Any) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise Http404


def _led(to: str) -> View:
    def leads(request: HttpRequest, **_: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return redirect(to)

    return leads


def sign_out(request: HttpRequest) -> HttpResponse:
    """Hand Wagtail's sign-out on to the office's own, as the POST it is."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    answer = HttpResponseRedirect(reverse("organs:sign_out"))
    answer.status_code = 307
    return answer


_INSTEAD: Final = {
    # A link in a text leads to an address; Wagtail's tree of everybody's pages is not shown.
    "wagtailadmin_choose_page": ExternalLinkView.as_view(),
    "wagtailadmin_javascript_catalog": WholeCatalogue.as_view(packages=["wagtail.admin"]),
}


def _answer(name: str, callback: View) -> View | None:
    """Return what answers under one of Wagtail's names; nothing for an address that is not there."""
    if name in OPEN:
        return _gated(name, _INSTEAD.get(name, callback))
    if name in LED:
        return _led(LED[name])
    if name in NAMED:
        return _closed
    if name == "wagtailadmin_logout":
        return sign_out
    return None


def _patterns(entries: list[Any], space: str = "") -> Iterator[URLPattern | URLResolver]:
    for entry in entries:
        if isinstance(entry, URLResolver):
            kept = list(_patterns(entry.url_patterns, f"{space}{entry.namespace}:" if entry.namespace else space))
            named: Any = (kept, str(entry.app_name)) if entry.namespace else kept
            if kept:
                yield path(str(entry.pattern), include(named, namespace=entry.namespace or None))
        elif entry.name and (answer := _answer(space + entry.name, entry.callback)):
            yield path(str(entry.pattern), answer, name=entry.name)


def _api() -> URLResolver:
    """Return the addresses of Wagtail's own API, which its pages name: nothing answers there."""
    parts = [
        path(f"{part}/", include(([path("", _closed, name="listing")], part), namespace=part))
        for part in ("pages", "documents", "images")
    ]
    return path("api/", include((parts, "wagtailadmin_api"), namespace="wagtailadmin_api"))


urlpatterns = [*_patterns([each for each in wagtail_urls if "api/" not in str(each.pattern)]), _api()]
