"""Who may operate the product: whoever holds the duty in any organ, now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huizheng.inner.organs.api import Duty, Refused, organs_with_duty
from huizheng.lib.actors import ActorKind

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.lib.actors import Actor


class NotAnOperator(Refused):
    """The actor has no duty of operations in any organ."""


def check_operate(*, by: Actor, at: dt.datetime) -> None:
    """Raise ``NotAnOperator`` unless the actor holds the duty of operations somewhere."""
    if by.kind != ActorKind.OFFICIAL or not organs_with_duty(by.id, Duty.OPERATIONS, at).exists():
        raise NotAnOperator("您没有“系统运维”职责。如工作需要，请联系本机关的机构管理员。")
