"""Who may do what with organs, people and duties, now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from huizheng.inner.organs import queries
from huizheng.inner.organs.models import Delegation, Official
from huizheng.inner.organs.rules import (
    LONGEST_DELEGATION,
    AlreadyEnded,
    CannotDelegate,
    LacksDuty,
    NotActive,
    NotYourOrgan,
    OnlyAdmin,
    PeriodRunsBackward,
    ReachesEveryOrgan,
    Refused,
)
from huizheng.inner.organs.states import KEEPS_THE_SYSTEM, NOT_DELEGABLE, REACHES_EVERY_ORGAN, Duty, duty_words
from huizheng.lib.actors import Actor, ActorKind


def can(check: Callable[..., None], *args: Any, **kwargs: Any) -> bool:
    """Turn a policy into a yes or no."""
    try:
        check(*args, **kwargs)
    except Refused:
        return False
    return True


def check_duty(organ_key: str, duty: Duty | Iterable[Duty], *, by: Actor, at: dt.datetime) -> None:
    """Raise ``LacksDuty`` unless the actor has the duty, or one of several, in the organ. The system has none."""
    if by.kind != ActorKind.OFFICIAL or not queries.has_duty(by.id, duty, organ_key, at):
        wanted = [duty] if isinstance(duty, str) else list(duty)
        raise LacksDuty(f"您在这个机关没有“{duty_words(list(wanted))}”职责。如工作需要，请联系本机关的机构管理员。")


def check_administer(organ_key: str, *, by: Actor, at: dt.datetime) -> None:
    """Raise ``NotYourOrgan`` unless the actor is the organ's administrator, or the system that sets the house up."""
    if by.kind == ActorKind.SYSTEM:
        return
    if by.kind != ActorKind.OFFICIAL or not queries.has_duty(by.id, Duty.ORGAN_ADMIN, organ_key, at):
        raise NotYourOrgan


def check_give_duties(
    organ_key: str, duties: Iterable[str], *, holders: Iterable[str] = (), by: Actor, at: dt.datetime
) -> None:
    """Raise ``NotYourOrgan``, or ``ReachesEveryOrgan``.

    An organ's administrator gives power over the organ's own work. Duties that reach every organ come from the organ
    that keeps the system, and whoever gives them is none of the ``holders``.
    """
    check_administer(organ_key, by=by, at=at)
    if by.kind == ActorKind.SYSTEM or not REACHES_EVERY_ORGAN & set(duties):
        return
    if organ_key.partition("-")[2] != KEEPS_THE_SYSTEM or by.id in holders:
        raise ReachesEveryOrgan


def check_deactivate(official: Official, *, by: Actor, at: dt.datetime) -> None:
    """Raise ``NotYourOrgan``, ``OnlyAdmin`` for oneself, or ``NotActive``."""
    check_administer(official.home_organ_id, by=by, at=at)
    if by == official.as_actor() or by.id == str(official.pk):
        raise OnlyAdmin
    if not official.is_active:
        raise NotActive("这个账号已经停用。")


def check_delegate(
    delegator: Official,
    delegate: Official,
    *,
    organ_key: str,
    duties: list[Duty],
    valid_from: dt.datetime,
    valid_until: dt.datetime,
    by: Actor,
    at: dt.datetime,
) -> None:
    """Raise ``CannotDelegate``, ``NotYourOrgan``, ``NotActive`` or ``PeriodRunsBackward``.

    One delegates one's own duties only, those held by appointment, to an active colleague of the same organ, for at
    most 180 days; the organ's administrator may do it for an absent official.
    """
    if by.id != str(delegator.pk):
        check_administer(organ_key, by=by, at=at)
    if not delegate.is_active or not delegator.is_active:
        raise NotActive("委托人和受托人的账号都应当是启用状态。")
    if delegate.pk == delegator.pk:
        raise CannotDelegate("不能委托给自己，请选择一位同事。")
    if delegate.home_organ_id != organ_key:
        raise CannotDelegate("只能委托给本机关的同事。")
    if valid_until <= valid_from or valid_until <= at:
        raise PeriodRunsBackward
    if valid_until - valid_from > LONGEST_DELEGATION:
        raise CannotDelegate(f"一次委托最长{LONGEST_DELEGATION.days}天，请缩短期限。")
    if kept := set(duties) & NOT_DELEGABLE:
        raise CannotDelegate(f"“{duty_words(list(kept))}”职责不能委托他人。")
    if not duties or set(duties) - queries.own_duties(delegator, organ_key, max(valid_from, at)):
        raise CannotDelegate("只能委托本人现有的职责（他人委托来的职责不能再转委托），请重新选择。")


def check_revoke(delegation: Delegation, *, by: Actor, at: dt.datetime) -> None:
    """Raise ``AlreadyEnded``, or ``NotYourOrgan`` for anyone but the delegator, the delegate and the administrator."""
    if by.id not in {str(delegation.delegator_id), str(delegation.delegate_id)}:
        check_administer(delegation.organ_id, by=by, at=at)
    if delegation.revoked_at is not None or delegation.valid_until <= at:
        raise AlreadyEnded
