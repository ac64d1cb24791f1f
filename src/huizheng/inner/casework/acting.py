"""The frame of every act: lock the case, see whether it may be done, write it once, and let the world know.

The order is always the same: the press of the button is known already → somebody changed the case meanwhile → the
policy → the nouns → the journal → the audit line → the event.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from huizheng.commons.audit.api import record
from huizheng.commons.events.api import publish
from huizheng.inner.casework.errors import AlreadyDone, ChangedMeanwhile
from huizheng.inner.casework.events import CaseActed
from huizheng.inner.casework.models import Case, CaseEntry
from huizheng.inner.casework.policies import check_act
from huizheng.inner.casework.releases import plan_for
from huizheng.inner.casework.states import TRANSITIONS, Act, State, target_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from uuid import UUID

    from huizheng.inner.casework.plan import Plan
    from huizheng.inner.casework.policies import Staff


@dataclass
class Doing:
    """One act under way: the locked case, its plan, who does it and when."""

    act: Act
    case: Case
    plan: Plan
    by: Staff
    at: dt.datetime
    token: UUID | None
    state_before: str
    organ_before: str
    step_before: tuple[str, str]
    started_at: dt.datetime
    entry: CaseEntry | None = field(default=None)

    @property
    def today(self) -> dt.date:
        """The legal day of the act."""
        return timezone.localdate(self.at)

    def move(self) -> None:
        """Take the case to the state that the table names."""
        self.case.state = target_of(self.act, State(self.state_before))

    def write(
        self, *, opinion: str = "", facts: dict[str, Any] | None = None, legal_on: dt.date | None = None
    ) -> CaseEntry:
        """Save the case as one version further, unless it is new, and write the journal's next line."""
        case = self.case
        is_new = self.act is Act.REGISTER
        transition = TRANSITIONS[self.act]
        if (transition.target is not None or transition.is_news) and not is_new:
            case.version += 1
        if not is_new:  # a new case has just been saved, and its journal is empty
            case.save()
        position = 1 if is_new else case.entries.count() + 1
        self.entry = CaseEntry.objects.create(
            case=case,
            position=position,
            act=self.act,
            step_key=self.step_before[0],
            step_name=self.step_before[1],
            organ_key=self.organ_before,
            official_id=self.by.official_id,
            official_name=self.by.name,
            post=self.by.post,
            opinion=opinion.strip(),
            facts=facts or {},
            state_before=self.state_before,
            state_after=case.state,
            case_version=case.version,
            started_at=min(self.started_at, self.at),
            ended_at=self.at,
            legal_on=legal_on or self.today,
            token=self.token,
        )
        return self.entry

    def close(self, **facts: Any) -> None:
        """Write the audit line and publish the event."""
        case = self.case
        case.ledgers = None
        record(
            actor=self.by.actor,
            action=f"casework:case:{self.act}",
            target=("case", case.number),
            facts={"state": str(case.state), "version": case.version, **facts},
            at=self.at,
        )
        publish(
            CaseActed(
                case_number=case.number,
                act=str(self.act),
                state=str(case.state),
                organ_key=case.organ_key,
                legal_on=self.entry.legal_on if self.entry else self.today,
                at=self.at,
            ),
        )


@contextmanager
def doing(
    act: Act,
    case: Case,
    *,
    by: Staff,
    at: dt.datetime,
    seen: int | None = None,
    token: UUID | None = None,
) -> Iterator[Doing]:
    """Open the one transaction of an act.

    ``seen`` is the version of the page the official acted from; ``token`` the press of the button. Raises
    ``AlreadyDone``, ``ChangedMeanwhile``, and what ``check_act`` raises.
    """
    if at.tzinfo is None:
        raise ValueError("an act happens at an aware moment")
    with transaction.atomic():
        locked = Case.objects.select_for_update().get(pk=case.pk)
        if token is not None and (done := locked.entries.filter(token=token).first()):
            raise AlreadyDone(done)
        if seen is not None and seen != locked.version:
            raise ChangedMeanwhile(seen=seen, now=locked.version)
        check_act(act, locked, by=by)
        yield Doing(
            act=act,
            case=locked,
            plan=plan_for(locked),
            by=by,
            at=at,
            token=token,
            state_before=locked.state,
            organ_before=locked.organ_key,
            step_before=(locked.step_key, locked.step_name),
            started_at=locked.step_started_at or locked.registered_at,
        )
    case.refresh_from_db()
