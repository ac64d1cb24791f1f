"""For other rooms' tests: licences in the situations a test needs."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from django.utils import timezone

from huizheng.inner.licences.actions.ending import decide_ending, propose_ending
from huizheng.inner.licences.actions.issuing import issue_licence
from huizheng.inner.licences.identities import Holder
from huizheng.inner.licences.models import Ending, Licence
from huizheng.inner.licences.policies import Officer, officer_of
from huizheng.inner.licences.rules import last_day_of
from huizheng.inner.licences.states import LicenceAct
from huizheng.inner.organs.api import Duty
from huizheng.inner.organs.testing import given_official
from huizheng.lib.identifiers import case_number

ORGAN = "340102-market-regulation"
SHOP = Holder(kind="enterprise", name="清风餐饮有限公司", identifier="91340100MA2TEST00X")
NINE = dt.time(9, 0)
_sequences = itertools.count(1)


def on(day: dt.date | str, at: dt.time = NINE) -> dt.datetime:
    """Return the moment of a day at the office, nine o'clock unless said."""
    day = dt.date.fromisoformat(day) if isinstance(day, str) else day
    return timezone.make_aware(dt.datetime.combine(day, at))


def given_officer(organ: str = ORGAN, *duties: Duty, at: dt.datetime | None = None) -> Officer:
    """Return an official who may propose and decide, unless other duties are named."""
    return officer_of(given_official(organ, *(duties or (Duty.CASE_APPROVE,))), at=at or timezone.now())


def given_licence(day: dt.date | str = "2026-03-10", *, validity: str = "5年", **changes: Any) -> Licence:
    """Return a food business licence that was issued on that day."""
    start = dt.date.fromisoformat(day) if isinstance(day, str) else day
    sequence = next(_sequences)
    facts: dict[str, Any] = {
        "case_number": case_number(region="340102", on=start, sequence=sequence),
        "number": f"庐阳市监证〔{start.year}〕{sequence}号",
        "name": "食品经营许可证",
        "item_slug": "food-business-licence",
        "item_name": "食品经营许可",
        "organ_key": ORGAN,
        "holder": SHOP,
        "validity": validity,
        "valid_from": start,
        "valid_until": last_day_of(validity, start),
        "issued_on": start,
        "at": on(start),
    }
    return issue_licence(**{**facts, **changes})


def ended(licence: Licence, act: LicenceAct, *, day: dt.date | str, ground: Any, **stated: Any) -> Ending:
    """Return the decided ending of a licence, proposed by one and decided by another official."""
    facts = {"reasons": "经核查属实。", "public_interest": "不损害公共利益。", **stated}
    proposed = propose_ending(licence, act=act, ground=ground, by=given_officer(licence.organ_key), at=on(day), **facts)
    decided = decide_ending(proposed, by=given_officer(licence.organ_key), at=on(day))
    licence.refresh_from_db()
    return decided
