from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connection, connections, transaction

from huizheng.commons.audit.api import (
    AuditLine,
    NotVisible,
    UnfitFacts,
    UnknownActionShape,
    lines,
    lines_about,
    record,
    verify,
)
from huizheng.commons.telemetry.api import bound_request_id
from huizheng.lib.actors import SYSTEM, Actor, ActorKind

AT = dt.datetime(2026, 3, 9, 9, 30, tzinfo=dt.UTC)
CLERK = Actor(ActorKind.OFFICIAL, "17", "340100-market:window")


class Auditor:
    may_read_audit = True


class Clerk:
    may_read_audit = False


def act(*, action: str = "casework:case:accept", target: str = "1", **facts) -> AuditLine:
    return record(actor=CLERK, action=action, target=("case", target), facts=facts, at=AT)


@pytest.mark.django_db
class TestRecord:
    def test_keeps_who_what_when_and_the_request(self) -> None:
        with bound_request_id("request-0001"):
            kept = act(notice="合瑶市监受〔2026〕1号", days=20, parts=["a", None, True])
        line = lines_about(("case", "1")).get()
        assert line.pk == kept.pk
        assert (line.actor_kind, line.actor_id, line.actor_post) == ("official", "17", "340100-market:window")
        assert (line.action, line.at, line.request_id) == ("casework:case:accept", AT, "request-0001")
        assert line.facts == {"notice": "合瑶市监受〔2026〕1号", "days": 20, "parts": ["a", None, True]}

    @pytest.mark.parametrize(
        "action", ["accept", "casework:accept", "casework:case:Accept", "a:b:c:d", "casework:case:"]
    )
    def test_refuses_an_action_that_is_not_room_noun_verb(self, action) -> None:
        with pytest.raises(UnknownActionShape):
            act(action=action)

    @pytest.mark.parametrize("fact", [1.5, AT, b"x", object(), "a\x00b"])
    def test_refuses_facts_that_would_not_come_back_the_same(self, fact) -> None:
        with pytest.raises(UnfitFacts):
            act(fact=fact)

    def test_refuses_a_moment_without_a_zone(self) -> None:
        with pytest.raises(ValueError, match="aware"):
            record(actor=SYSTEM, action="a:b:c", target=("case", "1"), facts={}, at=AT.replace(tzinfo=None))

    def test_masks_a_citizen_number_that_slipped_in(self) -> None:
        assert act(who="340100199001010011").facts == {"who": "3401**********0011"}

    def test_a_rolled_back_act_leaves_no_line_and_no_gap(self) -> None:
        act(target="1")
        with transaction.atomic():
            act(target="2")
            transaction.set_rollback(True)
        act(target="3")
        assert not lines_about(("case", "2")).exists()
        assert verify().intact

    @pytest.mark.parametrize(
        "statement", ["UPDATE audit_auditline SET action = 'a:b:c'", "DELETE FROM audit_auditline"]
    )
    def test_the_database_refuses_to_change_a_line(self, statement) -> None:
        act()
        with (
            pytest.raises(IntegrityError, match="只能追加"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
class TestConcurrency:
    def test_a_line_without_a_transaction_is_refused(self) -> None:
        with pytest.raises(transaction.TransactionManagementError):
            act()

    def test_a_writer_waits_for_no_other_writer(self) -> None:
        """While one transaction holds its line open, twenty others begin, write and commit."""
        with transaction.atomic():
            act(target="open")
            failures = in_threads(20, lambda number: commit_one(f"{number}"))
            assert failures == []
            assert AuditLine.objects.count() == 21
        assert verify().intact

    def test_two_writers_who_lock_crosswise_never_deadlock(self) -> None:
        barrier = threading.Barrier(2, timeout=20)

        def twice(number: int) -> None:
            with transaction.atomic():
                act(target=f"{number}a")
                barrier.wait()
                act(target=f"{number}b")

        assert in_threads(2, twice) == []
        assert verify().lines == 4

    def test_many_writers_leave_whole_chains(self) -> None:
        assert in_threads(8, lambda number: [commit_one(f"{number}-{turn}") for turn in range(10)]) == []
        verdict = verify()
        assert verdict.intact
        assert verdict.lines == 80


@pytest.mark.django_db
class TestLines:
    def test_are_for_auditors_only(self) -> None:
        with pytest.raises(NotVisible):
            lines(viewer=Clerk())

    def test_are_paged_from_the_newest(self) -> None:
        kept = [act(target=str(number)).pk for number in range(5)]
        first = lines(viewer=Auditor(), limit=2)
        second = lines(viewer=Auditor(), limit=2, before=first.older)
        third = lines(viewer=Auditor(), limit=2, before=second.older)
        assert [[line.pk for line in page.lines] for page in (first, second, third)] == [
            kept[4:2:-1],
            kept[2:0:-1],
            kept[:1],
        ]
        assert third.older is None

    def test_are_found_by_room_action_actor_target_request_and_time(self) -> None:
        with bound_request_id("request-0002"):
            wanted = act(target="7")
        record(
            actor=SYSTEM,
            action="gate:message:receive",
            target=("message", "1"),
            facts={},
            at=AT - dt.timedelta(days=1),
        )
        for question in (
            {"action": "casework:"},
            {"action": "casework:case:accept"},
            {"actor": ("official", "17")},
            {"target": ("case", "7")},
            {"request_id": "request-0002"},
            {"since": AT},
        ):
            assert [line.pk for line in lines(viewer=Auditor(), **question).lines] == [wanted.pk], question
        assert [line.action for line in lines(viewer=Auditor(), until=AT).lines] == ["gate:message:receive"]


def commit_one(target: str) -> None:
    with transaction.atomic():
        act(target=target)


def in_threads(count, work) -> list[BaseException]:
    failures: list[BaseException] = []

    def run(number: int) -> None:
        try:
            work(number)
        except BaseException as error:  # noqa: BLE001 - shown by the test
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,), daemon=True) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return failures
