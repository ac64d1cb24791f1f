"""What a case's page shows of its publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huizheng.inner.casework.api import Aside
from huizheng.inner.journeys.policies import organs_watched
from huizheng.inner.journeys.queries import explanation, publication_of
from huizheng.inner.journeys.states import TONES, PublicationState
from huizheng.inner.journeys.web.addresses import public_address

if TYPE_CHECKING:
    from huizheng.inner.casework.api import Case, Staff


def publication_beside(case: Case, staff: Staff) -> Aside | None:
    """Return the panel: 已公开 with the way to the page, or until when, and why not yet."""
    if case.decided_on is None:
        return None
    found = publication_of(case.number)
    if found is None:
        return None
    state = PublicationState(found.state)
    address = public_address(found.site, found.page_number)
    link = (address, _("查看公开的决定")) if address else None
    if link is None and found.organ_key in organs_watched(staff):
        link = (reverse("journeys:grant", args=[case.number]), _("查看许可公开"))
    tag = str(state.label)
    if state is PublicationState.WAITING:
        tag = _("最迟 %(day)s 公开") % {"day": date_format(found.due_on, "Y年n月j日")}
    return Aside(
        title=_("许可决定公开"),
        tag=tag,
        tone="warning" if found.trouble else TONES[state],
        text=found.trouble_note or explanation(found),
        link=link,
    )
