"""The carrier between the zones, NATS JetStream: what it acknowledges lies on a disk, what it loses is sent again."""

from __future__ import annotations

import asyncio
import json
import re
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from nats import errors
from nats.aio.client import Client
from nats.js.api import AckPolicy, ConsumerConfig, DiscardPolicy, RetentionPolicy, StorageType, StreamConfig
from nats.js.errors import APIError, BadRequestError

from huizheng.commons.telemetry.api import logger
from huizheng.gate.broker import MAX_PAYLOAD, PostBox, inbox_prefix, other_zone, password

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nats.aio.msg import Msg
    from nats.js import JetStreamContext

log = logger("gate")

ACK_TIMEOUT = 5.0
ACK_WAIT = 30.0
STREAM_BYTES = 1024 * 1024 * 1024
DUPLICATE_WINDOW = 600.0
# One request for messages: so many, so many bytes, for so long; meanwhile the broker shows that it lives.
PULL, PULL_BYTES, PULL_FOR, HEARTBEAT = 256, 16 * 1024 * 1024, 30.0, 5.0
NANOSECONDS = 1_000_000_000
_UNFIT = re.compile(r"[^A-Za-z0-9_.-]")

# What may go wrong between here and the broker: all of it is waited out.
TROUBLE = (errors.Error, OSError, asyncio.TimeoutError)


@dataclass(frozen=True)
class Parcel:
    """Something to publish: where to, under which transport id, and the bytes."""

    channel: str
    transport_id: str
    raw: bytes


@dataclass
class Carrier:
    """This zone's connection to the broker."""

    on_connected: Callable[[], None]
    arrived: asyncio.Queue[Msg] = field(default_factory=asyncio.Queue)
    _client: Client = field(default_factory=Client)
    _renew: asyncio.Event = field(default_factory=asyncio.Event)
    _heard_at: float = 0.0
    _expected: int = 0
    _is_ready: bool = False

    @property
    def is_connected(self) -> bool:
        return bool(self._client.is_connected)

    async def connect(self) -> None:
        """Connect, however long the broker takes to come up."""
        environment = settings.ENVIRONMENT
        # An external broker's address brings its own user.
        own = password(settings.VAR, settings.ZONE) if environment.embeds_nats else None
        while True:
            try:
                await self._client.connect(
                    environment.nats_address,
                    name=f"huizheng-gate-{settings.ZONE}",
                    inbox_prefix=inbox_prefix(settings.ZONE).encode(),
                    max_reconnect_attempts=-1,
                    reconnect_time_wait=0.2,  # type: ignore[arg-type] # it is only ever slept for
                    connect_timeout=2,
                    ping_interval=5,
                    pending_size=2 * MAX_PAYLOAD,
                    reconnected_cb=self._reconnected,
                    error_cb=_log_error,
                    user=settings.ZONE if own else None,
                    password=own,
                )
            except TROUBLE as error:
                log.info("broker not answering yet", error=type(error).__name__)
                await asyncio.sleep(0.3)
            else:
                return

    async def publish(self, parcels: Sequence[Parcel]) -> list[str | Exception]:
        """Publish all, and return for each the broker's mark or what went wrong."""
        stream: JetStreamContext = self._client.jetstream(timeout=ACK_TIMEOUT)
        to = other_zone(settings.ZONE)

        async def one(parcel: Parcel) -> str | Exception:
            subject = f"gate.{to}.{_UNFIT.sub('_', parcel.channel)}"
            try:
                ack = await stream.publish(subject, parcel.raw, headers={"Nats-Msg-Id": parcel.transport_id})
            except TROUBLE as error:
                return error
            return f"{ack.stream} {ack.seq}"

        return list(await asyncio.gather(*(one(parcel) for parcel in parcels)))

    async def acknowledge(self, message: Msg) -> None:
        """Let the broker forget the message. If this is lost it comes again, and is known."""
        with suppress(*TROUBLE):
            await self._client.publish(message.reply, b"+ACK")

    async def leave(self, message: Msg, *, seconds: float) -> None:
        """Leave the message with the broker for a while."""
        with suppress(*TROUBLE):
            delay = json.dumps({"delay": int(seconds * NANOSECONDS)})
            await self._client.publish(message.reply, f"-NAK {delay}".encode())

    async def keep_pulling(self) -> None:
        """Ask for messages for ever; what comes goes into ``arrived``."""
        box = PostBox(settings.ZONE)
        inbox = self._client.new_inbox()
        await self._client.subscribe(inbox, cb=self._take)
        ask = f"$JS.API.CONSUMER.MSG.NEXT.{box.stream}.{box.consumer}"
        request = json.dumps(
            {
                "batch": PULL,
                "max_bytes": PULL_BYTES,
                "expires": int(PULL_FOR * NANOSECONDS),
                "idle_heartbeat": int(HEARTBEAT * NANOSECONDS),
            },
        ).encode()
        while True:
            self._renew.clear()
            try:
                await self._ensure(box)
                self._heard_at, self._expected = time.monotonic(), PULL
                await self._client.publish(ask, request, reply=inbox)
            except TROUBLE as error:
                log.info("broker not ready", error=type(error).__name__)
                await self._pause(0.3)
                continue
            while not self._renew.is_set():
                await self._pause(HEARTBEAT)
                if time.monotonic() - self._heard_at > 2.5 * HEARTBEAT:
                    break

    async def close(self) -> None:
        with suppress(*TROUBLE):
            await self._client.close()

    async def _take(self, message: Msg) -> None:
        self._heard_at = time.monotonic()
        status = (message.headers or {}).get("Status")
        if not message.data and status:
            if status != "100":  # anything but a heartbeat ends the request
                self._renew.set()
            return
        await self.arrived.put(message)
        self._expected -= 1
        if self._expected <= 0:
            self._renew.set()

    async def _pause(self, seconds: float) -> None:
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._renew.wait(), seconds)

    async def _ensure(self, box: PostBox) -> None:
        """Make this zone's post box, again if the broker came back without it."""
        if self._is_ready:
            return
        stream = self._client.jetstream(timeout=ACK_TIMEOUT)
        config = StreamConfig(
            name=box.stream,
            subjects=[box.subjects],
            retention=RetentionPolicy.WORK_QUEUE,
            discard=DiscardPolicy.NEW,
            storage=StorageType.FILE,
            max_bytes=STREAM_BYTES,
            duplicate_window=DUPLICATE_WINDOW,
        )
        try:
            await stream.add_stream(config)
        except (BadRequestError, APIError):
            await stream.update_stream(config)
        await stream.add_consumer(
            box.stream,
            ConsumerConfig(
                durable_name=box.consumer,
                ack_policy=AckPolicy.EXPLICIT,
                ack_wait=ACK_WAIT,
                max_deliver=-1,
                max_ack_pending=4 * PULL,
            ),
        )
        self._is_ready = True

    async def _reconnected(self) -> None:
        self._is_ready = False
        self._renew.set()
        self.on_connected()


async def _log_error(error: Exception) -> None:
    log.info("broker", error=type(error).__name__)
