"""The door of the telemetry room."""

from huizheng.commons.telemetry.actions import record_failure, settle_failure
from huizheng.commons.telemetry.faults import tell_why_it_failed, where
from huizheng.commons.telemetry.health import Check, checks, lags, register_check, register_index
from huizheng.commons.telemetry.jobs import FailedJob, JobFigures, NoSuchJob, failed_jobs, job_figures, retry_job
from huizheng.commons.telemetry.logs import logger
from huizheng.commons.telemetry.metrics import observe_request
from huizheng.commons.telemetry.queries import failures
from huizheng.commons.telemetry.request_id import bound_request_id, current_request_id, new_request_id
from huizheng.commons.telemetry.resources import resources
from huizheng.commons.telemetry.sparing import one_by_one

__all__ = [
    "Check",
    "FailedJob",
    "JobFigures",
    "NoSuchJob",
    "bound_request_id",
    "checks",
    "current_request_id",
    "failed_jobs",
    "failures",
    "job_figures",
    "lags",
    "logger",
    "new_request_id",
    "observe_request",
    "one_by_one",
    "record_failure",
    "register_check",
    "register_index",
    "resources",
    "retry_job",
    "settle_failure",
    "tell_why_it_failed",
    "where",
]
