"""Who may do what to an application, now."""

from __future__ import annotations

import datetime as dt

from huizheng.gate.contracts import LicenceState
from huizheng.outer.accounts.api import Level, Party, check_party
from huizheng.outer.applications.errors import (
    AlreadyRated,
    HearingIsComing,
    NoHearingOffered,
    NotForOrganisations,
    NotForPersons,
    NotNamed,
    NotNow,
    NotRenewable,
    TooLateForHearing,
    TooManyStatements,
)
from huizheng.outer.applications.hearings import Hearing
from huizheng.outer.applications.models import Application, HeldLicence
from huizheng.outer.applications.rules import RATINGS_PER_CASE, STATEMENTS_PER_CASE
from huizheng.outer.applications.services import OfferedService
from huizheng.outer.applications.states import EXAMINED, OWN_STEPS, RATEABLE, ApplicationState


def check_apply(service: OfferedService, *, by: Party, at: dt.datetime) -> None:
    """Raise unless the party may apply for the service: a named person, the right kind of applicant, a scope in force.

    Raises ``NotNamed``, ``NotForPersons``, ``NotForOrganisations``, and the accounts room's ``Refused`` when an agent's
    authority has ended or does not cover the service's themes. The applicant answers for what is applied for
    (行政许可法 art 31), so there must be one; an agent needs an authority (art 29).
    """
    if by.account.level < Level.DECLARED:
        raise NotNamed
    if by.enterprise is None and not service.takes_persons:
        raise NotForPersons
    if by.enterprise is not None and not service.takes_organisations:
        raise NotForOrganisations
    check_party(by, at=at, themes=service.organisation_themes)


def check_step(application: Application, verb: str) -> ApplicationState:
    """Return the state that the applicant's ``verb`` leads to; raises ``NotNow``."""
    steps = OWN_STEPS.get(ApplicationState(application.state), {})
    if verb not in steps:
        raise NotNow(f"{verb} from {application.state}")
    return steps[verb]


def check_edit(application: Application) -> None:
    """Raise ``NotNow`` unless the draft may still be changed."""
    if application.state != ApplicationState.DRAFT:
        raise NotNow(f"edit in {application.state}")


def check_correct(application: Application) -> None:
    """Raise ``NotNow`` unless the office has asked for a correction that is still open."""
    check_step(application, "correct")


def check_speak(application: Application, service: OfferedService, *, said: int) -> None:
    """Raise ``NotNow`` unless a licence is being examined, ``TooManyStatements`` after more than anybody needs.

    行政许可法 arts 7, 36: whoever a licence concerns may speak before it is decided.
    """
    if application.state not in EXAMINED or not service.is_licence:
        raise NotNow(f"speak in {application.state}")
    if said >= STATEMENTS_PER_CASE:
        raise TooManyStatements


def check_hearing(hearing: Hearing, *, today: dt.date) -> None:
    """Raise unless a hearing may be asked for today (行政许可法 art 47)."""
    if hearing.request_by_on is None:
        raise NoHearingOffered
    if hearing.is_coming:
        raise HearingIsComing
    if today > hearing.request_by_on:
        raise TooLateForHearing


def check_rate(application: Application, *, given: int, answered: bool) -> None:
    """Raise unless a rating may be given: once after the outcome, once more after the organ's answer."""
    if application.state not in RATEABLE:
        raise NotNow(f"rate in {application.state}")
    if given >= RATINGS_PER_CASE or (given == 1 and not answered):
        raise AlreadyRated


def check_renew(licence: HeldLicence | None) -> None:
    """Raise ``NotRenewable`` unless the licence has an end, is valid or just ran out, and is not being renewed."""
    if licence is None or licence.valid_until is None or licence.renewing_case:
        raise NotRenewable
    if licence.state not in (LicenceState.VALID, LicenceState.EXPIRED):
        raise NotRenewable
