"""The licence that an application led to: how it stands, until when renewal is asked for, and asking for it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huizheng.commons.reference.api import NoCompetentOrgan, UnknownPlace
from huizheng.gate.contracts import LicenceGround, LicenceState
from huizheng.outer.accounts.api import Refused
from huizheng.outer.applications import policies
from huizheng.outer.applications.actions.licensing import keep_copy_for_renewal, start_renewal
from huizheng.outer.applications.errors import ApplicationError, NotRenewable, ServiceGone
from huizheng.outer.applications.licence_words import GROUNDS, LICENCE_STATES, LICENCE_TONES
from huizheng.outer.applications.models import Application, HeldLicence
from huizheng.outer.applications.queries import licence_of
from huizheng.outer.applications.states import ApplicationState
from huizheng.outer.applications.web import presenters
from huizheng.outer.applications.web.access import ApplicationView

LONG = ("长期", "长期有效", "永久", "终身")


class RenewLicence(ApplicationView):
    """One press begins the draft; pressing again goes on with it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponseBase:
        try:
            draft = start_renewal(self.application, by=self.party, at=timezone.now())
        except ServiceGone:
            messages.error(request, str(ServiceGone.sentence))
        except (NoCompetentOrgan, UnknownPlace):
            messages.error(request, _("原来的办理地区已经变更，请在办事大厅重新选择地区申请。"))
        except Refused as reason:
            messages.error(request, reason.sentence)
        except ApplicationError as error:
            messages.error(request, str(error.sentence))
        else:
            messages.success(request, _("已按原申请填好能沿用的内容，请逐项核对，再提交。"))
            return redirect("applications:fill", draft.pk)
        return redirect("applications:follow", self.application.pk)


class KeepCopy(ApplicationView):
    """The holder wants the own copy kept until the licence runs out, so that the renewal is filled in from it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponseBase:
        try:
            kept = keep_copy_for_renewal(self.application, by=self.party, at=timezone.now())
        except ApplicationError as error:
            messages.error(request, str(error.sentence))
        else:
            messages.success(
                request,
                _("您提交的内容将保留到%(day)s，只有您能看到。") % {"day": presenters.day(kept.own_copy_erase_on)},
            )
        return redirect("applications:follow", self.application.pk)


def licence_line(application: Application) -> dict[str, Any]:
    """Return what a line of a list says of the licence."""
    held = licence_of(application)
    if held is None:
        return {}
    state = LicenceState(held.state)
    return {
        "state": LICENCE_STATES[state],
        "tone": LICENCE_TONES[state],
        "text": _("有效期至%(until)s，最迟%(day)s申请延续")
        % {"until": presenters.day(held.valid_until), "day": presenters.day(held.renew_by_on)}
        if state is LicenceState.VALID and held.renew_by_on
        else _("%(day)s起") % {"day": presenters.day(held.since_on)}
        if state is not LicenceState.VALID
        else _("有效期：%(validity)s") % {"validity": until_words(held)},
        "renewable": _may_renew(held),
    }


def licence_panel(application: Application, *, today: dt.date) -> dict[str, Any]:
    """Return the licence as its holder reads it on the page of the application."""
    held = licence_of(application)
    if held is None:
        return {}
    state = LicenceState(held.state)
    draft = application.renewals.filter(state=ApplicationState.DRAFT).order_by("-saved_at").first()
    successor = Application.objects.filter(renews=application, licence__isnull=False).order_by("-submitted_at").first()
    running = Application.objects.filter(case_number=held.renewing_case).first() if held.renewing_case else None
    renewable = _may_renew(held)
    return {
        "name": held.name,
        "number": held.number,
        "state": LICENCE_STATES[state],
        "tone": LICENCE_TONES[state],
        "rows": standing_rows(held),
        "ended": state in (LicenceState.WITHDRAWN, LicenceState.REVOKED, LicenceState.CANCELLED),
        "barred": _("%(day)s以前，您不得再次申请这项许可（行政许可法第七十九条）。")
        % {"day": presenters.day(held.barred_until)}
        if held.barred_until and held.barred_until > today
        else "",
        "renewal": renewal_words(held, today=today) if renewable else "",
        "renew_url": reverse("applications:renew", args=[application.pk]) if renewable and not draft else "",
        "keep_url": reverse("applications:keep_copy", args=[application.pk])
        if renewable and application.own_copy is not None and _is_erased_before(application, held)
        else "",
        "draft_url": reverse("applications:fill", args=[draft.pk]) if draft else "",
        "running_url": reverse("applications:follow", args=[running.pk]) if running else "",
        "successor_url": reverse("applications:follow", args=[successor.pk]) if successor else "",
    }


def standing_rows(held: HeldLicence) -> list[Any]:
    """Return how the licence stands: what its holder and whoever checks its paper may know alike."""
    state = LicenceState(held.state)
    rows: list[Any] = [
        (_("证件编号"), held.number),
        {"label": _("证件状态"), "value": LICENCE_STATES[state], "tone": LICENCE_TONES[state]},
    ]
    if state is not LicenceState.VALID:
        rows.append((_("自何日起"), presenters.day(held.since_on)))
    if held.ground:
        rows.append((_("事由"), GROUNDS[LicenceGround(held.ground)]))
    rows.append(
        (
            _("有效期"),
            _("%(start)s至%(end)s")
            % {"start": presenters.day(held.valid_from), "end": presenters.day(held.valid_until)}
            if held.valid_until
            else until_words(held),
        ),
    )
    return rows


def until_words(held: HeldLicence) -> str:
    if held.valid_until:
        return presenters.day(held.valid_until)
    return _("长期") if held.validity.replace(" ", "") in LONG else held.validity or _("未载明")


def renewal_words(held: HeldLicence, *, today: dt.date) -> list[str]:
    """Say until when renewal is asked for, how the day comes about, and what the law promises before and after."""
    if held.renew_by_on is None or held.valid_until is None:
        return []
    last, until = presenters.day(held.renew_by_on), presenters.day(held.valid_until)
    told = [
        _(
            "需要延续的，请最迟在%(day)s提出：法律要求在有效期届满三十个工作日前申请（行政许可法第五十条），节假日不计算在内（第八十二条）。"
        )
        % {"day": last}
    ]
    if held.provisional:
        told.append(_("届时的放假安排还没有公布，这一天是暂定的，公布后会重新计算。"))
    if LicenceState(held.state) is LicenceState.EXPIRED:
        told.append(
            _("证件已于%(until)s到期失效。现在仍可申请，按普通申请办理；准予之前不能从事许可范围内的活动。")
            % {"until": until}
        )
    elif today > held.renew_by_on:
        told.append(
            _(
                "现在已经晚于这一天。您仍可申请，按普通申请办理；但%(until)s届满前没有作出决定的，不视为准予延续，证件到期失效。"
            )
            % {"until": until}
        )
    else:
        told.append(_("按期申请的，部门应当在%(until)s届满前决定；届满前没有决定的，视为准予延续。") % {"until": until})
    return told


def _is_erased_before(application: Application, held: HeldLicence) -> bool:
    """Say whether the own copy will be gone when the renewal is asked for."""
    erased, asked = application.own_copy_erase_on, held.renew_by_on
    return erased is not None and asked is not None and erased < asked


def _may_renew(held: HeldLicence) -> bool:
    try:
        policies.check_renew(held)
    except NotRenewable:
        return False
    return True
