from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connection, connections, transaction
from hypothesis import given
from hypothesis import strategies as st

from huizheng.commons.audit.api import lines_about
from huizheng.commons.throttle.api import (
    QUERY_CODE,
    SIGN_IN,
    LockedOut,
    Scope,
    Standing,
    allow,
    attempt,
    check,
    clear,
    fail,
    forget,
    standing,
)
from huizheng.commons.throttle.digests import digest_of
from huizheng.commons.throttle.models import Attempts

AT = dt.datetime(2026, 3, 9, 9, 30, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
THREE = Scope("test", failures=3, window=10 * MINUTE, lock=5 * MINUTE, longest=dt.timedelta(hours=1))


def fail_times(count: int, at: dt.datetime = AT, key: str = "alice") -> Standing:
    return [fail(scope=THREE, key=key, at=at) for _ in range(count)][-1]


def is_locked(at: dt.datetime, key: str = "alice") -> bool:
    try:
        check(scope=THREE, key=key, at=at)
    except LockedOut:
        return True
    return False


@pytest.mark.django_db
class TestLockOut:
    def test_comes_at_the_last_failure_allowed(self) -> None:
        assert standing(scope=THREE, key="alice", at=AT) == Standing(3)
        assert fail_times(2) == Standing(1)
        assert not is_locked(AT)
        assert fail_times(1) == Standing(0, AT + 5 * MINUTE)
        with pytest.raises(LockedOut, match="请在5分钟后再试") as raised:
            check(scope=THREE, key="alice", at=AT)
        assert raised.value.until == AT + 5 * MINUTE

    def test_ends_by_itself_and_doubles_each_time_again_up_to_the_longest(self) -> None:
        at, lasted = AT, []
        for _ in range(6):
            until = fail_times(3, at).locked_until
            lasted.append((until - at) // MINUTE)
            assert is_locked(until - dt.timedelta(seconds=1))
            assert not is_locked(until)
            at = until
        assert lasted == [5, 10, 20, 40, 60, 60]

    def test_is_forgotten_after_a_long_time_without_failure(self) -> None:
        fail_times(3)
        later = AT + 5 * MINUTE + THREE.longest
        assert fail_times(3, later).locked_until == later + 5 * MINUTE

    def test_failures_far_apart_do_not_add_up(self) -> None:
        for turn in range(6):
            fail_times(1, AT + turn * 10 * MINUTE)
        assert not is_locked(AT + 50 * MINUTE)

    def test_a_success_forgets_the_failures(self) -> None:
        fail_times(2)
        clear(scope=THREE, key="alice")
        assert fail_times(2) == Standing(1)

    def test_concerns_one_key_in_one_scope_however_it_was_typed(self) -> None:
        fail_times(3)
        assert is_locked(AT, " \uff21LICE ")
        assert not is_locked(AT, "bob")
        check(scope=SIGN_IN, key="alice", at=AT)

    def test_a_try_that_began_before_the_lock_is_not_counted_again(self) -> None:
        fail_times(3)
        assert fail_times(3, AT + MINUTE) == Standing(0, AT + 5 * MINUTE)

    def test_is_written_down_without_the_key(self) -> None:
        fail_times(3)
        line = lines_about(("throttle.key", digest_of("test", "alice"))).get()
        assert line.facts == {"scope": "test", "locks": 1, "until": (AT + 5 * MINUTE).isoformat()}

    def test_keeps_no_personal_data(self) -> None:
        fail_times(1, key="340100199001010011")
        allow(scope="test", key="340100199001010011", limit=1, window=MINUTE, at=AT)
        with connection.cursor() as cursor:
            cursor.execute("SELECT a::text || p::text FROM throttle_attempts a, throttle_pace p")
            assert "340100199001010011" not in cursor.fetchone()[0]

    def test_the_pepper_of_another_zone_gives_another_digest(self, settings) -> None:
        here = digest_of("test", "alice")
        settings.SECRET_KEY = "another"
        assert digest_of("test", "alice") != here

    def test_quiet_keys_are_removed_but_no_lock(self) -> None:
        fail_times(1, AT, "quiet")
        for _ in range(5):
            fail(scope=QUERY_CODE, key="locked", at=AT)
        allow(scope="test", key="quiet", limit=1, window=MINUTE, at=AT)
        assert forget(before=AT + 2 * MINUTE) == 2
        assert Attempts.objects.get().scope == QUERY_CODE.name

    @pytest.mark.parametrize("wrong", [{"failures": 0}, {"window": dt.timedelta()}, {"lock": dt.timedelta(days=2)}])
    def test_a_scope_that_makes_no_sense_is_refused(self, wrong) -> None:
        with pytest.raises(ValueError, match="scope"):
            Scope(**{"name": "x", "failures": 1, "window": MINUTE, "lock": MINUTE, **wrong})


@given(st.integers(1, 10_000))
def test_a_lock_never_shortens_and_never_exceeds_the_longest(locks) -> None:
    assert THREE.lock <= THREE.lock_for(locks) <= THREE.lock_for(locks + 1) <= THREE.longest


@pytest.mark.django_db
class TestRate:
    def allow(self, at: dt.datetime, key: str = "alice") -> bool:
        return allow(scope="sms", key=key, limit=3, window=3 * MINUTE, at=at)

    def test_a_burst_takes_the_limit_and_then_one_comes_back_at_a_time(self) -> None:
        assert [self.allow(AT) for _ in range(5)] == [True, True, True, False, False]
        assert [self.allow(AT + MINUTE) for _ in range(2)] == [True, False]
        assert [self.allow(AT + 10 * MINUTE) for _ in range(4)] == [True, True, True, False]

    def test_concerns_one_key(self) -> None:
        assert [self.allow(AT) for _ in range(4)][-1] is False
        assert self.allow(AT, "bob")

    def test_a_rate_of_nothing_is_refused(self) -> None:
        with pytest.raises(ValueError, match="rate"):
            allow(scope="sms", key="alice", limit=0, window=MINUTE, at=AT)


@pytest.mark.django_db(transaction=True)
class TestTogether:
    @pytest.mark.parametrize("verb", [fail, attempt])
    def test_counting_inside_an_act_is_refused_since_it_would_be_undone_with_it(self, verb) -> None:
        with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
            verb(scope=THREE, key="alice", at=AT)

    def test_a_failure_survives_the_act_that_failed(self) -> None:
        with pytest.raises(ZeroDivisionError):
            try:
                with transaction.atomic():
                    raise ZeroDivisionError
            finally:
                fail(scope=THREE, key="alice", at=AT)
        assert standing(scope=THREE, key="alice", at=AT) == Standing(2)

    def test_a_crowd_of_tries_at_one_moment_gets_no_more_than_is_allowed(self) -> None:
        outcomes = at_once(12, lambda: attempt(scope=THREE, key="alice", at=AT))
        assert sorted(outcomes) == ["LockedOut"] * 9 + ["Standing"] * 3

    def test_a_crowd_of_failures_locks_once(self) -> None:
        assert at_once(12, lambda: fail(scope=THREE, key="alice", at=AT)) == ["Standing"] * 12
        kept = Attempts.objects.get()
        assert (kept.failures, kept.locks) == (3, 1)

    def test_a_crowd_of_uses_gets_no_more_than_the_rate(self) -> None:
        outcomes = at_once(12, lambda: allow(scope="sms", key="alice", limit=3, window=MINUTE, at=AT) or None)
        assert outcomes.count("bool") == 3


def at_once(count: int, work) -> list[str]:
    """Run the work in many threads that begin together; return what came of each."""
    barrier, outcomes = threading.Barrier(count, timeout=20), []

    def run() -> None:
        try:
            connection.ensure_connection()
            barrier.wait()
            outcomes.append(type(work()).__name__)
        except Exception as error:  # noqa: BLE001 - shown by the test
            outcomes.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return outcomes
