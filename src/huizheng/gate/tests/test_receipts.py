from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.conf import settings

from huizheng.commons.events.api import subscribe
from huizheng.commons.events.testing import deliver_all
from huizheng.commons.telemetry.api import failures
from huizheng.gate import envelope
from huizheng.gate.actions import receipting, relaying
from huizheng.gate.actions.receiving import receive
from huizheng.gate.api import send
from huizheng.gate.events import MessageAnswered
from huizheng.gate.models import Channel, DeadLetter, OutboxEntry, Receipt
from huizheng.gate.states import Direction, OutboxState, Rung
from huizheng.gate.testing import deliver, forge, wire
from huizheng.gate.tests.notes import HERE, NOW, THERE, NoteReceived, NoteSent, Room

pytestmark = pytest.mark.django_db
answers: list[MessageAnswered] = []


@subscribe(MessageAnswered)
def keep(answer: MessageAnswered) -> None:
    answers.append(answer)


def relayed(*texts: str) -> list[OutboxEntry]:
    for text in texts:
        send(NoteSent(matter=text, text=text), at=NOW)
    relaying.number_waiting(at=NOW)
    relaying.mark_relayed([(each, "") for each in relaying.due(at=NOW)], at=NOW)
    return list(OutboxEntry.objects.order_by("id"))


def answer(**body: Any) -> None:
    """Let a letter of receipts arrive from the other zone."""
    core = envelope.control_core(
        envelope.RECEIPT, body, env_id=envelope.new_env_id(NOW), zone_from=THERE, zone_to=HERE, at=NOW,
    )  # fmt: skip
    receive([forge(core)], at=NOW)


def received(entry: OutboxEntry, **more: Any) -> dict[str, Any]:
    return {"chan": entry.channel, "cum": entry.seq, "head": entry.digest, "missing": [], **more}


def processed(entry: OutboxEntry, code: str = "", text: str = "") -> dict[str, str]:
    return {"env_id": str(entry.env_id), "code": code, "text": text, "at": NOW.isoformat()}


class TestTaken:
    def test_up_to_a_number_count_for_all_before_it(self) -> None:
        first, second, _ = relayed("a", "b", "c")
        answer(received=[received(second)], processed=[])

        states = list(OutboxEntry.objects.order_by("id").values_list("state", flat=True))
        assert states == [OutboxState.RECEIVED, OutboxState.RECEIVED, OutboxState.SENT]
        assert set(Receipt.objects.filter(rung=Rung.RECEIVED).values_list("env_id", flat=True)) == {
            first.env_id, second.env_id,
        }  # fmt: skip

    def test_make_the_four_rungs_complete_with_the_signed_letter_as_evidence(self) -> None:
        [entry] = relayed("a")
        answer(received=[received(entry)], processed=[processed(entry)])

        receipts = list(Receipt.objects.filter(env_id=entry.env_id).order_by("rung"))
        assert [receipt.rung for receipt in receipts] == list(Rung)
        assert [receipt.issuer for receipt in receipts] == [HERE, HERE, THERE, THERE]
        letter = envelope.from_wire(receipts[3].letter.text)
        assert envelope.is_signed_by(letter, THERE)

    def test_of_processing_stand_for_the_lost_one_of_receiving(self) -> None:
        [entry] = relayed("a")
        answer(processed=[processed(entry)])

        assert Receipt.objects.filter(env_id=entry.env_id).count() == 4

    def test_of_a_refusal_are_shown_to_the_operator_and_told_to_the_room(self) -> None:
        answers.clear()
        [entry] = relayed("a")
        answer(processed=[processed(entry, "CLOSED", "已停止受理")])
        deliver_all()

        assert OutboxEntry.objects.get().state == OutboxState.REJECTED
        assert DeadLetter.objects.get().error == "CLOSED 已停止受理"
        assert [(each.env_id, each.is_refused, each.code) for each in answers] == [(entry.env_id, True, "CLOSED")]

    def test_again_change_nothing(self) -> None:
        [entry] = relayed("a")
        for _ in range(2):
            answer(received=[received(entry)], processed=[processed(entry)])

        assert Receipt.objects.filter(env_id=entry.env_id).count() == 4

    def test_end_the_sending(self) -> None:
        [entry] = relayed("a")
        answer(received=[received(entry)], processed=[processed(entry)])

        assert relaying.due(at=NOW + dt.timedelta(days=1)) == []

    def test_that_report_a_gap_have_it_sent_again_with_a_new_transport_id(self) -> None:
        first, _ = relayed("a", "b")
        answer(received=[{"chan": first.channel, "cum": 0, "head": "0" * 64, "missing": [1]}], processed=[])

        [again] = relaying.due(at=NOW)
        assert again.env_id == first.env_id
        assert again.transport_id.endswith(":2")

    def test_with_another_head_are_a_security_event(self) -> None:
        [entry] = relayed("a")
        answer(received=[received(entry, head="f" * 64)], processed=[])

        assert [failure.source for failure in failures()] == ["gate.security"]


class TestWritten:
    def test_say_how_far_each_channel_came_and_what_became_of_each_envelope(self, room: Room) -> None:
        facts = deliver(NoteReceived(matter="A", text="a"), at=NOW)
        letter = receipting.write_letter(at=NOW)

        found = envelope.from_wire(letter.raw)
        assert envelope.is_signed_by(found, HERE)
        body = found.core["content"]["body"]
        assert body["received"] == [
            {"chan": "notes.340104", "cum": 1, "head": Channel.objects.get().head, "missing": []},
        ]
        assert [(row["env_id"], row["code"]) for row in body["processed"]] == [(str(facts.env_id), "")]

    def test_are_written_once_the_carrier_has_them(self, room: Room) -> None:
        deliver(NoteReceived(matter="A", text="a"), at=NOW)
        letter = receipting.write_letter(at=NOW)
        assert receipting.write_letter(at=NOW) is not None

        receipting.letter_sent(letter)
        assert receipting.write_letter(at=NOW) is None

    def test_name_what_is_missing_once_it_is_late(self) -> None:
        receive([wire(NoteReceived(matter="A", text="a"), seq=3, prev="1" * 64, at=NOW)], at=NOW)
        assert receipting.write_letter(at=NOW) is None

        receipting.report_gaps(held_since=NOW, reported_before=NOW, at=NOW)
        body = envelope.from_wire(receipting.write_letter(at=NOW).raw).core["content"]["body"]
        assert body["received"][0]["missing"] == [1, 2]


class TestNightlyComparison:
    def compare(self, **row: Any) -> None:
        env_id = envelope.new_env_id(NOW)
        core = envelope.control_core(
            envelope.COMPARE, {"channels": [row]}, env_id=env_id, zone_from=THERE, zone_to=HERE, at=NOW,
        )  # fmt: skip
        receive([forge(core)], at=NOW)

    def test_of_equal_heads_is_noted(self, room: Room) -> None:
        deliver(NoteReceived(matter="A", text="a"), at=NOW)
        self.compare(chan="notes.340104", last_seq=1, head=Channel.objects.get().head)

        assert Channel.objects.get().compared_at == NOW

    def test_finds_the_lost_tail(self, room: Room) -> None:
        deliver(NoteReceived(matter="A", text="a"), at=NOW)
        receipting.letter_sent(receipting.write_letter(at=NOW))
        self.compare(chan="notes.340104", last_seq=3, head="f" * 64)

        body = envelope.from_wire(receipting.write_letter(at=NOW).raw).core["content"]["body"]
        assert body["received"][0]["missing"] == [2, 3]

    def test_of_different_heads_is_a_security_event(self, room: Room) -> None:
        deliver(NoteReceived(matter="A", text="a"), at=NOW)
        self.compare(chan="notes.340104", last_seq=1, head="f" * 64)

        assert [failure.source for failure in failures()] == ["gate.security"]

    def test_is_written_for_every_channel_of_ours(self) -> None:
        assert receipting.write_comparison(at=NOW) is None
        [entry] = relayed("a")

        found = envelope.from_wire(receipting.write_comparison(at=NOW))
        assert envelope.is_signed_by(found, settings.ZONE)
        assert found.core["content"]["body"]["channels"] == [
            {"chan": entry.channel, "last_seq": 1, "head": Channel.objects.get(direction=Direction.OUT).head},
        ]
