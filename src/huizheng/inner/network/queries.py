"""What an operator sees of both zones. The questions are asked through ``operations_for``, which lets operators in."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal, cast
from uuid import UUID

from huizheng.commons.telemetry.api import failed_jobs, failures, job_figures, resources
from huizheng.gate.api import (
    ChannelState,
    DeadLetter,
    InboxEntry,
    OutboxEntry,
    PeerCircuit,
    Receipt,
    channel_states,
    circuits,
    dead_letters,
    envelopes_of,
    figures,
    receipts_by_envelope,
    receipts_of,
)
from huizheng.inner.network.models import Decision, ZoneReport
from huizheng.inner.network.policies import check_operate
from huizheng.inner.network.processes import Process, processes
from huizheng.inner.network.states import DecisionAct, DecisionState
from huizheng.lib.actors import Actor

Zone = Literal["inner", "outer"]
AT_MOST = 200
OVERDUE = dt.timedelta(minutes=12)


class NotVisible(LookupError):
    """There is no such thing, or it is not the asker's to see."""


@dataclass(frozen=True)
class ZoneState:
    """How one zone stands; ``heard_at`` is when it last said so."""

    zone: Zone
    heard_at: dt.datetime | None
    is_silent: bool
    gate: dict[str, Any]
    jobs: dict[str, Any]
    resources: dict[str, Any]
    failures: int
    letters: int


@dataclass(frozen=True)
class Failure:
    zone: Zone
    id: int
    source: str
    summary: str
    detail: str
    request_id: str
    happened_at: dt.datetime
    times: int


@dataclass(frozen=True)
class Letter:
    """A dead letter of either zone; ``proposed_by`` when somebody has proposed to discard it."""

    zone: Zone
    id: int
    direction: str
    reason: str
    message: str
    channel: str
    business_number: str
    trace: str
    error: str
    times: int
    opened_at: dt.datetime
    proposed_by: str = ""
    discard_reason: str = ""
    env_id: str = ""


@dataclass(frozen=True)
class Job:
    zone: Zone
    id: int
    task: str
    queue: str
    attempts: int
    failed_at: dt.datetime | None
    reason: str = ""
    request_id: str = ""
    is_retrying: bool = False


@dataclass(frozen=True)
class Crossed:
    """An envelope with the rungs that it has reached."""

    entry: OutboxEntry | InboxEntry
    receipts: list[Receipt]


def operations_for(by: Actor, *, at: dt.datetime) -> Operations:
    """Return the operator's questions; raises ``NotAnOperator``."""
    check_operate(by=by, at=at)
    return Operations(at)


def open_matters() -> int:
    """Return how many things wait for an operator, in both zones."""
    report = _report()
    outside = 0
    if report is not None:
        stuck = sum(not job.get("is_retrying") for job in report.failed_jobs)
        outside = len(report.failures) + len(report.letters) + stuck
    dead = sum(process.needs_somebody for process in processes())
    return failures().count() + dead_letters().count() + job_count() + outside + dead


def job_count() -> int:
    """Return how many jobs have given up here; one that is tried again by itself waits for nobody."""
    return sum(not job.is_retrying for job in failed_jobs(limit=AT_MOST))


class Operations:
    """The questions of somebody who may operate the product."""

    def __init__(self, at: dt.datetime) -> None:
        self.at = at

    def inside(self) -> ZoneState:
        return ZoneState(
            zone="inner",
            heard_at=self.at,
            is_silent=False,
            gate=dataclasses.asdict(figures(at=self.at)),
            jobs=dataclasses.asdict(job_figures(at=self.at)),
            resources=resources(),
            failures=failures().count(),
            letters=dead_letters().count(),
        )

    def outside(self) -> ZoneState | None:
        """Return how the outer zone stood when it last reported, or nothing before its first report."""
        report = _report()
        if report is None:
            return None
        return ZoneState(
            zone="outer",
            heard_at=report.reported_at,
            is_silent=report.reported_at < self.at - OVERDUE,
            gate=report.gate,
            jobs=report.jobs,
            resources=report.resources,
            failures=len(report.failures),
            letters=len(report.letters),
        )

    def channels(self) -> list[ChannelState]:
        return channel_states(at=self.at)

    def circuits(self) -> list[PeerCircuit]:
        return list(circuits())

    def processes(self) -> list[Process]:
        return processes()

    def failures(self) -> list[Failure]:
        """Return the open background failures of both zones, the newest first."""
        inside = [
            Failure(
                "inner", each.pk, each.source, each.summary, each.detail, each.request_id, each.happened_at, each.times
            )
            for each in failures()[:AT_MOST]
        ]
        settled = self._decided(DecisionAct.SETTLE_FAILURE)
        outside = [
            Failure(zone="outer", **{**row, "happened_at": _moment(row["happened_at"])})
            for row in self._reported("failures")
            if row["id"] not in settled
        ]
        return sorted(inside + outside, key=lambda each: each.happened_at, reverse=True)

    def letters(self, *, search: str = "", reason: str = "") -> list[Letter]:
        """Return the open dead letters of both zones, the newest first."""
        inside = [_own(letter) for letter in dead_letters(search=search, reason=reason)[:AT_MOST]]
        outside = [
            letter for letter in self._outer_letters() if _matches(letter, search) and reason in {"", letter.reason}
        ]
        return sorted(inside + outside, key=lambda each: each.opened_at, reverse=True)

    def letter(self, zone: str, letter_id: int) -> Letter:
        """Return one open dead letter; raises ``NotVisible``."""
        if zone == "inner":
            own = dead_letters().filter(pk=letter_id).first()
            if own is not None:
                return _own(own)
        for letter in self._outer_letters() if zone == "outer" else ():
            if letter.id == letter_id:
                return letter
        raise NotVisible

    def receipts(self, letter: Letter) -> list[Receipt]:
        return receipts_of(UUID(letter.env_id)) if letter.env_id else []

    def jobs(self) -> list[Job]:
        """Return the jobs of both zones that have failed for good, and those that fail and are still being tried."""
        inside = [Job("inner", **dataclasses.asdict(each)) for each in failed_jobs(limit=AT_MOST)]
        retried = self._decided(DecisionAct.RETRY_JOB)
        outside = [
            Job(zone="outer", **{**row, "failed_at": _moment(row["failed_at"]) if row["failed_at"] else None})
            for row in self._reported("failed_jobs")
            if row["id"] not in retried
        ]
        return inside + outside

    def decisions(self) -> list[Decision]:
        """Return what operators have lately decided about the outer zone."""
        return list(Decision.objects.order_by("-proposed_at", "-id")[:20])

    def crossed(self, words: str) -> tuple[list[Crossed], list[Crossed]]:
        """Return what crossed for one matter or one request: what was sent from here, and what came."""
        sent, received = envelopes_of(words.strip())
        rungs = receipts_by_envelope([*(each.env_id for each in sent), *(each.env_id for each in received)])
        return (
            [Crossed(entry, rungs.get(entry.env_id, [])) for entry in sent],
            [Crossed(entry, rungs.get(entry.env_id, [])) for entry in received],
        )

    def _outer_letters(self) -> list[Letter]:
        sent = self._decided(DecisionAct.REDRIVE) | self._decided(DecisionAct.DISCARD)
        proposals = {
            decision.subject: decision
            for decision in Decision.objects.filter(act=DecisionAct.DISCARD, state=DecisionState.PROPOSED)
        }
        found = []
        for row in self._reported("letters"):
            if row["id"] in sent:
                continue
            proposal = proposals.get(row["id"])
            found.append(
                Letter(
                    zone="outer",
                    **{**row, "opened_at": _moment(row["opened_at"])},
                    proposed_by=proposal.proposed_by if proposal else "",
                    discard_reason=proposal.reason if proposal else "",
                ),
            )
        return found

    def _reported(self, what: Literal["failures", "letters", "failed_jobs"]) -> list[dict[str, Any]]:
        report = _report()
        return cast("list[dict[str, Any]]", getattr(report, what)) if report else []

    def _decided(self, act: DecisionAct) -> set[int]:
        """Return what was decided and is still on its way, or was done after the last report was written."""
        report = _report()
        sent = Decision.objects.filter(act=act, state=DecisionState.SENT)
        found = set(sent.values_list("subject", flat=True))
        if report:
            done = Decision.objects.filter(act=act, state=DecisionState.DONE, answered_at__gt=report.reported_at)
            found |= set(done.values_list("subject", flat=True))
        return found


def _report() -> ZoneReport | None:
    return ZoneReport.objects.filter(zone="outer").first()


def _own(letter: DeadLetter) -> Letter:
    return Letter(
        zone="inner",
        id=letter.pk,
        direction=letter.direction,
        reason=letter.reason,
        message=letter.message,
        channel=letter.channel,
        business_number=letter.business_number,
        trace=letter.trace,
        error=letter.error,
        times=letter.times,
        opened_at=letter.opened_at,
        proposed_by=letter.proposed_by,
        discard_reason=letter.discard_reason,
        env_id=str(letter.env_id or ""),
    )


def _matches(letter: Letter, search: str) -> bool:
    words = search.strip().lower()
    return (
        letter.business_number.lower().startswith(words)
        or letter.trace.lower() == words
        or words in letter.channel.lower()
        or words in letter.message.lower()
    )


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)
