"""What is done by itself: closing the accounts whose time has come."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from huizheng.commons.telemetry.api import logger
from huizheng.lib.actors import SYSTEM
from huizheng.outer.accounts import queries
from huizheng.outer.accounts.actions.data import erase_account
from huizheng.outer.accounts.rules import ERASURE_PAUSE, Refused

log = logger("accounts")


@app.periodic(cron="17 3 * * *")
@app.task(queue="upkeep", queueing_lock="accounts.erase", name="accounts.erase", pass_context=False)
def erase_closed_accounts(timestamp: int) -> None:  # noqa: ARG001 - how procrastinate calls a periodic task
    """Erase each account whose 15 days have passed; one that has a matter open again waits for tomorrow."""
    now = timezone.now()
    for account in queries.accounts_to_erase(before=now - ERASURE_PAUSE):
        try:
            erase_account(account=account, by=SYSTEM, at=now)
        except Refused as refused:
            log.info("erasure waits", account=str(account.pk), reason=type(refused).__name__)
