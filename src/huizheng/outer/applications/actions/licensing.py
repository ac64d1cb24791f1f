"""What the office tells of a licence, and asking for its renewal (行政许可法 arts 50, 69, 70)."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from huizheng.commons.audit.api import record
from huizheng.commons.events.api import publish
from huizheng.commons.forms import api as forms
from huizheng.commons.keys.api import unseal
from huizheng.gate.contracts import LicenceStanding, LicenceState
from huizheng.lib.actors import SYSTEM
from huizheng.outer.accounts.api import Party
from huizheng.outer.applications import policies
from huizheng.outer.applications.actions.drafting import start_application
from huizheng.outer.applications.actions.following import register_papers
from huizheng.outer.applications.errors import NotNow, ServiceGone
from huizheng.outer.applications.events import LicenceStandingChanged
from huizheng.outer.applications.models import Application, HeldLicence, TimelineEntry
from huizheng.outer.applications.prefilling import known_of, renewed_answers
from huizheng.outer.applications.queries import licence_of, own_copy
from huizheng.outer.applications.rules import OWN_COPY_KEPT, REMINDED_BEFORE
from huizheng.outer.applications.services import offered_service
from huizheng.outer.applications.states import ApplicationState
from huizheng.outer.applications.telling import tell_of_renewal_day
from huizheng.outer.applications.vaulted import lock

# What its holder is told of; a renewal is told by the case that granted it.
_TOLD = frozenset({LicenceState.EXPIRED, LicenceState.WITHDRAWN, LicenceState.REVOKED, LicenceState.CANCELLED})


def note_standing(message: LicenceStanding, *, envelope_id: UUID) -> None:
    """This function will show how a licence stands; safe to run twice for the same envelope.

    Its private part was sealed for this zone; it is opened once here and kept under the account's own key only, and
    only while there is such an account. Raises ``LookupError`` when the case is not known outside.
    """
    with transaction.atomic():
        application = (
            Application.objects.select_for_update(of=("self",))
            .select_related("account")
            .get(case_number=message.case_number)
        )
        if TimelineEntry.objects.filter(envelope_id=envelope_id).exists():
            return
        before = HeldLicence.objects.filter(application=application).first()
        if before is None or before.told_at <= message.at:
            HeldLicence.objects.update_or_create(application=application, defaults=_facts_of(message))
        act = f"licence_{message.state.value}"
        is_told = application.timeline.filter(act=act, at=message.at).exists()
        changed = (
            message.state is not LicenceState.VALID and not is_told and (not before or before.state != message.state)
        )
        opened = unseal(message.private) if message.private else None
        if opened or changed:
            _write(application, message, act=act, opened=opened, envelope_id=envelope_id)
        record(
            actor=SYSTEM,
            action="applications:licence:standing",
            target=("application", str(application.pk)),
            facts={"state": message.state.value, "envelope": str(envelope_id)},
            at=message.at,
        )
        if changed and message.state in _TOLD:
            publish(LicenceStandingChanged(application=application.pk, state=message.state.value, at=message.at))


def _facts_of(message: LicenceStanding) -> dict[str, Any]:
    return {
        "number": message.number,
        "name": message.name,
        "organ_name": message.organ_name,
        "state": message.state,
        "since_on": message.since_on,
        "ground": message.ground or "",
        "valid_from": message.valid_from,
        "valid_until": message.valid_until,
        "validity": message.validity,
        "renew_by_on": message.renew_by_on,
        "provisional": message.provisional,
        "barred_until": message.barred_until,
        "renewing_case": message.renewing_case,
        "told_at": message.at,
    }


def _write(
    application: Application, message: LicenceStanding, *, act: str, opened: dict[str, Any] | None, envelope_id: UUID
) -> None:
    """Put the act into the timeline; a closed account keeps the fact and none of the words."""
    private = lock(application.account, opened) if opened and application.account.erased_at is None else None
    TimelineEntry.objects.create(
        application=application,
        act=act,
        at=message.at,
        legal_on=message.since_on,
        organ_name=message.organ_name,
        private=private,
        envelope_id=envelope_id,
    )
    if private:
        # As long as the papers of a decision: the holder may ask for review and needs them at hand.
        until = timezone.localdate(message.at + OWN_COPY_KEPT)
        application.own_copy_erase_on = max(application.own_copy_erase_on or until, until)
        application.save(update_fields=["own_copy_erase_on"])
    register_papers(application, message, (opened or {}).get("notices") or [])


def start_renewal(application: Application, *, by: Party, at: dt.datetime) -> Application:
    """This function will open a draft that asks for the renewal of the licence the application led to (art 50(1)).

    It is of the same service, in its release of today, and holds the earlier answers as far as they are still kept and
    still asked for. A draft that was begun already is returned. Raises ``NotRenewable``, ``ServiceGone``, and what
    ``start_application`` raises.
    """
    with transaction.atomic():
        Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
        begun = application.renewals.filter(state=ApplicationState.DRAFT).order_by("-saved_at").first()
        if begun is not None:
            return begun
        held = licence_of(application)
        policies.check_renew(held)
        service = offered_service(application.item_slug)
        if service is None:
            raise ServiceGone
        earlier = own_copy(application).get("answers") or {}
        number = held.number if held else ""
        answers = renewed_answers(service, earlier)
        known = forms.prefill(
            service.form, known_of(by, at=at) | service.licence_source(number, at=at), answers=answers
        )
        return start_application(
            service=service,
            division_code=application.division_code,
            answers=known.answers,
            provenance={key: each.as_json() for key, each in known.provenance.items()},
            renews=application,
            by=by,
            at=at,
        )


def keep_copy_for_renewal(application: Application, *, by: Party, at: dt.datetime) -> Application:
    """This function will keep the applicant's own copy until the licence has run out, because its holder asks for it.

    It is of use to nobody but its owner, who fills in the renewal with it (个人信息保护法 arts 13, 19: by consent, as
    long as that purpose needs). Raises ``NotRenewable`` where there is nothing to renew, ``NotNow`` after the erasure.
    """
    with transaction.atomic():
        row = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
        held = licence_of(row)
        policies.check_renew(held)
        if row.own_copy is None:
            raise NotNow("the copy is erased")
        assert held is not None, "check_renew has looked"
        assert held.valid_until is not None, "check_renew has looked"
        until = held.valid_until + OWN_COPY_KEPT
        row.own_copy_erase_on = max(row.own_copy_erase_on or until, until)
        row.save(update_fields=["own_copy_erase_on"])
        record(
            actor=by.as_actor(),
            action="applications:copy:keep",
            target=("application", str(row.pk)),
            facts={"until": row.own_copy_erase_on.isoformat()},
            at=at,
        )
    return row


def remind_of_renewals(*, today: dt.date, at: dt.datetime) -> int:
    """This function will remind holders of the last day for asking for renewal, once each; return how many.

    Nobody is reminded whose renewal is asked for already, or after the day.
    """
    due = HeldLicence.objects.filter(
        state=LicenceState.VALID,
        reminded_on__isnull=True,
        renewing_case="",
        renew_by_on__range=(today, today + REMINDED_BEFORE),
    ).order_by("renew_by_on", "id")
    told = 0
    for held in due.iterator(chunk_size=200):
        with transaction.atomic():
            row = HeldLicence.objects.select_for_update().get(pk=held.pk)
            if row.reminded_on is not None:
                continue
            row.reminded_on = today
            row.save(update_fields=["reminded_on"])
            told += tell_of_renewal_day(row.application_id, at=at) is not None
    return told
