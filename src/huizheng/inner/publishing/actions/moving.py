"""What every act on a manuscript does: lock it, ask the policy, write the new state and the audit line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from huizheng.commons.audit.api import record
from huizheng.inner.publishing.errors import NotVisible
from huizheng.inner.publishing.models import Manuscript, Submission

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.publishing.states import State
    from huizheng.lib.actors import Actor


def locked(number: int) -> Manuscript:
    """Return the manuscript, locked until the act's transaction ends; raises ``NotVisible``."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an act on a manuscript needs its transaction")
    found = Manuscript.objects.select_for_update(of=("self",)).filter(pk=number).first()
    if found is None:
        raise NotVisible
    return found


def open_submission(manuscript: Manuscript) -> Submission | None:
    return Submission.objects.filter(manuscript=manuscript, closed_at__isnull=True).prefetch_related("reviews").first()


def move(
    manuscript: Manuscript,
    to: State,
    *,
    act: str,
    facts: dict[str, Any] | None = None,
    by: Actor,
    at: dt.datetime,
) -> None:
    """Write the state that follows, who moved it and when, and one line of the audit chain."""
    away, manuscript.state, manuscript.moved_by, manuscript.moved_at = manuscript.state, to, str(by), at
    manuscript.save()
    note(manuscript, act, {"from": away, "to": to, **(facts or {})}, by=by, at=at)


def note(manuscript: Manuscript, act: str, facts: dict[str, Any], *, by: Actor, at: dt.datetime) -> None:
    """Write one line of the audit chain about a manuscript."""
    record(
        actor=by,
        action=f"publishing:manuscript:{act}",
        target=("manuscript", str(manuscript.number)),
        facts={"site": manuscript.site, "column": manuscript.column, **facts},
        at=at,
    )
