"""The loops of the gate: each waits for an event and works until nothing is left; a tick is their safety net."""

from __future__ import annotations

import asyncio
import datetime as dt
import signal
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from nats.js.errors import NoStreamResponseError

from huizheng.commons.telemetry.api import logger
from huizheng.gate import health
from huizheng.gate.actions import applying, forgetting, moving, receipting, receiving, relaying, reporting
from huizheng.gate.actions.receiving import Outcome
from huizheng.gate.blobs import BlobMissing, BlobTooLarge, WrongDigest
from huizheng.gate.process.carrier import Carrier, Parcel
from huizheng.gate.process.circuit import Circuit, write_failure, write_success
from huizheng.gate.process.database import Worker
from huizheng.gate.process.dock import Dock
from huizheng.gate.process.ferryman import DockRefused, Ferryman
from huizheng.gate.process.listening import Leadership
from huizheng.gate.queries import figures
from huizheng.gate.states import Direction
from huizheng.gate.wake import CHANGED, SENT

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from nats.aio.msg import Msg

    from huizheng.gate.actions.relaying import Outgoing
    from huizheng.gate.models import Transfer

log = logger("gate")

TICK = 1.0
GAP_AGE, GAP_PAUSE = dt.timedelta(seconds=1), dt.timedelta(seconds=5)
GIVE_UP_EVERY, SHOW_EVERY, REPORT_EVERY = 30, 5, 10
# In ticks: half a minute after the start and then four times a day; the files once an hour.
FIRST_COMPARISON, COMPARE_EVERY, SWEEP_EVERY = 30, 6 * 3600, 3600
AT_ONCE = 200
LEAVE_FOR = 5.0
# The first envelope after a quiet moment goes at once; what comes while others follow travels together: one
# transaction, one signature and one letter for several. A receipt may wait, for nobody sits in front of it.
MOMENT, LETTER_MOMENT = 0.2, 0.5


class Gate:
    """One zone's gate process."""

    def __init__(self) -> None:
        self.outgoing = asyncio.Event()
        self.appliable = asyncio.Event()
        self.tellable = asyncio.Event()
        self.carrier = Carrier(on_connected=self._connected)
        self.leadership = Leadership(on_wake=self.wake)
        self.circuit = Circuit("carrier")
        # Each direction has a thread and a connection of its own: a slow room must not hold back the post.
        self.sending, self.receiving, self.applying = Worker("sending"), Worker("receiving"), Worker("applying")
        self.moving = Worker("moving")
        self.movable = asyncio.Event()
        self._look_for_late = True
        self.ferryman = Ferryman(settings.ENVIRONMENT.dock_port)

    def wake(self, what: str = CHANGED) -> None:
        self.outgoing.set()
        if what != SENT:
            self.appliable.set()
            self.movable.set()

    async def run(self) -> None:
        """Serve until the process is asked to stop, or a loop fails in a way that only a restart mends."""
        loop = asyncio.get_running_loop()
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        connecting = asyncio.create_task(self.carrier.connect())
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({connecting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set():
            connecting.cancel()
            return
        log.info("gate open")
        loops = [
            self.leadership.keep(), self.carrier.keep_pulling(), self._tick(), self._take(),
            self._whenever(self.outgoing, self._relay, every=MOMENT),
            self._whenever(self.appliable, self._apply),
            self._whenever(self.tellable, self._tell, after=LETTER_MOMENT),
            self._dock() if settings.ZONE == "outer" else self._whenever(self.movable, self._move),
        ]  # fmt: skip
        tasks = {asyncio.create_task(each) for each in loops}
        done, _ = await asyncio.wait({*tasks, stopping}, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks - done:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.carrier.close()
        for worker in (self.sending, self.receiving, self.applying, self.moving):
            worker.close()
        log.info("gate closed")
        for ended in tasks & done:
            ended.result()

    async def _whenever(
        self, event: asyncio.Event, work: Callable[[], Awaitable[None]], *, after: float = 0.0, every: float = 0.0
    ) -> None:
        """Do the work each time there is some: ``after`` a wait, and not more often than ``every`` so many seconds."""
        pace = _Pace(every)
        while True:
            await event.wait()
            await asyncio.sleep(after)
            await pace.keep()
            event.clear()
            await self.leadership.held.wait()
            await work()

    async def _tick(self) -> None:
        count = 0
        while True:
            await asyncio.sleep(TICK)
            await self.leadership.held.wait()
            count += 1
            now = timezone.now()
            await self.receiving.run(
                receipting.report_gaps, held_since=now - GAP_AGE, reported_before=now - GAP_PAUSE, at=now,
            )  # fmt: skip
            await self.receiving.run(receiving.look_for_blobs)
            if count % GIVE_UP_EVERY == 0:
                await self.sending.run(relaying.give_up, at=now)
            if count % COMPARE_EVERY == FIRST_COMPARISON:
                await self._compare()
            if count % SWEEP_EVERY == 0:
                await self.receiving.run(moving.sweep_blobs, at=now)
                await self.receiving.run(forgetting.forget_bodies, at=now)
            if count % REPORT_EVERY == 0 and settings.ZONE == "outer":
                await self.receiving.run(reporting.report, at=now)
            if count % SHOW_EVERY == 0:
                health.show(await self.receiving.run(figures, at=now))
            self._look_for_late = True
            self.wake()
            self.tellable.set()

    async def _relay(self) -> None:
        while self.circuit.wait == 0:
            # While the circuit is open one envelope is enough to see whether the peer is back.
            limit = 1 if self.circuit.is_open else AT_ONCE
            late, self._look_for_late = self._look_for_late, False
            batch = await self.sending.run(_next_outgoing, limit, repeats=late)
            if not batch:
                return
            parcels = [Parcel(each.channel, each.transport_id, each.raw) for each in batch]
            marks = await self.carrier.publish(parcels)
            taken = [(out, mark) for out, mark in zip(batch, marks, strict=True) if isinstance(mark, str)]
            await self.sending.run(relaying.mark_relayed, taken, at=timezone.now())
            health.count("relayed", len(taken))
            await self._note([mark for mark in marks if isinstance(mark, Exception)])
            if len(batch) < limit and not self.circuit.is_open:
                return  # all that was there has left; what has come since wakes us again
        asyncio.get_running_loop().call_later(self.circuit.wait, self.outgoing.set)

    async def _take(self) -> None:
        pace = _Pace(MOMENT)
        while True:
            batch: list[Msg] = [await self.carrier.arrived.get()]
            await pace.keep()
            while len(batch) < AT_ONCE and not self.carrier.arrived.empty():
                batch.append(self.carrier.arrived.get_nowait())
            await self.leadership.held.wait()
            outcomes = await self.receiving.run(
                receiving.receive_each_safely, [message.data for message in batch], at=timezone.now(),
            )  # fmt: skip
            if any(outcome is not Outcome.CONTROL for outcome in outcomes):
                self.appliable.set()
                self.tellable.set()
            for message, outcome in zip(batch, outcomes, strict=True):
                if outcome is Outcome.LEFT:
                    await self.carrier.leave(message, seconds=LEAVE_FOR)
                else:
                    await self.carrier.acknowledge(message)
            for outcome in Outcome:
                health.count(outcome.name.lower(), outcomes.count(outcome))
            if Outcome.CONTROL in outcomes:
                self.outgoing.set()

    async def _apply(self) -> None:
        while True:
            done, is_more = await self.applying.run(_apply_some)
            if done:
                self.tellable.set()
                self.outgoing.set()
            if not is_more:
                return

    async def _tell(self) -> None:
        while self.circuit.wait == 0:
            letter = await self.sending.run(receipting.write_letter, at=timezone.now())
            if letter is None:
                return
            parcel = Parcel("receipts", f"{letter.env_id}:receipt", letter.raw)
            [mark] = await self.carrier.publish([parcel])
            if isinstance(mark, Exception):
                await self._note([mark])
            else:
                await self.sending.run(receipting.letter_sent, letter)
                await self._note([])

    async def _compare(self) -> None:
        """Tell the other zone how far our channels have come: only so is a lost tail found."""
        raw = await self.sending.run(receipting.write_comparison, at=timezone.now())
        if raw is not None:
            await self.carrier.publish([Parcel("comparisons", f"{timezone.now().timestamp()}:comparison", raw)])

    async def _dock(self) -> None:
        """Keep the dock open, and let what waited for a file go on when it has arrived."""
        loop, arrived = asyncio.get_running_loop(), asyncio.Event()
        dock = Dock(settings.ENVIRONMENT.dock_port, on_arrival=lambda _: _quietly(loop, arrived))
        dock.open()
        try:
            while True:
                await arrived.wait()
                arrived.clear()
                if await self.receiving.run(receiving.look_for_blobs) > 0:
                    self.appliable.set()
        finally:
            dock.close()

    async def _move(self) -> None:
        """Bring files to the dock and from it, one after the other, until none is due."""
        while transfers := await self.moving.run(moving.due_transfers, at=timezone.now()):
            for transfer in transfers:
                if not await self.moving.run(_move_one, self.ferryman, transfer):
                    return
                if transfer.direction == Direction.IN and await self.receiving.run(receiving.look_for_blobs) > 0:
                    self.appliable.set()

    async def _note(self, errors: list[Exception]) -> None:
        if errors:
            self.circuit.failed(briefly=isinstance(errors[0], NoStreamResponseError))
            await self.sending.run(write_failure, self.circuit, type(errors[0]).__name__, at=timezone.now())
        elif self.circuit.succeeded():
            await self.sending.run(write_success, self.circuit, at=timezone.now())

    def _connected(self) -> None:
        self.circuit.try_now()
        self.wake()
        self.tellable.set()


class _Pace:
    """Keeps the starts of some work apart, however quickly it is asked for; the first start waits for nothing."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._last = seconds, 0.0

    async def keep(self) -> None:
        wait = self._last + self._seconds - time.monotonic()
        if wait > 0:
            await asyncio.sleep(wait)
        self._last = time.monotonic()


def _next_outgoing(limit: int, *, repeats: bool) -> list[Outgoing]:
    now = timezone.now()
    relaying.number_waiting(at=now)
    return relaying.due(at=now, limit=limit, repeats=repeats)


def _move_one(ferryman: Ferryman, transfer: Transfer) -> bool:
    """Move one file; say whether the dock answered at all."""
    move = ferryman.fetch if transfer.direction == Direction.IN else ferryman.leave
    try:
        move(transfer.sm3, size=transfer.size)
    except (OSError, DockRefused, BlobMissing, WrongDigest, BlobTooLarge, ValueError) as error:
        moving.not_moved(transfer, error, at=timezone.now())
        return not isinstance(error, OSError)
    moving.moved(transfer, at=timezone.now())
    return True


def _quietly(loop: asyncio.AbstractEventLoop, event: asyncio.Event) -> None:
    """Set the event from the dock's thread; a loop that has just ended needs no event any more."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(event.set)


def _apply_some() -> tuple[int, bool]:
    """Apply what may be applied now; say how much there was, and whether to go on at once."""
    states = applying.apply_some(at=timezone.now())
    for state in set(states):
        health.count(state, states.count(state))
    return len(states), bool(states) and applying.are_waiting(at=timezone.now())


def serve() -> None:
    """Run the gate in this process until it is told to stop."""
    with suppress(KeyboardInterrupt):
        asyncio.run(Gate().run())
