"""Licences of a limited number: who applied first is decided first (行政许可法 art 57).

The number is each handling organ's own. A renewal (art 50) takes no new place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Q

from huizheng.gate.contracts import LicenceState
from huizheng.inner.casework.errors import NumberExhausted, OutOfOrder
from huizheng.inner.casework.models import Case
from huizheng.inner.casework.rules import Unlawful
from huizheng.inner.casework.states import Outcome, State
from huizheng.inner.licences.api import Licence, RenewalRequest, renewal_of

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from huizheng.inner.casework.plan import Plan, Quota

_UNDECIDED = (State.IN_STEP, State.IN_PROCEDURE)
_SHOWN = 5


@dataclass(frozen=True)
class Standing:
    """How a limited number stands at one organ, and how many stand before a case."""

    number: int
    used: int
    yearly: bool
    ahead: tuple[str, ...]

    @property
    def left(self) -> int:
        return max(0, self.number - self.used)

    @property
    def words(self) -> str:
        kind = "本年度" if self.yearly else "在有效期内的"
        place = f"按受理先后排第{len(self.ahead) + 1}位" + (f"，前面{len(self.ahead)}件未决定" if self.ahead else "")
        return f"{place}。数量{self.number}个，{kind}已准予{self.used}个，剩余{self.left}个（行政许可法第五十七条）"


def standing_of_number(case: Case, quota: Quota, *, on: dt.date) -> Standing:
    """Return how the number stands for a case on a day."""
    return Standing(quota.number, used(case, quota, on=on), quota.yearly, tuple(_ahead(case)))


def used(case: Case, quota: Quota, *, on: dt.date) -> int:
    """Return how many places are taken at the case's organ: licences in force, or grants of the year."""
    granted = Case.objects.filter(
        item_slug=case.item_slug, filed_organ_key=case.filed_organ_key, decision__outcome=Outcome.GRANTED
    )
    if quota.yearly:
        renewals = RenewalRequest.objects.values("case_number")
        return granted.filter(decision__decided_on__year=on.year).exclude(number__in=renewals).count()
    ended = Licence.objects.exclude(state=LicenceState.VALID).values("case_number")
    return granted.exclude(number__in=ended).count()


def check_order(case: Case, quota: Quota, *, on: dt.date) -> None:
    """Raise unless the case may be granted now; the number is locked until the act's transaction ends.

    Raises ``NumberExhausted`` when none is left, ``OutOfOrder`` when what is left may all belong to those before it.
    """
    if renewal_of(case.number) is not None:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"quota:{case.item_slug}:{case.filed_organ_key}"])
    found = standing_of_number(case, quota, on=on)
    if not found.left:
        raise NumberExhausted(
            f"数量已满：{found.number}个已经全部准予，不能再准予。请作出不予决定，并选择理由“数量已满”"
            f"（行政许可法第五十七条，{quota.law}）。"
        )
    if found.left <= len(found.ahead):
        listed = "、".join(found.ahead[:_SHOWN])
        raise OutOfOrder(
            f"还有{len(found.ahead)}件先受理的申请没有决定，剩余{found.left}个不够全部准予。"
            f"请按受理的先后顺序，先决定办件{listed}（行政许可法第五十七条）。"
        )


def exhausted_reason(case: Case, plan: Plan, *, on: dt.date) -> str:
    """Return the reason that the number is exhausted; raises ``Unlawful`` while there are places left."""
    if plan.quota is None:
        raise Unlawful("本事项没有数量限制，不能以数量已满为由不予许可。", "行政许可法第五十七条")
    found = standing_of_number(case, plan.quota, on=on)
    if found.left:
        raise Unlawful(f"数量还剩余{found.left}个，不能以数量已满为由不予许可。", "行政许可法第五十七条")
    return (
        f"数量已满：该许可的数量为{found.number}个（{plan.quota.law}），已经按受理的先后顺序全部准予"
        "（行政许可法第五十七条）。"
    )


def _ahead(case: Case) -> QuerySet[Case, str]:
    """Return the numbers of undecided applications that were accepted before this one; on one day, handed in before."""
    if case.accepted_on is None:
        return Case.objects.none().values_list("number", flat=True)
    earlier = Q(accepted_on__lt=case.accepted_on) | Q(accepted_on=case.accepted_on, submitted_at__lt=case.submitted_at)
    return (
        Case.objects.filter(
            earlier, item_slug=case.item_slug, filed_organ_key=case.filed_organ_key, state__in=_UNDECIDED
        )
        .exclude(number__in=RenewalRequest.objects.values("case_number"))
        .order_by("accepted_on", "submitted_at", "id")
        .values_list("number", flat=True)
    )
