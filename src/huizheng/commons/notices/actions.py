from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection, transaction
from procrastinate.contrib.django import app

from huizheng.commons.audit.api import record
from huizheng.commons.events.api import enqueue
from huizheng.commons.notices.errors import AddressRefused, NotVisible, Unreachable
from huizheng.commons.notices.gateways import send_mail, send_sms
from huizheng.commons.notices.letters import Letter, lock_letter, unlock_letter
from huizheng.commons.notices.models import Attempt, Delivery, Message
from huizheng.commons.notices.rules import MAX_ATTEMPTS, Recipient
from huizheng.commons.notices.states import Channel, DeliveryState
from huizheng.commons.notices.texts import newest_version, text_of
from huizheng.commons.telemetry.api import current_request_id, logger, record_failure
from huizheng.lib.actors import SYSTEM

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.lib.actors import Actor

log = logger("notices")


def notify(
    *,
    recipient: Recipient,
    template: str,
    facts: dict[str, Any],
    at: dt.datetime,
    link: str = "",
    once: str = "",
    in_site: bool = True,
    version: int | None = None,
    by: Actor = SYSTEM,
) -> Message:
    """This function will tell ``recipient`` something: in the site at once, elsewhere after the commit.

    ``facts`` are JSON values for the template, ``link`` a path of this site. Under the same key ``once`` a person is
    told only once, so that a subscriber may run twice: the first message is then returned. With ``in_site`` false
    nothing is shown in the site and no fact is kept (for verification codes).
    Raises ``UnknownTemplate``, ``FactsMissing``, and ``TransactionManagementError`` outside a transaction, as a message
    without its act would be a lie.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(f"{template} must be sent inside the act's transaction")
    chosen = version or newest_version(template)
    text = text_of(template, chosen, facts, language=recipient.language)
    told = {
        "template": template,
        "version": chosen,
        "facts": facts if in_site else {},
        "in_site": in_site,
        "link": link,
        "sent_at": at,
    }
    if once:
        message, new = Message.objects.get_or_create(recipient=str(recipient), once=once, defaults=told)
        if not new:
            return message
    else:
        message = Message.objects.create(recipient=str(recipient), **told)
    channels = []
    for channel, address in recipient.addresses().items():
        letter = Letter(address, text.title, text.sms if channel == Channel.SMS else text.body)
        if not letter.body:
            continue
        _queue(message, channel, letter)
        channels.append(str(channel))
    record(
        actor=by,
        action="notices:message:send",
        target=("message", str(message.pk)),
        facts={"template": template, "version": chosen, "channels": channels},
        at=at,
    )
    return message


def attempt_delivery(delivery: UUID, *, at: dt.datetime) -> bool:
    """This function will try to deliver once, and say whether the delivery is settled now.

    A delivery that is settled already is left alone, so that a job may run twice. What is refused for good, or has
    failed too often, is shown to the operator.
    """
    with transaction.atomic():
        locked = Delivery.objects.select_for_update().select_related("message").get(pk=delivery)
        if locked.state != DeliveryState.WAITING:
            return True
        number = locked.attempts.count() + 1
        reason, final = "", False
        try:
            _send(locked)
        except AddressRefused as error:
            reason, final = error.reason, True
        except Unreachable as error:
            reason, final = error.reason, number >= MAX_ATTEMPTS
        Attempt.objects.create(delivery=locked, number=number, at=at, reason=reason)
        if reason and not final:
            log.info(
                "delivery postponed", delivery=str(locked.pk), channel=locked.channel, attempt=number, reason=reason
            )
            return False
        locked.state = DeliveryState.FAILED if reason else DeliveryState.SENT
        locked.settled_at, locked.locked_letter = at, ""
        locked.save()
        if reason:
            label = Channel(locked.channel).label
            record_failure(
                source="notices",
                summary=f"{label}未送达：{reason}",
                detail=f"delivery {locked.pk}, {number} attempt(s), template {locked.message}",
                at=at,
            )
    return True


@transaction.atomic
def mark_read(recipient: str, message: int, *, by: Actor, at: dt.datetime) -> Message:
    """This function will note that the person has read a message; raises ``NotVisible`` for another's.

    Reading it again changes nothing: the first time counts.
    """
    found = Message.objects.select_for_update().to(recipient).filter(pk=message).first()
    if found is None:
        raise NotVisible("没有这条消息。")
    if found.read_at is None:
        found.read_at = at
        found.save(update_fields=["read_at"])
        record(actor=by, action="notices:message:read", target=("message", str(found.pk)), facts={}, at=at)
    return found


@transaction.atomic
def mark_all_read(recipient: str, *, by: Actor, at: dt.datetime) -> int:
    """This function will note that the person has read everything there is now; return how many were unread."""
    count = Message.objects.to(recipient).unread().update(read_at=at)
    if count:
        record(actor=by, action="notices:inbox:read", target=("inbox", recipient), facts={"messages": count}, at=at)
    return count


def _queue(message: Message, channel: Channel, letter: Letter) -> None:
    delivery = Delivery(message=message, channel=channel)
    delivery.locked_letter = lock_letter(letter, delivery=str(delivery.pk))
    delivery.save(force_insert=True)
    job = app.configure_task("notices.deliver", queue="notices", allow_unknown=False)
    enqueue(job, delivery=str(delivery.pk), request_id=current_request_id() or "")


def _send(delivery: Delivery) -> None:
    letter = unlock_letter(delivery.locked_letter, delivery=str(delivery.pk))
    if delivery.channel == Channel.EMAIL:
        send_mail(to=letter.to, subject=letter.subject, body=letter.body, reference=str(delivery.pk))
    else:
        send_sms(to=letter.to, text=letter.body, reference=str(delivery.pk))
