"""Leaving the public network, in one of four ways; whatever stood elsewhere leaves with the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from huizheng.commons.events.api import publish
from huizheng.gate.api import send
from huizheng.gate.contracts.publishing import PageWithdrawn
from huizheng.inner.publishing.actions.moving import locked, move, open_submission
from huizheng.inner.publishing.actions.placing import end_all
from huizheng.inner.publishing.errors import NotReady, ReasonMissing
from huizheng.inner.publishing.events import PageLeft
from huizheng.inner.publishing.models import Manuscript
from huizheng.inner.publishing.policies import check_act, standing_of
from huizheng.inner.publishing.states import Act, Withdrawal

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.lib.actors import Actor


@transaction.atomic
def withdraw(*, number: int, how: str, reason: str, to: str = "", by: Actor, at: dt.datetime) -> Manuscript:
    """This function will take a page off the public network: in error, consolidated, abolished or expired.

    An abolished page (废止, 失效) stays and says so with its reason; it is then no longer current here either. Ends all
    placements, except that an abolished page keeps them, marked everywhere. Raises ``NotVisible``, ``NotNow``,
    ``NotAllowed``, ``ReasonMissing``, ``NotReady`` when a redirect leads nowhere.
    """
    found = locked(number)
    follows = check_act(found, Act.WITHDRAW, standing_of(by, at))
    kind = Withdrawal(how)
    if not reason.strip():
        raise ReasonMissing("请写明撤下的理由。")
    where = _address(kind, to.strip())
    if submission := open_submission(found):
        submission.closed_at = at
        submission.save(update_fields=["closed_at"])
    found.current = None
    found.withdrawn_how, found.withdrawn_reason = kind, reason.strip()[:400]
    found.withdrawn_to, found.withdrawn_at = where, at
    found.after_check_due = False
    move(found, follows, act="withdraw", facts={"how": kind, "to": where}, by=by, at=at)
    if kind is not Withdrawal.ABOLISHED:
        end_all(found, by=by, at=at)
    send(
        PageWithdrawn(
            site=found.site,
            page=found.key,
            number=found.number,
            how=kind,
            reason=found.withdrawn_reason,
            to=where,
            at=at,
        ),
        at=at,
    )
    publish(PageLeft(site=found.site, number=found.number, how=kind, at=at))
    return found


def _address(kind: Withdrawal, to: str) -> str:
    """Return where readers are led: an address of the cluster, or the number of a public page."""
    if kind is Withdrawal.CONSOLIDATED and not to:
        raise NotReady("并入其他页面时，请填写读者要转到的页面编号或者地址。")
    if kind not in {Withdrawal.ERROR, Withdrawal.CONSOLIDATED} or not to:
        return ""
    if to.isdecimal():
        if not Manuscript.objects.filter(pk=int(to), current__isnull=False).exists():
            raise NotReady(f"没有编号为 {to} 的已发布页面。")
        return to
    if not to.startswith("/") or to.startswith("//"):
        raise NotReady("转到的地址应当以“/”开头，或者是一个页面编号。")
    return to
