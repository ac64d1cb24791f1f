"""From the business transaction into the outbox."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from huizheng.commons.telemetry.api import current_request_id
from huizheng.gate import blobs, envelope
from huizheng.gate.actions.moving import expect_transfers
from huizheng.gate.context import current_envelope
from huizheng.gate.contracts import message_class
from huizheng.gate.models import OutboxEntry
from huizheng.gate.states import Direction
from huizheng.gate.wake import wake_after_commit
from huizheng.lib.canonical import canonical

if TYPE_CHECKING:
    from uuid import UUID

    from huizheng.gate.contracts import Message

PATIENCE = dt.timedelta(hours=72)


class WrongDirection(ValueError):
    """The message may not leave this zone."""


def send(message: Message, *, at: dt.datetime, patience: dt.timedelta = PATIENCE) -> UUID:
    """This function will put the message into the outbox and return its envelope's id.

    Nothing leaves before the transaction commits, and nothing can be lost after; the gate process numbers, signs and
    carries it. The request id, and the envelope whose effect this is, travel along. Raises
    ``TransactionManagementError`` outside a transaction, ``WrongDirection``, ``TooLarge``, and ``BlobMissing`` when
    a file that the message names was not put into the gate first.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(f"{message.NAME} must be sent inside the act's transaction")
    if settings.ZONE != message.ZONE_FROM or message_class(message.NAME, message.VERSION) is not type(message):
        raise WrongDirection(f"{message.NAME} does not leave the {settings.ZONE} zone")
    attachments = message.attached()
    for attachment in attachments:
        if not blobs.has_blob(attachment.sm3):
            raise blobs.BlobMissing(attachment.sm3)
    cause = current_envelope()
    env_id = envelope.new_env_id(at)
    trace = current_request_id() or ""
    core = envelope.message_core(
        message,
        env_id=env_id,
        at=at,
        not_after=at + patience,
        trace=trace,
        corr_id=cause.corr_id if cause else env_id,
        causation_id=cause.env_id if cause else None,
    )
    OutboxEntry.objects.create(
        env_id=env_id,
        message=message.NAME,
        version=message.VERSION,
        channel=message.channel(),
        lane=message.lane(),
        business_number=message.business_number(),
        trace=trace,
        core=canonical(core).decode(),
        attachments=[attachment.sm3 for attachment in attachments],
        created_at=at,
        not_after=at + patience,
    )
    brings_files = bool(attachments) and settings.ZONE == "inner"
    if brings_files:
        # The inner zone opens every connection: it brings its files to the dock, and fetches the outer zone's there.
        expect_transfers(Direction.OUT, [(each.sm3, each.size) for each in attachments], at=at)
    wake_after_commit(only_sent=not brings_files)
    return env_id
