"""The door of the network room."""

from huizheng.inner.network.actions import (
    CannotDo,
    discard_letter,
    propose_discard,
    redrive_letter,
    retry_job,
    settle_failure,
)
from huizheng.inner.network.policies import NotAnOperator, check_operate
from huizheng.inner.network.queries import NotVisible, Operations, open_matters, operations_for

__all__ = [
    "CannotDo",
    "NotAnOperator",
    "NotVisible",
    "Operations",
    "check_operate",
    "discard_letter",
    "open_matters",
    "operations_for",
    "propose_discard",
    "redrive_letter",
    "retry_job",
    "settle_failure",
]
