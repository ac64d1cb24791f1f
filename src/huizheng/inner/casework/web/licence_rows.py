"""What the page of a case shows of licences: the one to be renewed, the one it led to, and bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from huizheng.commons.design.api import day
from huizheng.gate.contracts import LicenceState
from huizheng.inner.casework.licensing import bar_words, bars_on, holder_of
from huizheng.inner.casework.states import Act
from huizheng.inner.licences.api import licence_of_case, renewal_of, state_words

if TYPE_CHECKING:
    from huizheng.inner.casework.models import Case
    from huizheng.inner.casework.plan import Plan


def licensing_rows(case: Case) -> list[dict[str, Any]]:
    """Return the licence that the case asks to be renewed, and the one it led to."""
    rows: list[dict[str, Any]] = []
    if request := renewal_of(case.number):
        before = request.licence
        rows.append(
            {
                "label": _("延续"),
                "value": _("原证%(number)s，有效期至%(until)s")
                % {"number": before.number, "until": day(before.valid_until)},
                "url": reverse("licences:licence", args=[before.pk]),
                "note": _("按期提出：届满前须作出决定，逾期视为准予延续（行政许可法第五十条第二款）。")
                if request.in_time
                else _("晚于%(day)s提出，按普通申请办理，不视为准予延续。") % {"day": day(request.renew_by_on)},
            },
        )
    elif number := _renewed_in_vain(case):
        rows.append(
            {
                "label": _("延续"),
                "value": _("申请人称延续%(number)s") % {"number": number},
                "note": _("没有找到该申请人名下可以延续的这个证件，按普通申请办理。"),
            },
        )
    if licence := licence_of_case(case.number):
        rows.append(
            {
                "label": licence.name,
                "value": licence.number,
                "url": reverse("licences:licence", args=[licence.pk]),
                "note": state_words(LicenceState(licence.state), licence.since_on),
            },
        )
    return rows


def _renewed_in_vain(case: Case) -> str:
    entry = case.entries.filter(act=Act.REGISTER, facts__renewal="unknown").first()
    return str(entry.facts["renews"]) if entry else ""


def bar_lines(case: Case, plan: Plan, applicant: dict[str, Any]) -> list[str]:
    """Return what kept the applicant from applying, with the articles, while it matters: before acceptance."""
    if case.accepted_on is not None or case.closed_at is not None:
        return []
    return [bar_words(bar) for bar in bars_on(case, plan, holder_of(case, applicant))]
