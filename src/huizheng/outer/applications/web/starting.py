"""The first page of an application: who applies, where, to whom it goes, and what stands in the way."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huizheng.commons.design.api import chosen_place, remember_place
from huizheng.commons.forms import api as forms
from huizheng.commons.reference.api import NoCompetentOrgan, UnknownPlace, divisions
from huizheng.outer.accounts.api import Level, Party, Refused
from huizheng.outer.applications import policies
from huizheng.outer.applications.actions import drafting
from huizheng.outer.applications.errors import ApplicationError, NotForOrganisations, NotForPersons, NotNamed
from huizheng.outer.applications.prefilling import known_of
from huizheng.outer.applications.services import OfferedService, offered_service
from huizheng.outer.applications.web.access import PartyView
from huizheng.outer.applications.web.presenters import english


class StartApplication(PartyView):
    """Who applies, where, and what it takes; nothing is kept before the button is pressed."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self._page(request, self._service(slug))

    def post(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        service = self._service(slug)
        now, place = timezone.now(), request.POST.get("division", "")
        known = forms.prefill(service.form, known_of(self.party, at=now))
        try:
            application = drafting.start_application(
                service=service,
                division_code=place,
                answers=known.answers,
                provenance={key: each.as_json() for key, each in known.provenance.items()},
                by=self.party,
                at=now,
            )
        except (NoCompetentOrgan, UnknownPlace):
            return self._page(request, service, error=_("请选择您办事的地区。"), status=422)
        except (NotNamed, NotForPersons, NotForOrganisations, Refused):
            # The page says what stands in the way, with the way out.
            return self._page(request, service, status=403)
        except ApplicationError as error:
            return self._page(request, service, error=str(error.sentence), status=422)
        onward = redirect("applications:fill", application.pk)
        remember_place(onward, place)
        return onward

    def _service(self, slug: str) -> OfferedService:
        service = offered_service(slug)
        if service is None:
            raise Http404
        return service

    def _page(
        self, request: HttpRequest, service: OfferedService, *, error: str = "", status: int = 200
    ) -> HttpResponse:
        page = start_page(request, service, self.party, error=error, at=timezone.now())
        return render(request, "applications/start.html", page, status=status)


def start_page(
    request: HttpRequest, service: OfferedService, party: Party, *, error: str, at: dt.datetime
) -> dict[str, Any]:
    chosen = request.POST.get("division") or request.GET.get("division") or chosen_place(request)
    guide = reverse("guides:guide", args=[service.slug])
    return {
        "service": service,
        "title": service.title,
        "crumbs": [(_("首页"), "/"), (service.title, guide), (_("申请"), "")],
        "places": _places(),
        "chosen": chosen,
        "organ_name": _organ_name(service, chosen),
        "error": error,
        "party": party,
        "party_name": party.enterprise.name if party.enterprise else _("您本人"),
        "parties_url": with_return("accounts:parties", request.path),
        "hindrance": hindrance(service, party, at=at, back=request.path),
        "advice": _advice(party, back=request.path),
        "materials": [rule for rule in service.materials if not rule.generated],
        "guide_url": guide,
    }


def hindrance(service: OfferedService, party: Party, *, at: dt.datetime, back: str) -> dict[str, str]:
    """Return why the party cannot apply and where to mend it, or nothing."""
    try:
        policies.check_apply(service, by=party, at=at)
    except NotNamed as reason:
        return {
            "title": _("还没有实名"),
            "text": str(reason.sentence),
            "url": with_return("accounts:real_name", back),
            "link": _("去实名"),
        }
    except (NotForPersons, NotForOrganisations) as reason:
        return {
            "title": _("办事身份不合适"),
            "text": str(reason.sentence),
            "url": with_return("accounts:parties", back),
            "link": _("切换办事身份"),
        }
    except Refused as reason:
        return {
            "title": _("授权不包含这件事"),
            "text": reason.sentence,
            "url": with_return("accounts:parties", back),
            "link": _("切换办事身份"),
        }
    return {}


def _advice(party: Party, *, back: str) -> dict[str, str]:
    """Return what would make it easier: a name that is only declared has to be shown again by certificate."""
    if party.account.level == Level.DECLARED:
        return {
            "text": _("您的姓名还没有核验。核验之后，部门不必再向您核对身份。"),
            "url": with_return("accounts:real_name", back),
            "link": _("去实名"),
        }
    return {}


def with_return(name: str, back: str) -> str:
    return f"{reverse(name)}?{urlencode({'next': back})}"


def _places() -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for each in divisions(tier="county").select_related("parent"):
        city = each.parent
        group = (city.english_name if english() else city.name) if city else ""
        groups.setdefault(group, []).append((each.code, each.english_name if english() else each.name))
    return list(groups.items())


def _organ_name(service: OfferedService, division_code: str) -> str:
    try:
        organ = service.organ_in(division_code) if division_code else None
    except (NoCompetentOrgan, UnknownPlace):
        return ""
    if organ is None:
        return ""
    return organ.english_name if english() and organ.english_name else organ.name
