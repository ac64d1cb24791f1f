from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from huizheng.commons.audit.api import AuditLine
from huizheng.gate import envelope
from huizheng.gate.actions import relaying
from huizheng.gate.actions.applying import MAX_TRIES
from huizheng.gate.actions.receiving import receive
from huizheng.gate.api import (
    AlreadySettled,
    CannotRedrive,
    NotProposed,
    SamePerson,
    dead_letters,
    discard,
    figures,
    propose_discard,
    redrive,
    send,
)
from huizheng.gate.models import GENESIS, DeadLetter, InboxEntry, OutboxEntry, Receipt
from huizheng.gate.states import InboxState, OutboxState, Rung
from huizheng.gate.testing import forge, wire
from huizheng.gate.tests.notes import HERE, NOW, NoteReceived, NoteSent, Room
from huizheng.gate.tests.test_inbox import apply_all, chain, notes
from huizheng.gate.tests.test_receipts import answer, processed, relayed
from huizheng.lib.actors import Actor, ActorKind

pytestmark = pytest.mark.django_db
WANG, LI = Actor(ActorKind.OFFICIAL, "wang"), Actor(ActorKind.OFFICIAL, "li")
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def parked(room: Room) -> DeadLetter:
    """A matter whose first envelope failed until it was parked, and whose second waits behind it."""

    def fail() -> None:
        raise ZeroDivisionError

    room.on["bad"] = fail
    receive(chain(*notes("bad", "after", matter="A")), at=NOW)
    for attempt in range(MAX_TRIES):
        apply_all(NOW + attempt * HOUR)
    return DeadLetter.objects.get()


class TestRedriving:
    def test_a_parked_envelope_lets_its_matter_go_on(self, room: Room, parked: DeadLetter) -> None:
        room.on.clear()
        redrive(parked, by=WANG, at=NOW)
        apply_all()

        assert [text for _, text in room.heard] == ["bad", "after"]
        parked.refresh_from_db()
        assert (parked.state, parked.settled_by) == ("redriven", "official:wang")
        assert AuditLine.objects.get().action == "gate:dead_letter:redrive"

    def test_twice_is_refused(self, room: Room, parked: DeadLetter) -> None:
        redrive(parked, by=WANG, at=NOW)
        with pytest.raises(AlreadySettled):
            redrive(parked, by=LI, at=NOW)

    def test_an_undelivered_envelope_travels_under_the_same_id_and_a_signed_extension(self, room: Room) -> None:
        send(NoteSent(matter="A", text="a"), at=NOW, patience=HOUR)
        relaying.number_waiting(at=NOW)
        [first] = relaying.due(at=NOW)
        relaying.give_up(at=NOW + HOUR)

        redrive(DeadLetter.objects.get(), by=WANG, at=NOW + HOUR)

        [again] = relaying.due(at=NOW + HOUR)
        found = envelope.from_wire(again.raw)
        assert again.env_id == first.env_id
        assert found.hop["attempt"] == 2
        assert found.core == envelope.from_wire(first.raw).core
        assert "extension" in found.hop

    def test_the_other_side_honours_an_extension_that_is_signed(self, room: Room) -> None:
        from huizheng.commons.keys.testing import sign_as
        from huizheng.gate.tests.notes import THERE

        note = NoteReceived(matter="A", text="a")
        env_id = envelope.new_env_id(NOW)
        until = NOW + 10 * HOUR
        for signer, applied in ((HERE, 0), (THERE, 1)):
            signature = sign_as(signer, envelope.extension_text(env_id, until))
            extension = {"not_after": until.isoformat(), "sig": envelope.signature_facts(signature)}
            hop = {"attempt": 2, "redriven": True, "extension": extension}
            raw = wire(note, seq=1, prev=GENESIS, at=NOW, patience=HOUR, env_id=env_id, hop=hop)
            receive([raw], at=NOW + 2 * HOUR)
            apply_all(NOW + 2 * HOUR)
            assert len(room.heard) == applied

    def test_what_was_refused_for_its_form_may_be_sent_again(self) -> None:
        [entry] = relayed("a")
        answer(processed=[processed(entry, "UNKNOWN", "")])
        redrive(DeadLetter.objects.get(), by=WANG, at=NOW)

        assert OutboxEntry.objects.get().state == OutboxState.READY
        answer(processed=[processed(entry)])
        assert Receipt.objects.get(env_id=entry.env_id, rung=Rung.PROCESSED).code == ""

    def test_what_a_room_refused_is_not(self) -> None:
        [entry] = relayed("a")
        answer(processed=[processed(entry, "CLOSED", "")])
        with pytest.raises(CannotRedrive):
            redrive(DeadLetter.objects.get(), by=WANG, at=NOW)

        assert DeadLetter.objects.get().state == "open"

    def test_a_forgery_stays_a_forgery(self) -> None:
        [raw] = chain(*notes("a"))
        receive([forge(envelope.from_wire(raw).core, zone=HERE)], at=NOW)
        with pytest.raises(CannotRedrive):
            redrive(DeadLetter.objects.get(), by=WANG, at=NOW)

        assert not InboxEntry.objects.exists()


class TestDiscarding:
    def test_takes_two_persons_and_a_reason(self, room: Room, parked: DeadLetter) -> None:
        with pytest.raises(NotProposed):
            discard(parked, by=LI, at=NOW)
        with pytest.raises(ValueError, match="reason"):
            propose_discard(parked, by=WANG, reason="  ", at=NOW)
        propose_discard(parked, by=WANG, reason="重复件", at=NOW)
        with pytest.raises(SamePerson):
            discard(parked, by=WANG, at=NOW)
        discard(parked, by=LI, at=NOW)

        parked.refresh_from_db()
        assert (parked.state, parked.discard_reason) == ("discarded", "重复件")
        assert {line.action for line in AuditLine.objects.all()} == {
            "gate:dead_letter:propose_discard", "gate:dead_letter:discard",
        }  # fmt: skip

    def test_lets_the_matter_go_on_and_tells_the_sender(self, room: Room, parked: DeadLetter) -> None:
        propose_discard(parked, by=WANG, reason="重复件", at=NOW)
        discard(parked, by=LI, at=NOW)
        apply_all()

        assert [text for _, text in room.heard] == ["after"]
        assert InboxEntry.objects.get(env_id=parked.env_id).state == InboxState.DISCARDED
        assert Receipt.objects.get(env_id=parked.env_id).code == "DISCARDED"

    def test_by_one_person_is_refused_by_the_database_too(self, room: Room, parked: DeadLetter) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            DeadLetter.objects.update(state="discarded", proposed_by="a", settled_by="a", discard_reason="x")


class TestSearching:
    def test_finds_by_number_request_channel_and_id(self, room: Room, parked: DeadLetter) -> None:
        for words in ("A", str(parked.env_id), "notes.3401", "note_received"):
            assert list(dead_letters(search=words)) == [parked]
        assert list(dead_letters(search="B")) == []
        assert list(dead_letters(reason="non_delivery")) == []


def test_the_figures_say_what_waits_and_for_how_long(room: Room, parked: DeadLetter) -> None:
    send(NoteSent(matter="A", text="a"), at=NOW)
    standing = figures(at=NOW + HOUR)

    assert (standing.unsent, standing.oldest_unsent) == (1, 3600)
    assert (standing.unapplied, standing.parked, standing.dead_letters) == (1, 1, 1)
    assert standing.lag == 3600
