"""What the applicant is told, and by which template: the item's name and the case number, and "sign in to see more".

In the site always; by mail and SMS as far as the account has a contact and the template an SMS part.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from huizheng.commons.notices.api import notify
from huizheng.commons.reference.api import UnknownOrgan, organ
from huizheng.gate.contracts import CaseAct, LicenceState
from huizheng.outer.accounts.api import recipient_of
from huizheng.outer.applications.hearings import hearing_of
from huizheng.outer.applications.licence_words import LICENCE_STATES
from huizheng.outer.applications.models import Application
from huizheng.outer.applications.rules import draft_kept_until

if TYPE_CHECKING:
    from huizheng.commons.notices.api import Message

# An act that is not here changes nothing the applicant waits for.
TEMPLATES: dict[CaseAct, str] = {
    CaseAct.CORRECTION_REQUESTED: "correction_requested",
    CaseAct.CORRECTION_RECEIVED: "correction_received",
    CaseAct.ACCEPTED: "application_accepted",
    CaseAct.DEEMED_ACCEPTED: "application_deemed_accepted",
    CaseAct.REFUSED_ACCEPTANCE: "acceptance_refused",
    CaseAct.NOT_NEEDED: "licence_not_needed",
    CaseAct.PROCEDURE_STARTED: "procedure_started",
    CaseAct.PROCEDURE_ENDED: "procedure_ended",
    CaseAct.EXTENDED: "period_extended",
    CaseAct.HEARING_OFFERED: "hearing_offered",
    CaseAct.HEARING_REQUESTED: "hearing_requested",
    CaseAct.CLOCK_RECOMPUTED: "period_recomputed",
    CaseAct.GRANTED: "application_granted",
    CaseAct.DEEMED_RENEWED: "renewal_deemed",
    CaseAct.DECLINED: "application_declined",
    CaseAct.DELIVERED: "result_delivered",
    CaseAct.WITHDRAWN: "application_withdrawn",
    CaseAct.TERMINATED: "application_terminated",
}
# Templates that speak of a new last day say nothing when there is none.
_NEEDS_DUE = {CaseAct.EXTENDED, CaseAct.CLOCK_RECOMPUTED}


def is_told(act: CaseAct) -> bool:
    """Say whether anybody is told of such an act at all."""
    return act in TEMPLATES


def tell_of_submission(application_id: UUID, *, at: dt.datetime) -> Message | None:
    """This function will confirm that an application was received here, once; nobody is told who has no account."""
    return _tell(application_id, "application_submitted", {"received_at": at.isoformat()}, once="submitted", at=at)


def tell_of_progress(application_id: UUID, *, act: CaseAct, acted_at: dt.datetime, at: dt.datetime) -> Message | None:
    """This function will tell of one act of the office, once: the papers that follow it are no second act.

    Returns nothing for an act that is not told.
    """
    template = TEMPLATES.get(act)
    if template is None:
        return None
    application = Application.objects.get(pk=application_id)
    due = application.promised_due_on or application.statutory_due_on
    if act in _NEEDS_DUE and due is None:
        return None
    entry = application.timeline.filter(act=act.value, at=acted_at).first()
    if act is CaseAct.PROCEDURE_STARTED and (hearing := hearing_of(application)).held_on and not hearing.is_over:
        facts = {"held_on": hearing.held_on.isoformat()}
        return _tell(application_id, "hearing_arranged", facts, once=f"{act.value}:{acted_at.isoformat()}", at=at)
    facts = {
        "legal_on": (entry.legal_on if entry else timezone.localdate(acted_at)).isoformat(),
        "promised_due_on": _day(application.promised_due_on),
        "statutory_due_on": _day(application.statutory_due_on),
        "new_due_on": _day(due),
    }
    return _tell(application_id, template, facts, once=f"{act.value}:{acted_at.isoformat()}", at=at)


def tell_of_rating_answer(application_id: UUID, *, answered_at: dt.datetime, at: dt.datetime) -> Message | None:
    """This function will tell that the organ has answered a bad rating, once."""
    return _tell(application_id, "rating_answered", {}, once=f"rating_answered:{answered_at.isoformat()}", at=at)


def tell_of_licence(
    application_id: UUID, *, state: LicenceState, changed_at: dt.datetime, at: dt.datetime
) -> Message | None:
    """This function will tell the holder that the licence has expired or was taken away, once."""
    application = Application.objects.select_related("licence", "account").get(pk=application_id)
    template = "licence_expired" if state is LicenceState.EXPIRED else "licence_ended"
    with translation.override("en" if recipient_of(application.account).language.startswith("en") else "zh-hans"):
        word = str(LICENCE_STATES[state])
    facts = {
        "licence_name": application.licence.name,
        "licence_number": application.licence.number,
        "state_word": word,
        "since_on": application.licence.since_on.isoformat(),
    }
    return _tell(application_id, template, facts, once=f"licence:{state}:{changed_at.isoformat()}", at=at)


def tell_of_renewal_day(application_id: UUID, *, at: dt.datetime) -> Message | None:
    """This function will remind the holder of the last day for asking for renewal (行政许可法 art 50(1)), once."""
    licence = Application.objects.select_related("licence").get(pk=application_id).licence
    facts = {
        "licence_name": licence.name,
        "licence_number": licence.number,
        "valid_until_on": _day(licence.valid_until),
        "renew_by_on": _day(licence.renew_by_on),
    }
    return _tell(application_id, "renewal_due", facts, once=f"renewal_due:{licence.valid_until}", at=at)


def tell_of_draft(application_id: UUID, *, at: dt.datetime) -> Message | None:
    """This function will tell that a draft will be deleted, once for the time it was left: who saves it starts anew."""
    saved_at = Application.objects.values_list("saved_at", flat=True).get(pk=application_id)
    facts = {"saved_at": saved_at.isoformat(), "deleted_on": draft_kept_until(saved_at).isoformat()}
    return _tell(application_id, "draft_expiring", facts, once=f"draft:{saved_at.isoformat()}", at=at)


def _tell(application_id: UUID, template: str, facts: dict[str, Any], *, once: str, at: dt.datetime) -> Message | None:
    """Tell the account of the application in its own language; an account that is closed is told nothing."""
    with transaction.atomic():
        application = Application.objects.select_related("account").get(pk=application_id)
        account = application.account
        if not account.is_active or account.erased_at is not None:
            return None
        recipient = recipient_of(account)
        english = recipient.language.startswith("en")
        with translation.override("en" if english else "zh-hans"):
            procedure = gettext("听证、核查等特别程序")
        known = {
            "item_name": (english and application.item_name_en) or application.item_name,
            "case_number": application.case_number or "",
            "organ_name": organ_name(application, english=english),
            "procedure": procedure,
        }
        return notify(
            recipient=recipient,
            template=template,
            facts=known | facts,
            at=at,
            link=reverse("applications:follow", args=[application.pk]),
            once=f"application:{application.pk}:{once}",
        )


def organ_name(application: Application, *, english: bool) -> str:
    """Return the name of the organ that handles it, in the reader's language as far as it has one."""
    if not english:
        return application.organ_name
    try:
        return organ(application.organ_key).english_name or application.organ_name
    except UnknownOrgan:
        return application.organ_name


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
