"""What sites do by themselves: warn the owners of columns, and open again what was closed for a while."""

from __future__ import annotations

from functools import partial

from django.utils import timezone
from procrastinate.contrib.django import app

from huizheng.commons.telemetry.api import one_by_one
from huizheng.inner.sites.actions.guarantees import raise_notices
from huizheng.inner.sites.actions.sites import reopen_site
from huizheng.inner.sites.models import Site
from huizheng.lib.actors import SYSTEM


@app.periodic(cron="10 6 * * *")
@app.task(queue="clocks", name="sites.warn_owners")
def warn_owners(timestamp: int) -> int:  # noqa: ARG001 - the moment the job was meant for
    return raise_notices(at=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(queue="clocks", name="sites.reopen")
def reopen_ended_closures(timestamp: int) -> int:  # noqa: ARG001
    """Open every site whose closure has run out; one failure stops no other."""
    at = timezone.now()
    closed = Site.objects.filter(closed_until__lte=at).order_by("slug").values_list("slug", flat=True)
    return one_by_one(closed, partial(reopen_site, by=SYSTEM, at=at), source="sites.reopen", name=str, at=at)
