"""Who may do what to an application, now."""

from __future__ import annotations

from huizheng.outer.applications.errors import AlreadyRated, NotNow
from huizheng.outer.applications.models import Application
from huizheng.outer.applications.rules import RATINGS_PER_CASE
from huizheng.outer.applications.states import OWN_STEPS, RATEABLE, ApplicationState


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


def check_rate(application: Application, *, given: int, answered: bool) -> None:
    """Raise unless a rating may be given: once after the outcome, once more after the organ's answer."""
    if application.state not in RATEABLE:
        raise NotNow(f"rate in {application.state}")
    if given >= RATINGS_PER_CASE or (given == 1 and not answered):
        raise AlreadyRated
