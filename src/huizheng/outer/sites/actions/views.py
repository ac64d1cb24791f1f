"""Telling the office how often its pages are read."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db import transaction
from django.db.models import F

from huizheng.gate.api import send
from huizheng.gate.contracts import ViewsCounted
from huizheng.outer.sites.models import PageChange, ReadingCount

# The most read of a site are told; a page below them adds nothing to what an author looks for.
MOST_PAGES: Final = 300
DAYS_OF_PAGES: Final = dt.timedelta(days=400)
CHANGES_KEPT: Final = 500_000


@transaction.atomic
def tell_views(*, at: dt.datetime) -> int:
    """This function will tell the office the counts of every site and day that have grown since they were last told.

    What is told is the whole count of the day, so a message that comes twice changes nothing. Returns how many
    messages were sent.
    """
    grown = (
        ReadingCount.objects.select_for_update().filter(views__gt=F("told")).order_by("day", "site", "column", "page")
    )
    by_site: dict[tuple[dt.date, str], list[ReadingCount]] = {}
    for each in grown:
        by_site.setdefault((each.day, each.site), []).append(each)
    for (day, site), counts in by_site.items():
        pages = sorted((each for each in counts if each.page), key=lambda each: -each.views)[:MOST_PAGES]
        send(
            ViewsCounted(
                site=site,
                day=day,
                columns={each.column: each.views for each in counts if not each.page},
                pages={str(each.page): each.views for each in pages},
            ),
            at=at,
        )
    told = [each.pk for counts in by_site.values() for each in counts]
    ReadingCount.objects.filter(pk__in=told).update(told=F("views"))
    return len(by_site)


def forget_old_counts(*, at: dt.datetime) -> None:
    """This function will drop counts of single pages older than about a year, and changes that everybody has seen."""
    ReadingCount.objects.filter(page__gt=0, day__lt=(at - DAYS_OF_PAGES).date()).delete()
    newest = PageChange.objects.order_by("-pk").values_list("pk", flat=True).first()
    if newest is not None:
        PageChange.objects.filter(pk__lt=newest - CHANGES_KEPT).delete()
