"""Who holds which post, and who acts for whom."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from huizheng.commons.audit.api import record
from huizheng.commons.events.api import publish
from huizheng.inner.organs.events import DutiesChanged
from huizheng.inner.organs.grants import renew_grants, renew_post_label
from huizheng.inner.organs.models import Appointment, Delegation, Official, Post
from huizheng.inner.organs.policies import check_administer, check_delegate, check_give_duties, check_revoke
from huizheng.inner.organs.rules import AlreadyEnded, NameTaken, NotActive, PeriodRunsBackward
from huizheng.inner.organs.states import NEEDS_SECOND_FACTOR, Duty
from huizheng.lib.actors import Actor


@transaction.atomic
def appoint(
    *,
    official: Official,
    post: Post,
    valid_from: dt.datetime,
    valid_until: dt.datetime | None = None,
    by: Actor,
    at: dt.datetime,
) -> Appointment:
    """This function will appoint an official to a post for a period, open-ended when no end is named.

    An official of another organ may be appointed too (a window clerk who serves several). A post with powers over
    the system makes the second factor compulsory.
    Raises ``NotYourOrgan``, ``ReachesEveryOrgan``, ``NotActive``, ``AlreadyEnded``, ``PeriodRunsBackward``,
    ``NameTaken`` when held already.
    """
    check_give_duties(post.unit.organ_id, post.duties, holders=[str(official.pk)], by=by, at=at)
    locked = Official.objects.select_for_update().get(pk=official.pk)
    if not locked.is_active:
        raise NotActive
    if post.closed_at is not None:
        raise AlreadyEnded("这个岗位已经撤销，请选择别的岗位。")
    if valid_until is not None and valid_until <= valid_from:
        raise PeriodRunsBackward
    try:
        with transaction.atomic():
            appointment = Appointment.objects.create(
                official=locked,
                post=post,
                valid_from=valid_from,
                valid_until=valid_until,
            )
    except IntegrityError as error:
        raise NameTaken("这位同事已经在这个岗位上，不用再任命。") from error
    if NEEDS_SECOND_FACTOR & set(post.duties) and not locked.totp_required:
        Official.objects.filter(pk=locked.pk).update(totp_required=True)
    _renew(locked.pk, at=at)
    record(
        actor=by,
        action="organs:appointment:make",
        target=("official", str(locked.pk)),
        facts={
            "post": post.pk,
            "organ": post.unit.organ_id,
            "from": valid_from.isoformat(),
            "until": valid_until.isoformat() if valid_until else None,
        },
        at=at,
    )
    publish(DutiesChanged(official_id=locked.pk, organ_key=post.unit.organ_id, at=valid_from))
    return appointment


@transaction.atomic
def end_appointment(*, appointment: Appointment, by: Actor, at: dt.datetime) -> None:
    """This function will end an appointment now; what was delegated from it ends too.

    Raises ``NotYourOrgan`` or ``AlreadyEnded``.
    """
    organ_key = appointment.post.unit.organ_id
    check_administer(organ_key, by=by, at=at)
    locked = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if locked.valid_until is not None and locked.valid_until <= at:
        raise AlreadyEnded
    if locked.valid_from >= at:
        # It never began: nothing was done under it, and an empty period is none.
        locked.grants.all().delete()
        locked.delete()
    else:
        locked.valid_until = at
        locked.save(update_fields=["valid_until"])
    _renew(locked.official_id, at=at)
    record(
        actor=by,
        action="organs:appointment:end",
        target=("official", str(locked.official_id)),
        facts={"post": locked.post_id, "organ": organ_key},
        at=at,
    )
    publish(DutiesChanged(official_id=locked.official_id, organ_key=organ_key, at=at))


@transaction.atomic
def delegate(
    *,
    delegator: Official,
    delegate: Official,
    organ_key: str,
    duties: list[Duty],
    reason: str,
    valid_from: dt.datetime,
    valid_until: dt.datetime,
    by: Actor,
    at: dt.datetime,
) -> Delegation:
    """This function will let a colleague use some of the delegator's own duties in an organ for a period.

    Raises ``CannotDelegate``, ``NotActive``, ``NotYourOrgan`` or ``PeriodRunsBackward``.
    """
    check_delegate(
        delegator,
        delegate,
        organ_key=organ_key,
        duties=duties,
        valid_from=valid_from,
        valid_until=valid_until,
        by=by,
        at=at,
    )
    delegation = Delegation.objects.create(
        delegator=delegator,
        delegate=delegate,
        organ_id=organ_key,
        duties=[duty.value for duty in Duty if duty in duties],
        reason=reason.strip(),
        valid_from=valid_from,
        valid_until=valid_until,
        created_at=at,
    )
    renew_grants([delegate.pk])
    record(
        actor=by,
        action="organs:delegation:make",
        target=("delegation", str(delegation.pk)),
        facts={
            "from": delegator.pk,
            "to": delegate.pk,
            "organ": organ_key,
            "duties": delegation.duties,
            "begins": valid_from.isoformat(),
            "ends": valid_until.isoformat(),
        },
        at=at,
    )
    publish(DutiesChanged(official_id=delegate.pk, organ_key=organ_key, at=valid_from))
    return delegation


@transaction.atomic
def revoke_delegation(*, delegation: Delegation, by: Actor, at: dt.datetime) -> None:
    """This function will take a delegation back, or give it back. Raises ``NotYourOrgan`` or ``AlreadyEnded``."""
    locked = Delegation.objects.select_for_update().get(pk=delegation.pk)
    check_revoke(locked, by=by, at=at)
    locked.revoked_at = at
    locked.save(update_fields=["revoked_at"])
    renew_grants([locked.delegate_id])
    record(actor=by, action="organs:delegation:revoke", target=("delegation", str(locked.pk)), facts={}, at=at)
    publish(DutiesChanged(official_id=locked.delegate_id, organ_key=locked.organ_id, at=at))


def _renew(official_id: int, *, at: dt.datetime) -> None:
    renew_grants([official_id])
    renew_post_label(official_id, at=at)
