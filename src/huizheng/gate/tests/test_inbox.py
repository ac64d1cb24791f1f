from __future__ import annotations

import datetime as dt
import itertools
import random
from typing import Any

import pytest

from huizheng.commons.telemetry.api import failures
from huizheng.gate import envelope
from huizheng.gate.actions.applying import MAX_TRIES, apply_some
from huizheng.gate.actions.receiving import HOLD_BACK, Outcome, look_for_blobs, receive
from huizheng.gate.api import Rejected
from huizheng.gate.contracts import Attachment
from huizheng.gate.models import GENESIS, Channel, DeadLetter, InboxEntry, Receipt, Transfer
from huizheng.gate.states import Direction, InboxState, Rung
from huizheng.gate.testing import deliver, forge, lay_blob, wire
from huizheng.gate.tests.notes import HERE, NOW, NobodyListens, NoteReceived, NoteSent, Room
from huizheng.lib.sm import sm3_hex

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def chain(*notes: NoteReceived, **marks: Any) -> list[bytes]:
    """Return the envelopes of one channel, numbered and chained by the other zone."""
    found, prev = [], GENESIS
    for seq, note in enumerate(notes, start=1):
        found.append(wire(note, seq=seq, prev=prev, at=NOW, **marks))
        prev = envelope.from_wire(found[-1]).digest
    return found


def notes(*texts: str, matter: str = "") -> list[NoteReceived]:
    return [NoteReceived(matter=matter or text, text=text) for text in texts]


def apply_all(at: dt.datetime = NOW) -> None:
    while apply_some(at=at):
        pass


def changed(raw: bytes, **members: Any) -> bytes:
    core = {**envelope.from_wire(raw).core, **members}
    return forge(core)


class TestDuplicates:
    def test_have_one_effect_whenever_and_however_often_they_come(self, room: Room) -> None:
        raws = chain(*notes("a", "b", "c"))
        for raw in [*raws, *raws, raws[1]]:
            receive([raw], at=NOW)
            apply_all()

        assert room.heard == [("a", "a"), ("b", "b"), ("c", "c")]

    def test_within_one_delivery_too(self, room: Room) -> None:
        [raw] = chain(*notes("a"))

        assert receive([raw, raw], at=NOW) == [Outcome.TAKEN, Outcome.REPEATED]
        apply_all()
        assert room.heard == [("a", "a")]

    def test_ask_for_the_receipts_once_more(self, room: Room) -> None:
        [raw] = chain(*notes("a"))
        receive([raw], at=NOW)
        apply_all()
        Receipt.objects.update(is_due=False)
        Channel.objects.update(receipt_due=False)

        receive([raw], at=NOW)

        assert Receipt.objects.get().is_due
        assert Channel.objects.get().receipt_due

    def test_with_other_content_are_a_security_event(self, room: Room) -> None:
        [raw] = chain(*notes("a"))
        receive([raw], at=NOW)
        other = {**envelope.from_wire(raw).core, "trace": "changed-trace"}

        assert receive([forge(other)], at=NOW) == [Outcome.BURIED]
        assert DeadLetter.objects.get().reason == "altered"
        assert [failure.source for failure in failures()] == ["gate.security"]

    def test_another_envelope_under_a_used_number_is_a_security_event(self) -> None:
        raws = chain(*notes("a"))
        receive(raws, at=NOW)

        assert receive(chain(*notes("b")), at=NOW) == [Outcome.BURIED]
        assert DeadLetter.objects.get().reason == "altered"


class TestOrder:
    @pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
    def test_is_kept_inside_a_matter_whatever_the_carrier_does(self, room: Room, order: tuple[int, ...]) -> None:
        raws = chain(*notes("1", "2", "3", matter="A"))
        for index in order:
            receive([raws[index]], at=NOW)
            apply_all()

        assert [text for _, text in room.heard] == ["1", "2", "3"]

    def test_survives_loss_repetition_and_disorder(self, room: Room) -> None:
        dice = random.Random(7)
        raws = chain(*(NoteReceived(matter=f"M{n % 5}", text=str(n)) for n in range(40)))
        deliveries = [raw for raw in raws for _ in range(dice.randint(1, 3))]
        dice.shuffle(deliveries)
        for raw in deliveries:
            receive([raw], at=NOW)
            apply_all()

        assert sorted(int(text) for _, text in room.heard) == list(range(40))
        for matter in range(5):
            own = [int(text) for name, text in room.heard if name == f"M{matter}"]
            assert own == sorted(own)

    def test_a_held_back_envelope_has_no_effect_until_the_gap_is_filled(self, room: Room) -> None:
        first, second = chain(*notes("a", "b"))
        receive([second], at=NOW)
        apply_all()
        assert InboxEntry.objects.get().state == InboxState.HELD
        assert room.heard == []

        receive([first], at=NOW)
        apply_all()
        assert len(room.heard) == 2

    def test_what_is_too_far_ahead_stays_with_the_carrier(self) -> None:
        raw = wire(*notes("a"), seq=HOLD_BACK + 1, prev=GENESIS, at=NOW)

        assert receive([raw], at=NOW) == [Outcome.LEFT]
        assert not InboxEntry.objects.exists()
        assert Channel.objects.get().receipt_due

    def test_a_broken_chain_stops_the_channel_and_is_a_security_event(self, room: Room) -> None:
        first, _ = chain(*notes("a", "b"))
        receive([first, wire(*notes("b"), seq=2, prev="f" * 64, at=NOW)], at=NOW)
        apply_all()

        assert room.heard == [("a", "a")]
        assert DeadLetter.objects.get().reason == "broken_chain"
        assert Channel.objects.get().last_seq == 1


class TestRefusals:
    """What may not cross has no effect, fills its place, and is answered at once."""

    def refused(self, raw: bytes, *, at: dt.datetime = NOW) -> str:
        assert receive([raw], at=at) == [Outcome.TAKEN]
        assert InboxEntry.objects.get().state == InboxState.REJECTED
        assert Channel.objects.get(direction=Direction.IN).last_seq == 1
        receipt = Receipt.objects.get(rung=Rung.PROCESSED)
        assert receipt.is_due
        return receipt.code

    def test_past_its_last_moment(self) -> None:
        [raw] = chain(*notes("a"), patience=HOUR)
        assert self.refused(raw, at=NOW + HOUR) == "EXPIRED"

    def test_not_on_the_list(self) -> None:
        [raw] = chain(*notes("a"))
        assert self.refused(changed(raw, subtype="letters.leaked")) == "UNKNOWN"

    def test_a_message_that_leaves_the_other_way(self) -> None:
        [raw] = chain(*notes("a"))
        assert self.refused(changed(raw, subtype=NoteSent.NAME)) == "DIRECTION"

    def test_content_that_is_not_what_its_digest_names(self) -> None:
        [raw] = chain(*notes("a"))
        content = envelope.from_wire(raw).core["content"]
        assert self.refused(changed(raw, content={**content, "sm3": "0" * 64})) == "DIGEST"

    def test_content_of_another_shape(self) -> None:
        [raw] = chain(*notes("a"))
        content = envelope.from_wire(raw).core["content"]
        size, sm3 = len(b'{"matter":1}'), sm3_hex(b'{"matter":1}')
        assert (
            self.refused(changed(raw, content={**content, "body": {"matter": 1}, "size": size, "sm3": sm3})) == "SCHEMA"
        )

    def test_another_channel_than_the_messages_own(self) -> None:
        [raw] = chain(*notes("a"))
        assert self.refused(changed(raw, lane="B")) == "SCHEMA"

    def test_by_the_room_itself(self, room: Room) -> None:
        def refuse() -> None:
            raise Rejected("CLOSED", "该事项已停止受理")

        room.on["a"] = refuse
        with pytest.raises(Rejected, match="CLOSED"):
            deliver(NoteReceived(matter="A", text="a"), at=NOW)
        assert Receipt.objects.get().text == "该事项已停止受理"

    def test_are_judged_anew_when_the_sender_has_mended_and_redriven_them(self, room: Room) -> None:
        [raw] = chain(*notes("a"), patience=HOUR)
        assert self.refused(raw, at=NOW + HOUR) == "EXPIRED"
        found = envelope.from_wire(raw)
        receive([raw], at=NOW)
        assert InboxEntry.objects.get().state == InboxState.REJECTED

        receive([envelope.to_wire(found.text, found.sig, {"attempt": 2, "redriven": True})], at=NOW)
        apply_all()

        assert room.heard == [("a", "a")]
        assert Receipt.objects.get(rung=Rung.PROCESSED).code == ""


class TestForgeries:
    @pytest.mark.parametrize("raw", [b"", b"{}", b"\xff", b'{"core":{},"sig":{}}', b"[" * 5000])
    def test_what_is_no_envelope_is_buried(self, raw: bytes) -> None:
        assert receive([raw], at=NOW) == [Outcome.BURIED]
        assert DeadLetter.objects.get().reason == "unreadable"
        assert not InboxEntry.objects.exists()

    def test_a_signature_of_the_wrong_zone_is_buried_and_not_answered(self) -> None:
        [raw] = chain(*notes("a"))
        forged = forge(envelope.from_wire(raw).core, zone=HERE)

        assert receive([forged], at=NOW) == [Outcome.BURIED]
        assert DeadLetter.objects.get().reason == "bad_signature"
        assert not Receipt.objects.exists()

    def test_a_changed_core_under_an_old_signature_is_buried(self) -> None:
        [raw] = chain(*notes("a"))
        found = envelope.from_wire(raw)
        moved = envelope.Envelope({**found.core, "biz_no": "B"}, found.sig)

        assert receive([envelope.to_wire(moved.text, moved.sig, {})], at=NOW) == [Outcome.BURIED]

    def test_an_own_envelope_sent_back_is_buried(self) -> None:
        mirrored = wire(NoteSent(matter="A", text="a"), seq=1, prev=GENESIS, at=NOW)

        assert receive([mirrored], at=NOW) == [Outcome.BURIED]

    def test_the_same_forgery_is_counted_and_not_repeated(self) -> None:
        for _ in range(3):
            receive([b"{}"], at=NOW)

        assert DeadLetter.objects.get().times == 3


class TestFailures:
    def fail(self) -> None:
        raise ZeroDivisionError("张三 340104199001010010")

    def test_undo_the_effect_and_are_tried_again_later(self, room: Room) -> None:
        room.on["a"] = self.fail
        receive(chain(*notes("a")), at=NOW)
        apply_all()
        entry = InboxEntry.objects.get()
        assert (entry.state, entry.tries) == (InboxState.WAITING, 1)
        assert entry.next_attempt_at > NOW

        room.on.clear()
        apply_all(NOW + HOUR)
        assert room.heard == [("a", "a")]

    def test_hold_back_their_own_matter_only(self, room: Room) -> None:
        room.on["bad"] = self.fail
        receive(
            chain(
                NoteReceived(matter="A", text="bad"), NoteReceived(matter="B", text="good"),
                NoteReceived(matter="A", text="after"),
            ),
            at=NOW,
        )  # fmt: skip
        apply_all()

        assert room.heard == [("B", "good")]

    def test_are_parked_in_the_end_for_an_operator(self, room: Room) -> None:
        room.on["bad"] = self.fail
        receive(chain(*notes("bad", "after", matter="A")), at=NOW)
        for attempt in range(MAX_TRIES + 2):
            apply_all(NOW + attempt * HOUR)

        first, second = InboxEntry.objects.order_by("seq")
        assert (first.state, first.tries) == (InboxState.PARKED, MAX_TRIES)
        assert second.state == InboxState.WAITING
        assert DeadLetter.objects.get().reason == "failing"

    def test_are_described_without_what_the_error_says_about_a_person(self, room: Room) -> None:
        room.on["a"] = self.fail
        receive(chain(*notes("a")), at=NOW)
        apply_all()

        assert "ZeroDivisionError" in InboxEntry.objects.get().last_error
        assert "张三" not in InboxEntry.objects.get().last_error

    def test_a_message_that_no_room_receives_waits_for_the_operator(self) -> None:
        receive(chain(NobodyListens(matter="A", text="a")), at=NOW)
        apply_all()

        assert InboxEntry.objects.get().state == InboxState.PARKED


class TestFiles:
    def test_are_waited_for_before_the_message_takes_effect(self, room: Room) -> None:
        sm3 = sm3_hex(b"ciphertext")
        blob = Attachment(sm3=sm3, size=10, media="application/octet-stream")
        receive(chain(NoteReceived(matter="A", text="a", files=(blob,)), *notes("b", matter="B")), at=NOW)
        apply_all()
        assert room.heard == [("B", "b")]
        assert Transfer.objects.count() == (1 if HERE == "inner" else 0)

        lay_blob(b"ciphertext")
        assert look_for_blobs() == 1
        apply_all()
        assert room.heard == [("B", "b"), ("A", "a")]


class TestDelivering:
    """The helper of the other rooms' tests."""

    def test_tells_the_room_what_envelope_it_was(self, room: Room) -> None:
        first = deliver(NoteReceived(matter="A", text="a"), at=NOW)
        second = deliver(NoteReceived(matter="A", text="b"), at=NOW)

        assert room.facts == [first, second]
        assert (second.seq, second.business_number) == (2, "A")

    def test_raises_what_the_room_raises(self, room: Room) -> None:
        room.on["a"] = TestFailures().fail
        with pytest.raises(ZeroDivisionError):
            deliver(NoteReceived(matter="A", text="a"), at=NOW)
