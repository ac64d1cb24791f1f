"""The door of the throttle room."""

from huizheng.commons.throttle.actions import allow, attempt, clear, fail, forget
from huizheng.commons.throttle.errors import LockedOut
from huizheng.commons.throttle.queries import check, standing
from huizheng.commons.throttle.rules import ONE_TIME_CODE, PASSWORD_RESET, QUERY_CODE, SIGN_IN, Scope, Standing

__all__ = [
    "ONE_TIME_CODE",
    "PASSWORD_RESET",
    "QUERY_CODE",
    "SIGN_IN",
    "LockedOut",
    "Scope",
    "Standing",
    "allow",
    "attempt",
    "check",
    "clear",
    "fail",
    "forget",
    "standing",
]
