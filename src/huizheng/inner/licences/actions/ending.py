"""Withdrawing, revoking, cancelling: one official names the ground, another decides (arts 8, 69, 70).

The decision is a numbered notice that the holder is told with the remedies; after a fraud it may bar (art 79).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from huizheng.commons.audit.api import record
from huizheng.commons.events.api import publish
from huizheng.gate.contracts import LicenceGround, LicenceState
from huizheng.inner.licences.actions.barring import impose_bar
from huizheng.inner.licences.errors import ChangedMeanwhile, Incomplete
from huizheng.inner.licences.events import LicenceEnded
from huizheng.inner.licences.history import locked, move
from huizheng.inner.licences.models import Ending, Licence
from huizheng.inner.licences.paperwork import issue_notice, remedy_of
from huizheng.inner.licences.policies import check_decide, check_drop, check_propose
from huizheng.inner.licences.rules import GROUNDS, BarGround, check_ending
from huizheng.inner.licences.states import EndingState, LicenceAct
from huizheng.inner.licences.telling import tell
from huizheng.inner.licences.wording import GROUNDS as GROUND_WORDS

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.licences.policies import Officer


def propose_ending(
    licence: Licence,
    *,
    act: LicenceAct,
    ground: LicenceGround,
    reasons: str,
    public_interest: str = "",
    touches_safety: bool | None = None,
    by: Officer,
    at: dt.datetime,
    seen: int | None = None,
) -> Ending:
    """This function will lay a withdrawal, revocation or cancellation before whoever decides it (arts 8(2), 69, 70).

    Raises ``ChangedMeanwhile``, what ``check_propose`` raises, ``Unlawful`` for a ground of another act, and
    ``Incomplete`` when reasons are missing, or what arts 8(2), 69(3) or 79 ask to be stated.
    """
    with transaction.atomic():
        row = locked(licence)
        _check_seen(row, seen)
        check_propose(act, row, open_ending=open_ending(row), by=by)
        check_ending(
            act=act,
            state=LicenceState(row.state),
            ground=ground,
            reasons=reasons,
            public_interest=public_interest,
            touches_safety=touches_safety,
        )
        ending = Ending.objects.create(
            licence=row,
            act=act,
            ground=ground,
            reasons=reasons.strip(),
            public_interest="" if act is LicenceAct.CANCEL else public_interest.strip(),
            touches_safety=touches_safety if ground is LicenceGround.FRAUD else None,
            proposed_by_id=by.official_id,
            proposed_on=timezone.localdate(at),
            proposed_at=at,
        )
        record(
            actor=by.actor,
            action="licences:ending:propose",
            target=("licence", str(row.pk)),
            facts={"ending": ending.pk, "act": str(act), "ground": str(ground)},
            at=at,
        )
    return ending


def decide_ending(
    ending: Ending, *, opinion: str = "", by: Officer, at: dt.datetime, seen: int | None = None
) -> Ending:
    """This function will end the licence as proposed, with a numbered notice to the holder and the remedies told.

    A licence got by fraud that touches public safety, health, life or property bars its holder for 3 years (art 79).
    Raises ``ChangedMeanwhile``, what ``check_decide`` raises, and ``NotNow`` when the licence has ended meanwhile.
    """
    with transaction.atomic():
        licence = locked(ending.licence)
        _check_seen(licence, seen)
        row = Ending.objects.select_for_update().get(pk=ending.pk)
        check_decide(row, licence, by=by)
        act, ground, today = LicenceAct(row.act), LicenceGround(row.ground), timezone.localdate(at)
        check_ending(
            act=act,
            state=LicenceState(licence.state),
            ground=ground,
            reasons=row.reasons,
            public_interest=row.public_interest,
            touches_safety=row.touches_safety,
        )
        row.state, row.decided_by_id, row.decided_on, row.opinion = (
            EndingState.DECIDED,
            by.official_id,
            today,
            opinion.strip(),
        )
        row.save(update_fields=["state", "decided_by", "decided_on", "opinion"])
        move(licence, act, at=at, by=by, ground=ground, reasons=row.reasons, ending=row.pk)
        bar = None
        if ground is LicenceGround.FRAUD and row.touches_safety and licence.holder_digest:
            bar = impose_bar(
                ground=BarGround.FRAUD,
                item_slug=licence.item_slug,
                item_name=licence.item_name,
                organ_key=licence.organ_key,
                holder_name=licence.holder_name,
                holder_digest=licence.holder_digest,
                reasons=row.reasons,
                case_number=licence.case_number,
                decided_on=today,
                decided_by=by.official_id,
                by=by.actor,
                at=at,
            )
        issue_notice(row, licence, barred_until=bar.barred_until if bar else None, at=at)
        tell(
            licence,
            at=at,
            private={
                "text": f"{GROUND_WORDS[ground]}（{GROUNDS[ground].law}）。",
                "reasons": row.reasons,
                "remedy": remedy_of(licence),
            },
        )
        publish(
            LicenceEnded(
                licence_id=licence.pk, state=str(licence.state), organ_key=licence.organ_key, legal_on=today, at=at
            ),
        )
    return row


def drop_ending(ending: Ending, *, opinion: str, by: Officer, at: dt.datetime) -> Ending:
    """This function will leave the licence as it is: the proposal is not followed, or taken back, with the reason.

    Raises ``Incomplete`` without a reason, and what ``check_drop`` raises.
    """
    with transaction.atomic():
        licence = locked(ending.licence)
        row = Ending.objects.select_for_update().get(pk=ending.pk)
        check_drop(row, licence, by=by)
        if not opinion.strip():
            raise Incomplete("opinion", "请写明不采纳的理由。")
        row.state, row.decided_by_id, row.decided_on, row.opinion = (
            EndingState.DROPPED,
            by.official_id,
            timezone.localdate(at),
            opinion.strip(),
        )
        row.save(update_fields=["state", "decided_by", "decided_on", "opinion"])
        record(
            actor=by.actor,
            action="licences:ending:drop",
            target=("licence", str(licence.pk)),
            facts={"ending": row.pk},
            at=at,
        )
    return row


def open_ending(licence: Licence) -> Ending | None:
    """Return the proposal that waits for a decision, or nothing."""
    return licence.endings.filter(state=EndingState.PROPOSED).first()


def _check_seen(licence: Licence, seen: int | None) -> None:
    if seen is not None and seen != licence.version:
        raise ChangedMeanwhile
