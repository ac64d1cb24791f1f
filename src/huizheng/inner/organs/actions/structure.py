"""Units and posts of an organ."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from huizheng.commons.audit.api import record
from huizheng.commons.reference.api import organ as organ_of_key
from huizheng.inner.organs import queries
from huizheng.inner.organs.grants import renew_grants
from huizheng.inner.organs.models import Appointment, Official, Post, Unit
from huizheng.inner.organs.policies import check_administer, check_give_duties
from huizheng.inner.organs.rules import AlreadyEnded, NameTaken, PostInUse, UnitInUse
from huizheng.inner.organs.states import NEEDS_SECOND_FACTOR, Duty
from huizheng.lib.actors import Actor


@transaction.atomic
def create_unit(*, organ_key: str, name: str, place: int = 0, by: Actor, at: dt.datetime) -> Unit:
    """This function will set up a unit inside an organ.

    Raises ``NotYourOrgan``, ``NameTaken``, or ``UnknownOrgan``.
    """
    check_administer(organ_key, by=by, at=at)
    try:
        with transaction.atomic():
            unit = Unit.objects.create(organ=organ_of_key(organ_key), name=name.strip(), place=place)
    except IntegrityError as error:
        raise NameTaken(f"本机关已有名为“{name}”的内设机构，请换一个名称。") from error
    record(actor=by, action="organs:unit:create", target=("unit", str(unit.pk)), facts={"organ": organ_key}, at=at)
    return unit


@transaction.atomic
def close_unit(*, unit: Unit, by: Actor, at: dt.datetime) -> None:
    """This function will close a unit nobody holds a post in; its posts close with it.

    Raises ``NotYourOrgan``, ``AlreadyEnded`` or ``UnitInUse``.
    """
    check_administer(unit.organ_id, by=by, at=at)
    locked = Unit.objects.select_for_update().get(pk=unit.pk)
    if locked.closed_at is not None:
        raise AlreadyEnded("这个内设机构已经撤销。")
    if queries.appointments_of(organ_key=unit.organ_id, at=at).filter(post__unit=unit).exists():
        raise UnitInUse
    Post.objects.filter(unit=locked, closed_at__isnull=True).update(closed_at=at)
    locked.closed_at = at
    locked.save(update_fields=["closed_at"])
    record(
        actor=by,
        action="organs:unit:close",
        target=("unit", str(unit.pk)),
        facts={"organ": unit.organ_id},
        at=at,
    )


@transaction.atomic
def create_post(*, unit: Unit, name: str, duties: list[Duty], by: Actor, at: dt.datetime) -> Post:
    """This function will set up a post in a unit with the duties its holders will have.

    Raises ``NotYourOrgan``, ``ReachesEveryOrgan`` or ``NameTaken``.
    """
    check_give_duties(unit.organ_id, duties, by=by, at=at)
    chosen = [duty.value for duty in Duty if duty in duties]
    try:
        with transaction.atomic():
            post = Post.objects.create(unit=unit, name=name.strip(), duties=chosen)
    except IntegrityError as error:
        raise NameTaken(f"“{unit.name}”已有名为“{name}”的岗位，请换一个名称。") from error
    record(
        actor=by,
        action="organs:post:create",
        target=("post", str(post.pk)),
        facts={"organ": unit.organ_id, "duties": chosen},
        at=at,
    )
    return post


@transaction.atomic
def set_post_duties(*, post: Post, duties: list[Duty], by: Actor, at: dt.datetime) -> None:
    """This function will give a post other duties; everybody who holds it has them from now on, and no others.

    A duty over the system makes the second factor compulsory for them.
    Raises ``NotYourOrgan``, ``ReachesEveryOrgan`` or ``AlreadyEnded``.
    """
    holders = list(queries.appointments_of(organ_key=post.unit.organ_id, at=at).filter(post=post))
    given = set(duties) - {Duty(code) for code in post.duties}
    check_give_duties(post.unit.organ_id, given, holders=[str(each.official_id) for each in holders], by=by, at=at)
    locked = Post.objects.select_for_update().get(pk=post.pk)
    if locked.closed_at is not None:
        raise AlreadyEnded("这个岗位已经撤销。")
    if NEEDS_SECOND_FACTOR & set(duties):
        Official.objects.filter(pk__in=[each.official_id for each in holders]).update(totp_required=True)
    before, locked.duties = locked.duties, [duty.value for duty in Duty if duty in duties]
    locked.save(update_fields=["duties"])
    renew_grants(Appointment.objects.filter(post=locked).values_list("official_id", flat=True))
    record(
        actor=by,
        action="organs:post:set_duties",
        target=("post", str(post.pk)),
        facts={"organ": post.unit.organ_id, "before": before, "after": locked.duties},
        at=at,
    )


@transaction.atomic
def close_post(*, post: Post, by: Actor, at: dt.datetime) -> None:
    """This function will close a post nobody holds. Raises ``NotYourOrgan``, ``AlreadyEnded`` or ``PostInUse``."""
    check_administer(post.unit.organ_id, by=by, at=at)
    locked = Post.objects.select_for_update().get(pk=post.pk)
    if locked.closed_at is not None:
        raise AlreadyEnded("这个岗位已经撤销。")
    if queries.appointments_of(organ_key=post.unit.organ_id, at=at).filter(post=post).exists():
        raise PostInUse
    locked.closed_at = at
    locked.save(update_fields=["closed_at"])
    record(
        actor=by,
        action="organs:post:close",
        target=("post", str(post.pk)),
        facts={"organ": post.unit.organ_id},
        at=at,
    )
