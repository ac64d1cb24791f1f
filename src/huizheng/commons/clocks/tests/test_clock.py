from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connections

from huizheng.commons.audit.api import lines_about
from huizheng.commons.calendar.testing import load_imagined
from huizheng.commons.clocks.api import (
    CORRECTION_NOTICE,
    DELIVERY,
    GROUNDS,
    JOINT_DECISION,
    LICENCE_DECISION,
    AlreadyPaused,
    AlreadyStarted,
    Clock,
    ClockEntry,
    ClockError,
    ClockExpired,
    ClockState,
    ClockStopped,
    ExtensionNotAllowed,
    NotPaused,
    OutOfOrder,
    WarningLevel,
    clock_of,
    clocks_due,
    clocks_of,
    due_on,
    explain,
    extend,
    ground,
    pause,
    promise,
    remaining,
    restart,
    resume,
    start_clock,
    state,
    stop_clock,
    used_share,
    warning,
)
from huizheng.commons.clocks.events import ClockRecomputed
from huizheng.commons.clocks.testing import paused, running
from huizheng.commons.events.api import subscribe
from huizheng.commons.events.testing import deliver_all
from huizheng.lib.actors import SYSTEM

AT = dt.datetime(2026, 2, 10, 9, 30, tzinfo=dt.UTC)
HEARING, INSPECTION = ground("hearing"), ground("inspection")
ACT = {"by": SYSTEM, "at": AT}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


heard: list[ClockRecomputed] = []


@subscribe(ClockRecomputed)
def note(event: ClockRecomputed) -> None:
    heard.append(event)


@pytest.mark.django_db
class TestLedger:
    def test_a_started_clock_knows_its_last_day(self) -> None:
        clock = running()
        assert clock.due_on == due_on(clock) == day("2026-03-16")
        assert state(clock, day("2026-03-16")) is ClockState.RUNNING
        assert state(clock, day("2026-03-17")) is ClockState.OVERDUE

    def test_the_day_of_the_moment_is_that_of_china(self) -> None:
        late_evening = dt.datetime(2026, 2, 9, 17, 0, tzinfo=dt.UTC)  # one o'clock on the 10th
        clock = start_clock(subject=("matter", "1"), rule=LICENCE_DECISION, by=SYSTEM, at=late_evening)
        assert clock.started_on == day("2026-02-10")

    def test_one_thing_has_one_clock_of_a_code(self) -> None:
        running()
        with pytest.raises(AlreadyStarted):
            running()
        running(rule=DELIVERY)
        assert {clock.code for clock in clocks_of(("matter", "1"))} == {"licence-decision", "delivery"}
        assert clock_of(("matter", "1"), "promise") is None

    def test_a_rule_is_kept_by_value(self) -> None:
        clock = running(rule=promise(7))
        assert Clock.objects.get(pk=clock.pk).rule == promise(7)

    def test_a_paused_clock_has_no_last_day_until_it_is_resumed(self) -> None:
        clock = paused(on=day("2026-03-02"))
        assert clock.due_on is None
        assert state(clock, day("2027-01-01")) is ClockState.PAUSED
        resume(clock=clock, ground=INSPECTION, on=day("2026-03-05"), **ACT)
        assert clock.due_on == day("2026-03-19")
        assert state(clock, day("2026-03-05")) is ClockState.RUNNING

    def test_two_grounds_at_once_count_once_and_both_must_end(self) -> None:
        clock = paused(on=day("2026-03-02"))
        pause(clock=clock, ground=HEARING, on=day("2026-03-03"), **ACT)
        resume(clock=clock, ground=INSPECTION, on=day("2026-03-04"), **ACT)
        assert clock.due_on is None
        resume(clock=clock, ground=HEARING, on=day("2026-03-05"), **ACT)
        assert clock.due_on == day("2026-03-19")

    def test_the_same_ground_twice_and_a_resumption_of_nothing_are_refused(self) -> None:
        clock = paused()
        with pytest.raises(AlreadyPaused):
            pause(clock=clock, ground=INSPECTION, **ACT)
        with pytest.raises(NotPaused):
            resume(clock=clock, ground=HEARING, **ACT)
        with pytest.raises(OutOfOrder):
            resume(clock=clock, ground=INSPECTION, on=day("2026-02-23"), **ACT)
        with pytest.raises(OutOfOrder):
            pause(clock=clock, ground=HEARING, on=day("2026-02-09"), **ACT)

    def test_is_extended_once_within_what_the_law_allows_and_before_it_runs_out(self) -> None:
        clock = running()
        for days, reason in ((11, "x"), (0, "x"), (10, " ")):
            with pytest.raises(ExtensionNotAllowed):
                extend(clock=clock, days=days, reason=reason, **ACT)
        with pytest.raises(ClockExpired):
            extend(clock=clock, days=10, reason="需要补充勘验", on=day("2026-03-17"), **ACT)
        extend(clock=clock, days=10, reason="需要补充勘验", on=day("2026-03-16"), **ACT)
        assert clock.due_on == day("2026-03-30")
        with pytest.raises(ExtensionNotAllowed, match="一次"):
            extend(clock=clock, days=1, reason="再延", **ACT)
        with pytest.raises(ExtensionNotAllowed, match="不能延长"):
            extend(clock=running(rule=CORRECTION_NOTICE), days=1, reason="再延", **ACT)

    def test_a_joint_handling_may_take_forty_five_days_and_fifteen_more(self) -> None:
        clock = running(rule=JOINT_DECISION, on=day("2026-03-02"))
        assert clock.due_on == day("2026-05-08")
        assert extend(clock=clock, days=15, reason="涉及多个部门", on=day("2026-05-08"), **ACT).due_on == day(
            "2026-05-28"
        )

    def test_a_restart_forgets_what_was_before_and_says_why(self) -> None:
        clock = paused()
        with pytest.raises(ClockError):
            restart(clock=clock, reason="", **ACT)
        restart(clock=clock, reason="申请材料重新提交", on=day("2026-03-02"), **ACT)
        assert clock.due_on == day("2026-03-30")
        assert clock.started_on == day("2026-03-02")
        assert "因申请材料重新提交，重新起算，此前的计算不再适用。自2026年3月2日" in explain(clock)
        assert "检验" not in explain(clock)

    def test_a_stopped_clock_takes_nothing_more_but_a_restart(self) -> None:
        clock = stop_clock(clock=running(), outcome="decided", on=day("2026-03-16"), **ACT)
        assert state(clock, day("2027-01-01")) is ClockState.STOPPED
        assert "2026年3月16日终止计算，没有逾期" in explain(clock)
        for verb in (
            lambda: pause(clock=clock, ground=HEARING, **ACT),
            lambda: resume(clock=clock, ground=HEARING, **ACT),
            lambda: extend(clock=clock, days=1, reason="x", **ACT),
            lambda: stop_clock(clock=clock, outcome="decided", **ACT),
        ):
            with pytest.raises(ClockStopped):
                verb()
        assert restart(clock=clock, reason="决定被撤销", on=day("2026-04-01"), **ACT).stopped_on is None

    def test_stopped_while_paused_it_still_tells_a_last_day(self) -> None:
        clock = stop_clock(clock=paused(on=day("2026-03-02")), outcome="withdrawn", on=day("2026-03-05"), **ACT)
        assert clock.due_on == day("2026-03-19")

    def test_stopped_late_it_says_so(self) -> None:
        clock = stop_clock(clock=running(), outcome="decided", on=day("2026-03-17"), **ACT)
        assert "已经逾期" in explain(clock)
        assert "after the period" in explain(clock, "en")

    def test_every_entry_has_its_audit_line_without_the_reason(self) -> None:
        clock = extend(clock=running(), days=5, reason="张三要求", **ACT)
        assert [line.action for line in lines_about(("matter", "1"))] == ["clocks:clock:start", "clocks:clock:extend"]
        assert "张三" not in str([line.facts for line in lines_about(("matter", "1"))])
        assert [entry.new_due_on for entry in clock.entries.all()] == [day("2026-03-16"), day("2026-03-23")]


@pytest.mark.django_db
class TestMeasures:
    def test_days_left_and_share_used(self) -> None:
        clock = running()
        assert [remaining(clock, day(text)) for text in ("2026-02-10", "2026-02-11", "2026-03-16", "2026-03-18")] == [
            20,
            19,
            0,
            -2,
        ]
        assert used_share(clock, day("2026-02-10")) == 0
        assert used_share(clock, day("2026-03-16")) == 1
        assert used_share(clock, day("2026-03-18")) == pytest.approx(1.1)

    def test_a_paused_clock_keeps_what_it_had(self) -> None:
        clock = paused(on=day("2026-03-02"))
        had = remaining(clock, day("2026-03-01"))
        assert remaining(clock, day("2026-06-01")) == had == 11
        assert f"还剩{had}个工作日" in explain(clock)

    def test_a_stopped_clock_uses_no_more(self) -> None:
        clock = stop_clock(clock=running(), outcome="decided", on=day("2026-02-24"), **ACT)
        assert used_share(clock, day("2026-12-01")) == used_share(clock, day("2026-02-24")) == 0.25

    def test_warnings_rise_from_the_promised_to_the_statutory_limit(self) -> None:
        promised, statutory = running(rule=promise(10)), running()
        levels = {
            text: warning(promised=promised, statutory=statutory, on=day(text))
            for text in ("2026-02-25", "2026-02-28", "2026-03-03", "2026-03-17")
        }
        assert list(levels.values()) == [
            WarningLevel.NONE,
            WarningLevel.PREWARNING,
            WarningLevel.YELLOW,
            WarningLevel.RED,
        ]
        for clock in (promised, statutory):
            stop_clock(clock=clock, outcome="decided", **ACT)
        assert warning(promised=promised, statutory=statutory, on=day("2026-03-17")) is WarningLevel.NONE

    def test_due_clocks_are_listed_by_urgency_without_the_paused_and_stopped(self, django_assert_num_queries) -> None:
        late, soon = running(("matter", "2")), running(("matter", "3"), promise(5))
        paused(("matter", "4"))
        stop_clock(clock=running(("matter", "5")), outcome="decided", **ACT)
        running(("letter", "1"), promise(3))
        assert list(clocks_due(day("2026-03-17"), subject_kind="matter")) == [soon, late]
        assert list(clocks_due(day("2026-03-16"), subject_kind="matter")) == [soon]
        kinds = [clock.subject_kind for clock in clocks_due(day("2026-03-16"), codes=["promise"])]
        assert kinds == ["letter", "matter"]
        with django_assert_num_queries(3):  # clocks, ledgers, the calendar's stamp
            from huizheng.commons.calendar.api import working_calendar

            calendar = working_calendar()
            assert all(
                remaining(clock, day("2026-03-20"), calendar=calendar) < 0 for clock in clocks_due(day("2026-03-17"))
            )


@pytest.mark.django_db
class TestCalendarChange:
    def test_open_clocks_are_counted_anew_and_say_so(self) -> None:
        heard.clear()
        moved = running(("matter", "1"), on=day("2026-12-25"))
        still = running(("matter", "2"))
        stopped = stop_clock(
            clock=running(("matter", "3"), on=day("2026-12-25")), outcome="decided", on=day("2027-01-30"), **ACT
        )
        before = moved.due_on
        load_imagined(at=AT, off=("01-04", "01-05"))
        deliver_all()
        moved.refresh_from_db()
        assert before == day("2027-01-25")
        assert moved.due_on == day("2027-01-27")
        assert [clock.entries.count() for clock in (moved, still, stopped)] == [2, 1, 2]
        assert "因放假安排公布重新计算，届满日由2027年1月25日改为2027年1月27日" in explain(moved)
        assert "moved the last day from 25 January 2027 to 27 January 2027" in explain(moved, "en")
        assert "尚未公布" not in explain(moved)
        assert heard == [ClockRecomputed("matter", "1", "licence-decision", day("2027-01-25"), day("2027-01-27"))]

    def test_told_twice_it_says_so_once(self) -> None:
        clock = running(on=day("2026-12-25"))
        for _ in range(2):
            load_imagined(at=AT, off=("01-04", "01-05"))
            deliver_all()
        assert ClockEntry.objects.filter(clock=clock, kind="recomputed").count() == 1

    def test_a_paused_clock_counts_with_the_new_days_when_it_is_resumed(self) -> None:
        clock = running(on=day("2026-12-25"))
        pause(clock=clock, ground=GROUNDS["test"], on=day("2026-12-28"), **ACT)
        load_imagined(at=AT, off=("01-04", "01-05"))
        deliver_all()
        resume(clock=clock, ground=GROUNDS["test"], on=day("2026-12-29"), **ACT)
        assert clock.due_on == day("2027-01-28")


@pytest.mark.django_db(transaction=True)
def test_two_officials_who_extend_at_once_extend_once() -> None:
    clock = running()
    outcomes: list[str] = []

    def act() -> None:
        try:
            extend(clock=Clock.objects.get(pk=clock.pk), days=10, reason="案情复杂", **ACT)
            outcomes.append("extended")
        except ExtensionNotAllowed:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act, daemon=True) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes) == ["extended", "refused", "refused", "refused"]
