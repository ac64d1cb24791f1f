from __future__ import annotations

import datetime as dt
import os

import pytest

from huizheng.gate import blobs
from huizheng.gate.actions.forgetting import RECEIVED_FOR, SENT_FOR, forget_bodies
from huizheng.gate.actions.moving import KEPT_FOR, sweep_blobs
from huizheng.gate.actions.receiving import Outcome, receive, receive_each_safely
from huizheng.gate.api import send
from huizheng.gate.models import DeadLetter, InboxEntry, OutboxEntry, PeerCircuit, Receipt
from huizheng.gate.process.circuit import OPENS_AFTER, Circuit, write_failure, write_success
from huizheng.gate.states import OutboxState
from huizheng.gate.testing import deliver, lay_blob
from huizheng.gate.tests.notes import NOW, NoteReceived, NoteSent, Room
from huizheng.gate.tests.test_inbox import apply_all, chain, notes

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)


class TestForgetting:
    def test_empties_what_took_effect_long_ago_and_still_knows_it(self, room: Room) -> None:
        [raw] = chain(*notes("a"))
        receive([raw], at=NOW)
        apply_all()
        assert forget_bodies(at=NOW + RECEIVED_FOR) == 0
        assert forget_bodies(at=NOW + RECEIVED_FOR + SECOND) == 1

        assert InboxEntry.objects.get().core == ""
        assert receive([raw], at=NOW + RECEIVED_FOR + SECOND) == [Outcome.REPEATED]
        apply_all(NOW + RECEIVED_FOR + SECOND)
        assert room.heard == [("a", "a")]

    def test_keeps_the_receipts_of_what_was_sent(self) -> None:
        send(NoteSent(matter="A", text="a"), at=NOW)
        OutboxEntry.objects.update(state=OutboxState.PROCESSED, seq=1, answered_at=NOW)
        forget_bodies(at=NOW + SENT_FOR + SECOND)

        assert OutboxEntry.objects.get().core == ""


class TestSweeping:
    def test_removes_old_files_that_no_open_envelope_names(self, room: Room) -> None:
        used, needed = lay_blob(b"used"), lay_blob(b"needed")
        deliver(NoteReceived(matter="A", text="a", files=(used,)), at=NOW)
        send(NoteSent(matter="A", text="a", files=(needed,)), at=NOW)
        fresh = lay_blob(b"fresh")
        past = (NOW - KEPT_FOR - SECOND).timestamp()
        for blob in (used, needed):
            os.utime(blobs.path_of(blob.sm3), (past, past))
        os.utime(blobs.path_of(fresh.sm3), (NOW.timestamp(), NOW.timestamp()))

        assert sweep_blobs(at=NOW) == 1
        assert not blobs.has_blob(used.sm3)
        assert blobs.has_blob(needed.sm3)
        assert blobs.has_blob(fresh.sm3)


class TestPoison:
    def test_a_signed_text_that_the_database_refuses_stops_nobody_else(self, room: Room) -> None:
        raws = chain(*notes("a", "b"))
        poison = chain(NoteReceived(matter="A\x00", text="x", county="340111"))[0]

        assert receive_each_safely([raws[0], poison, raws[1]], at=NOW) == [
            Outcome.TAKEN, Outcome.BURIED, Outcome.TAKEN,
        ]  # fmt: skip
        apply_all()
        assert room.heard == [("a", "a"), ("b", "b")]
        assert DeadLetter.objects.get().reason == "unreadable"
        assert not Receipt.objects.filter(code="SCHEMA").exists()


class TestCircuit:
    def test_opens_after_ten_failures_in_a_row_and_closes_at_once(self) -> None:
        circuit = Circuit("carrier")
        for _ in range(OPENS_AFTER - 1):
            circuit.failed()
        assert not circuit.is_open
        assert circuit.wait <= 2.4

        circuit.failed()
        write_failure(circuit, "TimeoutError", at=NOW)
        row = PeerCircuit.objects.get()
        assert circuit.is_open
        assert (row.failures, row.opened_at, row.last_error) == (10, NOW, "TimeoutError")
        assert row.retry_at > NOW

        assert circuit.succeeded()
        write_success(circuit, at=NOW + SECOND)
        row.refresh_from_db()
        assert (row.failures, row.opened_at, row.last_success_at) == (0, None, NOW + SECOND)
        assert circuit.wait == 0

    def test_waits_longer_the_longer_it_is_open_but_never_much_more_than_a_minute(self) -> None:
        circuit = Circuit("carrier")
        waits = []
        for _ in range(30):
            circuit.failed()
            waits.append(circuit.wait)

        assert waits[OPENS_AFTER - 1] > 3
        assert 45 < waits[-1] < 75
        circuit.try_now()
        assert circuit.wait == 0

    def test_asks_again_soon_for_a_peer_that_has_not_started_yet(self) -> None:
        circuit = Circuit("carrier")
        for _ in range(40):
            circuit.failed(briefly=True)

        assert circuit.wait <= 2.4
