"""One content, many places: asked for by who has it, decided by who receives it, ended with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from huizheng.commons.audit.api import record
from huizheng.gate.api import send
from huizheng.gate.contracts.publishing import PlacementChanged
from huizheng.inner.organs.api import Duty
from huizheng.inner.publishing.actions.moving import locked
from huizheng.inner.publishing.columns import place_for_pages
from huizheng.inner.publishing.errors import NotAllowed, NotNow, NotReady, NotVisible, ReasonMissing
from huizheng.inner.publishing.models import Manuscript, Placement
from huizheng.inner.publishing.policies import check_receive, check_see, may_end, standing_of
from huizheng.inner.publishing.states import PLACEMENT_TRANSITIONS, PlacementState
from huizheng.inner.sites.api import note_release

if TYPE_CHECKING:
    import datetime as dt
    import uuid

    from huizheng.lib.actors import Actor


@transaction.atomic
def request_placement(
    *,
    number: int,
    site: str,
    column: str,
    rank: int = 0,
    shown_from: dt.datetime | None = None,
    shown_until: dt.datetime | None = None,
    note: str = "",
    by: Actor,
    at: dt.datetime,
) -> Placement:
    """This function will ask a site to show a released page in one of its columns as well.

    Raises ``NotVisible``, ``NotAllowed`` unless the actor writes or releases for the page, ``NotNow`` when it is not
    public or already stands there, ``NoSuchColumn``, ``NotReady`` when the period runs backward.
    """
    found = locked(number)
    standing = standing_of(by, at)
    check_see(found, standing)
    if not (
        standing.is_system
        or standing.has(found, Duty.PUBLISH_WRITE)
        or standing.has(found, Duty.PUBLISH_RELEASE)
        or found.site in standing.kept
    ):
        raise NotAllowed
    if not found.is_public:
        raise NotNow("稿件发布以后才能送其他栏目展示。")
    where = place_for_pages(site, column)
    if (site, column) == (found.site, found.column):
        raise NotNow("页面本来就在这个栏目。")
    begins = shown_from or at
    if shown_until is not None and shown_until <= begins:
        raise NotReady("停止展示的时间应当晚于开始展示的时间。")
    try:
        with transaction.atomic():
            placement = Placement.objects.create(
                manuscript=found,
                site=where.site,
                column=where.column,
                organ_id=where.organ,
                rank=rank,
                shown_from=begins,
                shown_until=shown_until,
                note=note.strip()[:400],
                requested_by=str(by),
                requested_at=at,
            )
    except IntegrityError as error:
        raise NotNow("这个栏目已经在展示，或者已经送审，不需要再送一次。") from error
    _note(placement, "request", by=by, at=at)
    return placement


@transaction.atomic
def accept_placement(*, key: uuid.UUID, rank: int | None = None, by: Actor, at: dt.datetime) -> Placement:
    """This function will show the page in the receiving site's column, under its source's name.

    Raises ``NotVisible``, ``NotNow``, ``NotAllowed`` without the duty to release for the receiving site.
    """
    found = _locked(key)
    check_receive(found, standing_of(by, at))
    _check_next(found, PlacementState.ACCEPTED)
    if not found.manuscript.is_public:
        raise NotNow("来源页面已经撤下，不能采用。")
    found.state, found.decided_by, found.decided_at = PlacementState.ACCEPTED, str(by), at
    if rank is not None:
        found.rank = rank
    found.save()
    _note(found, "accept", by=by, at=at)
    tell_placement(found, on=True, at=at)
    note_release(site=found.site, column=found.column, at=at)
    return found


@transaction.atomic
def decline_placement(*, key: uuid.UUID, reason: str, by: Actor, at: dt.datetime) -> Placement:
    """This function will leave the page out of the receiving site; raises what accepting raises, ``ReasonMissing``."""
    found = _locked(key)
    check_receive(found, standing_of(by, at))
    _check_next(found, PlacementState.DECLINED)
    if not reason.strip():
        raise ReasonMissing("请写明不采用的理由。")
    found.state, found.decided_by, found.decided_at = PlacementState.DECLINED, str(by), at
    found.reason = reason.strip()[:400]
    found.save()
    _note(found, "decline", by=by, at=at)
    return found


@transaction.atomic
def end_placement(*, key: uuid.UUID, reason: str = "", by: Actor, at: dt.datetime) -> Placement:
    """This function will end a placement, from either side; raises ``NotVisible``, ``NotNow``, ``NotAllowed``."""
    found = _locked(key)
    if not may_end(found, standing_of(by, at)):
        raise NotAllowed
    _check_next(found, PlacementState.ENDED)
    _end(found, reason.strip()[:400], by=by, at=at)
    return found


def end_all(manuscript: Manuscript, *, by: Actor, at: dt.datetime) -> int:
    """End every placement of a page that leaves; return how many."""
    standing = manuscript.placements.select_for_update().filter(
        state__in=[PlacementState.REQUESTED, PlacementState.ACCEPTED]
    )
    count = 0
    for each in standing:
        _end(each, "来源页面已经撤下", by=by, at=at)
        count += 1
    return count


def _end(placement: Placement, reason: str, *, by: Actor, at: dt.datetime) -> None:
    was_shown = placement.state == PlacementState.ACCEPTED
    placement.state, placement.ended_at = PlacementState.ENDED, at
    placement.reason = reason or placement.reason
    placement.save()
    _note(placement, "end", by=by, at=at)
    if was_shown:
        tell_placement(placement, on=False, at=at)


def _locked(key: uuid.UUID) -> Placement:
    number = Placement.objects.filter(pk=key).values_list("manuscript_id", flat=True).first()
    if number is None:
        raise NotVisible("没有这条展示记录。")
    manuscript = locked(number)  # always before its placements, as withdrawal does
    found = Placement.objects.select_for_update().get(pk=key)
    found.manuscript = manuscript
    return found


def _check_next(placement: Placement, to: PlacementState) -> None:
    if to not in PLACEMENT_TRANSITIONS[PlacementState(placement.state)]:
        raise NotNow("这条展示记录已经办过了，请刷新页面。")


def tell_placement(placement: Placement, *, on: bool, at: dt.datetime) -> None:
    send(
        PlacementChanged(
            placement=placement.key,
            page=placement.manuscript.key,
            source_site=placement.manuscript.site,
            site=placement.site,
            column=placement.column,
            on=on,
            rank=placement.rank,
            shown_from=timezone.localtime(placement.shown_from),
            shown_until=timezone.localtime(placement.shown_until) if placement.shown_until else None,
            at=at,
        ),
        at=at,
    )


def _note(placement: Placement, act: str, *, by: Actor, at: dt.datetime) -> None:
    record(
        actor=by,
        action=f"publishing:placement:{act}",
        target=("placement", str(placement.key)),
        facts={"manuscript": placement.manuscript_id, "site": placement.site, "column": placement.column},
        at=at,
    )
