"""Housekeeping of the files room, run by the zone's worker."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from huizheng.commons.files.actions import expire_uploads, rescan_quarantine, sweep_orphans
from huizheng.commons.telemetry.api import logger

log = logger("files")


@app.periodic(cron="*/5 * * * *")
@app.task(queue="housekeeping", queueing_lock="files.rescan_quarantine", name="files.rescan_quarantine")
def rescan(timestamp: int) -> None:  # noqa: ARG001 - procrastinate gives the tick
    if decided := rescan_quarantine(at=timezone.now()):
        log.info("quarantine rescanned", decided=decided)


@app.periodic(cron="17 * * * *")
@app.task(queue="housekeeping", queueing_lock="files.tidy", name="files.tidy")
def tidy(timestamp: int) -> None:  # noqa: ARG001 - procrastinate gives the tick
    now = timezone.now()
    log.info("files tidied", expired=expire_uploads(at=now), swept=sweep_orphans(at=now))
