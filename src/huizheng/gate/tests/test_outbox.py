from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
from django.db import transaction

from huizheng.commons.telemetry.api import bound_request_id
from huizheng.gate import envelope
from huizheng.gate.actions import relaying
from huizheng.gate.actions.relaying import Outgoing
from huizheng.gate.api import BlobMissing, TooLarge, WrongDirection, send
from huizheng.gate.contracts import Attachment
from huizheng.gate.models import Channel, DeadLetter, OutboxEntry, Receipt, Transfer
from huizheng.gate.states import OutboxState, Rung
from huizheng.gate.testing import deliver, lay_blob, sent
from huizheng.gate.tests.notes import HERE, NOW, NoteReceived, NoteSent, Room

SECOND = dt.timedelta(seconds=1)
pytestmark = pytest.mark.django_db


def relay(at: dt.datetime = NOW) -> list[Outgoing]:
    relaying.number_waiting(at=at)
    found = relaying.due(at=at)
    relaying.mark_relayed([(each, "stream 1") for each in found], at=at)
    return found


class TestSending:
    def test_keeps_the_message_with_its_request_id(self) -> None:
        with bound_request_id("request-0001"):
            env_id = send(NoteSent(matter="A1", text="你好"), at=NOW)

        entry = OutboxEntry.objects.get()
        assert sent(NoteSent) == [NoteSent(matter="A1", text="你好")]
        assert (entry.env_id, entry.trace, entry.business_number) == (env_id, "request-0001", "A1")
        assert env_id.version == 7

    def test_is_undone_with_the_business_act(self) -> None:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            send(NoteSent(matter="A1", text="x"), at=NOW)
            raise ZeroDivisionError

        assert sent(NoteSent) == []

    def test_refuses_a_message_of_the_other_zone(self) -> None:
        with pytest.raises(WrongDirection):
            send(NoteReceived(matter="A1", text="x"), at=NOW)

    def test_refuses_what_belongs_into_an_attachment(self) -> None:
        with pytest.raises(TooLarge):
            send(NoteSent(matter="A1", text="长" * 2_000_000), at=NOW)

    def test_refuses_a_file_that_was_not_put_into_the_gate(self) -> None:
        missing = Attachment(sm3="0" * 64, size=1, media="application/octet-stream")
        with pytest.raises(BlobMissing):
            send(NoteSent(matter="A1", text="x", files=(missing,)), at=NOW)

    def test_names_its_files_and_the_inner_zone_brings_them_over(self) -> None:
        blob = lay_blob(b"ciphertext")
        send(NoteSent(matter="A1", text="x", files=(blob,)), at=NOW)

        assert OutboxEntry.objects.get().attachments == [blob.sm3]
        assert Transfer.objects.count() == (1 if HERE == "inner" else 0)

    def test_from_an_effect_says_what_caused_it(self, room: Room) -> None:
        room.on["ask"] = lambda: send(NoteSent(matter="A1", text="answer"), at=NOW)
        facts = deliver(NoteReceived(matter="A1", text="ask"), at=NOW, trace="request-0002")

        relay()
        core = envelope.from_wire(relaying.outgoing(OutboxEntry.objects.get()).raw).core
        assert UUID(core["causation_id"]) == facts.env_id
        assert UUID(core["corr_id"]) == facts.corr_id
        assert core["trace"] == "request-0002"


@pytest.mark.django_db(transaction=True)
def test_a_message_without_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        send(NoteSent(matter="A1", text="x"), at=NOW)


class TestNumbering:
    def test_numbers_each_channel_without_a_gap_and_chains_the_digests(self) -> None:
        for county in ("340104", "340111", "340104"):
            send(NoteSent(matter="A1", text="x", county=county), at=NOW)

        cores = [envelope.from_wire(each.raw) for each in relay()]
        own = [each for each in cores if each.core["chan"] == "notes.340104"]
        assert [each.core["seq"] for each in own] == [1, 2]
        assert own[1].core["prev"] == own[0].digest
        assert Channel.objects.get(name="notes.340104").head == own[1].digest
        assert Channel.objects.get(name="notes.340111").last_seq == 1

    def test_one_signature_vouches_for_the_whole_batch(self) -> None:
        for number in range(5):
            send(NoteSent(matter=f"A{number}", text="x"), at=NOW)

        envelopes = [envelope.from_wire(each.raw) for each in relay()]
        assert len({each.sig["value"] for each in envelopes}) == 1
        assert all(envelope.is_signed_by(each, HERE) for each in envelopes)
        moved = envelope.Envelope({**envelopes[0].core, "trace": "other"}, envelopes[0].sig)
        assert not envelope.is_signed_by(moved, HERE)

    def test_gives_the_first_two_receipts(self) -> None:
        env_id = send(NoteSent(matter="A1", text="x"), at=NOW)
        relay()

        rungs = Receipt.objects.filter(env_id=env_id).order_by("rung").values_list("rung", "issuer")
        assert list(rungs) == [(Rung.ACCEPTED, HERE), (Rung.RELAYED, HERE)]


class TestSendingAgain:
    def test_waits_for_the_receipt_and_then_uses_a_new_transport_id(self) -> None:
        send(NoteSent(matter="A1", text="x"), at=NOW)
        first = relay()

        assert relay(NOW + SECOND) == []
        again = relay(NOW + 7 * SECOND)
        assert [each.env_id for each in again] == [each.env_id for each in first]
        assert again[0].transport_id != first[0].transport_id
        assert envelope.from_wire(again[0].raw).core == envelope.from_wire(first[0].raw).core

    def test_waits_longer_each_time_and_never_more_than_a_quarter_of_an_hour(self) -> None:
        send(NoteSent(matter="A1", text="x"), at=NOW)
        relay()
        moment, waits = NOW, []
        for _ in range(12):
            upcoming = OutboxEntry.objects.get().next_attempt_at
            waits.append((upcoming - moment).total_seconds())
            moment = upcoming
            assert len(relay(moment)) == 1

        assert 4 <= waits[0] <= 6
        assert 8 <= waits[1] <= 12
        assert all(720 <= wait <= 1080 for wait in waits[9:])

    def test_what_the_carrier_did_not_take_stays_ready(self) -> None:
        send(NoteSent(matter="A1", text="x"), at=NOW)
        relaying.number_waiting(at=NOW)

        first, second = relaying.due(at=NOW), relaying.due(at=NOW)
        assert [each.transport_id for each in first] == [each.transport_id for each in second]

    def test_gives_up_after_its_last_moment_and_tells_the_operator(self) -> None:
        send(NoteSent(matter="A1", text="x"), at=NOW, patience=dt.timedelta(hours=1))
        relay()
        late = NOW + dt.timedelta(hours=1)

        assert relaying.due(at=late) == []
        assert relaying.give_up(at=late) == 1
        assert OutboxEntry.objects.get().state == OutboxState.UNDELIVERABLE
        letter = DeadLetter.objects.get()
        assert (letter.reason, letter.business_number) == ("non_delivery", "A1")
        assert envelope.from_wire(letter.envelope).core["seq"] == 1
