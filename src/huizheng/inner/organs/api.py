"""The door of the organs room."""

from huizheng.inner.organs.actions.appointments import appoint, delegate, end_appointment, revoke_delegation
from huizheng.inner.organs.actions.officials import (
    change_password,
    create_official,
    deactivate_official,
    first_password,
    reactivate_official,
    require_second_factor,
    reset_password,
)
from huizheng.inner.organs.actions.structure import close_post, close_unit, create_post, create_unit, set_post_duties
from huizheng.inner.organs.models import Appointment, Delegation, Grant, Official, Post, Unit
from huizheng.inner.organs.policies import can, check_administer, check_duty
from huizheng.inner.organs.queries import (
    appointments_of,
    delegation_behind,
    display_names,
    duties_of,
    has_duty,
    official,
    official_by_login,
    official_of,
    officials_of,
    officials_with_duty,
    organs_with_duty,
    posts_of,
    units_of,
)
from huizheng.inner.organs.rules import LacksDuty, NotYourOrgan, Refused
from huizheng.inner.organs.states import Duty, duty_words
from huizheng.inner.organs.web.bearer import current_official, duties_in
from huizheng.inner.organs.web.guarding import for_officials_with

__all__ = [
    "Appointment",
    "Delegation",
    "Duty",
    "Grant",
    "LacksDuty",
    "NotYourOrgan",
    "Official",
    "Post",
    "Refused",
    "Unit",
    "appoint",
    "appointments_of",
    "can",
    "change_password",
    "check_administer",
    "check_duty",
    "close_post",
    "close_unit",
    "create_official",
    "create_post",
    "create_unit",
    "current_official",
    "deactivate_official",
    "delegate",
    "delegation_behind",
    "display_names",
    "duties_in",
    "duties_of",
    "duty_words",
    "end_appointment",
    "first_password",
    "for_officials_with",
    "has_duty",
    "official",
    "official_by_login",
    "official_of",
    "officials_of",
    "officials_with_duty",
    "organs_with_duty",
    "posts_of",
    "reactivate_official",
    "require_second_factor",
    "reset_password",
    "revoke_delegation",
    "set_post_duties",
    "units_of",
]
