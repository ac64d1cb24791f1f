"""The door of the telemetry room."""

from huizheng.commons.telemetry.actions import record_failure
from huizheng.commons.telemetry.health import Check, checks, register_check
from huizheng.commons.telemetry.logs import logger
from huizheng.commons.telemetry.queries import failures
from huizheng.commons.telemetry.request_id import bound_request_id, current_request_id, new_request_id

__all__ = [
    "Check",
    "bound_request_id",
    "checks",
    "current_request_id",
    "failures",
    "logger",
    "new_request_id",
    "record_failure",
    "register_check",
]
