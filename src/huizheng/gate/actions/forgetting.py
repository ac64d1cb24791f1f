"""Letting go of contents that have done their work; ids, digests and receipts stay for ever."""

from __future__ import annotations

import datetime as dt

from huizheng.gate.models import InboxEntry, OutboxEntry
from huizheng.gate.states import InboxState, OutboxState

# What was received has had its effect; what was sent may be asked for again if the other zone loses its database.
RECEIVED_FOR = dt.timedelta(days=7)
SENT_FOR = dt.timedelta(days=90)


def forget_bodies(*, at: dt.datetime) -> int:
    """This function will empty the contents of envelopes that ended long enough ago, and return how many.

    (个人信息保护法 art 19: kept no longer than the purpose needs; art 47(1)(1): erased once it is fulfilled.)
    """
    received = InboxEntry.objects.filter(state=InboxState.APPLIED, settled_at__lt=at - RECEIVED_FOR).exclude(core="")
    sent = OutboxEntry.objects.filter(state=OutboxState.PROCESSED, answered_at__lt=at - SENT_FOR).exclude(core="")
    return received.update(core="") + sent.update(core="", proof=[])
