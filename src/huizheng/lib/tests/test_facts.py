from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest

from huizheng.gate.contracts import Attachment, CaseAct, CaseProgressed
from huizheng.lib.facts import from_facts, to_facts


@dataclass(frozen=True)
class Parcel:
    id: UUID
    sent_on: dt.date
    opened_at: dt.datetime | None
    sizes: tuple[int, ...]


def test_facts_survive_json() -> None:
    parcel = Parcel(uuid4(), dt.date(2026, 3, 1), dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC), (1, 2))
    assert from_facts(Parcel, json.loads(json.dumps(to_facts(parcel)))) == parcel


def test_a_message_with_enum_and_attachments_survives_json() -> None:
    message = CaseProgressed(
        case_number="340102261124000001",
        act=CaseAct.ACCEPTED,
        at=dt.datetime(2026, 11, 24, tzinfo=dt.UTC),
        legal_on=dt.date(2026, 11, 24),
        organ_key="340102-market-regulation",
        organ_name="市场监督管理局",
        step_name="受理",
        promised_due_on=None,
        statutory_due_on=dt.date(2026, 12, 1),
        clock_note="",
        files=(Attachment(sm3="ab", size=1, media="application/pdf"),),
    )
    assert from_facts(CaseProgressed, json.loads(json.dumps(to_facts(message)))) == message


def test_a_fact_from_a_newer_sender_is_left_out() -> None:
    facts = {"id": str(uuid4()), "sent_on": "2026-03-01", "opened_at": None, "sizes": [], "colour": "red"}
    assert from_facts(Parcel, facts).opened_at is None


@pytest.mark.parametrize("facts", [{}, {"id": "x", "sent_on": "2026-03-01", "opened_at": None, "sizes": []}])
def test_wrong_facts_are_refused(facts: dict) -> None:
    with pytest.raises(ValueError):
        from_facts(Parcel, facts)
