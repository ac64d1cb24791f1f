"""Signing in and out leave a line each in the audit chain."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from huizheng.commons.audit.api import record
from huizheng.inner.organs.models import Official


@transaction.atomic
def begin_session(*, official: Official, at: dt.datetime) -> None:
    """This function will write down that an official gave the right password; the second factor has its own line."""
    record(
        actor=official.as_actor(), action="organs:session:begin", target=("official", str(official.pk)), facts={}, at=at
    )


@transaction.atomic
def end_session(*, official: Official, at: dt.datetime) -> None:
    """This function will write down that an official signed out."""
    record(
        actor=official.as_actor(), action="organs:session:end", target=("official", str(official.pk)), facts={}, at=at
    )
