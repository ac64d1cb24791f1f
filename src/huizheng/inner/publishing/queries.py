"""Questions about manuscripts, from what the viewer stands for. One predicate filters every list and every count."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from wagtail.models import PageSubscription

from huizheng.inner.organs.api import Duty
from huizheng.inner.publishing.errors import NotVisible
from huizheng.inner.publishing.models import Edition, Manuscript, Placement, Submission
from huizheng.inner.publishing.policies import PUBLISHING, may_see, visible_to
from huizheng.inner.publishing.states import PlacementState, State
from huizheng.inner.sites.api import SiteKind, all_sites

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from huizheng.inner.publishing.policies import Standing

PAGE = 25
# A division's portals carry columns that its other organs own.
_PORTALS = (SiteKind.PROVINCE_PORTAL, SiteKind.CITY_PORTAL, SiteKind.COUNTY_PORTAL)
# A count that says "more than this" is as good to people, and costs a known time.
COUNTED_TO = 1000


@dataclass(frozen=True)
class Sieve:
    """What a list of manuscripts is narrowed to."""

    site: str = ""
    column: str = ""
    kind: str = ""
    state: str = ""
    text: str = ""
    whose: str = ""  # "mine": written by the viewer

    def of_any_state(self) -> Sieve:
        return replace(self, state="")


@dataclass(frozen=True)
class ManuscriptList:
    """One page of a list, the newest move first."""

    rows: list[Manuscript]
    older: str


def manuscripts_for(standing: Standing, sieve: Sieve | None = None) -> QuerySet[Manuscript]:
    """Return the manuscripts the viewer works with, narrowed."""
    found = Manuscript.objects.filter(visible_to(standing))
    wanted = sieve or Sieve()
    for name in ("site", "column", "kind", "state"):
        if value := getattr(wanted, name):
            found = found.filter(**{name: value})
    if wanted.whose == "mine":
        found = found.filter(author=str(standing.actor))
    if text := wanted.text.strip():
        number = Q(pk=int(text)) if text.isdecimal() and len(text) < 15 else Q()  # noqa: PLR2004 - longer is no number
        found = found.filter(Q(title__contains=text) | number) if number else found.filter(title__contains=text)
    return found


def manuscript_page(
    standing: Standing, sieve: Sieve | None = None, *, after: str = "", size: int = PAGE
) -> ManuscriptList:
    """Return a page of the list, by keyset: page 400 costs what page 1 costs."""
    found = manuscripts_for(standing, sieve).order_by("-moved_at", "-number")
    if key := _key(after):
        moved_at, number = key
        found = found.filter(Q(moved_at__lt=moved_at) | Q(moved_at=moved_at, number__lt=number))
    rows = list(found[: size + 1])
    shown = rows[:size]
    return ManuscriptList(rows=shown, older=key_of(shown[-1]) if len(rows) > size else "")


def key_of(manuscript: Manuscript) -> str:
    return f"{manuscript.moved_at.timestamp():.6f}_{manuscript.number}"


def _key(text: str) -> tuple[dt.datetime, int] | None:
    moment, _, number = text.partition("_")
    try:
        return dt.datetime.fromtimestamp(float(moment), tz=dt.UTC), int(number[:18])
    except (ValueError, OverflowError, OSError):
        return None


def state_counts(standing: Standing, sieve: Sieve | None = None) -> dict[str, int]:
    """Return how many manuscripts stand in each state, of those the viewer works with."""
    rows = manuscripts_for(standing, sieve).order_by().values_list("state").annotate(n=Count("pk"))
    return dict(rows)


def manuscript_for(standing: Standing, number: int) -> Manuscript:
    """Return one manuscript the viewer works with; raises ``NotVisible`` for another's and for none alike."""
    found = (
        Manuscript.objects.filter(visible_to(standing), pk=number)
        .select_related("current", "organ", "owner", "page")
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def waiting_for(standing: Standing) -> QuerySet[Manuscript]:
    """Return what waits for the viewer: reviews and releases, without what four eyes forbid, the oldest first."""
    reviewing, releasing = standing.organs(Duty.PUBLISH_REVIEW), standing.organs(Duty.PUBLISH_RELEASE)
    me = str(standing.actor)
    wanted = Q(pk__in=[])
    if reviewing:
        wanted |= Q(state__in=[State.FIRST, State.SECOND]) & (Q(organ__in=reviewing) | Q(owner__in=reviewing))
    if releasing:
        wanted |= Q(state__in=[State.FINAL, State.APPROVED]) & (Q(organ__in=releasing) | Q(owner__in=releasing))
    open_ones = Submission.objects.filter(closed_at__isnull=True)
    not_mine = Q(writers__contains=[me]) | Q(author=me) | Q(reviews__reviewer=me, reviews__verdict="passed")
    forbidden = open_ones.filter(not_mine).values("manuscript")
    return (
        Manuscript.objects.filter(wanted)
        .exclude(Q(state__in=[State.FIRST, State.SECOND, State.FINAL]) & Q(pk__in=forbidden))
        .order_by("moved_at", "number")
    )


def waiting_count(standing: Standing) -> int:
    """Return how many reviews and releases wait for the viewer."""
    return waiting_for(standing).order_by().count()


def returned_to(standing: Standing) -> QuerySet[Manuscript]:
    """Return the viewer's own drafts that came back from review, the newest first."""
    return (
        Manuscript.objects.filter(
            author=str(standing.actor), state=State.DRAFT, submissions__reviews__verdict="returned"
        )
        .distinct()
        .order_by("-moved_at", "-number")
    )


def to_check_afterwards(standing: Standing) -> QuerySet[Manuscript]:
    """Return what went through the green channel and waits for somebody else to look at it."""
    organs = standing.organs(Duty.PUBLISH_REVIEW)
    return (
        Manuscript.objects.filter(Q(organ__in=organs) | Q(owner__in=organs), after_check_due=True)
        .exclude(Q(submissions__author=str(standing.actor)) | Q(submissions__reviews__reviewer=str(standing.actor)))
        .distinct()
        .order_by("moved_at", "number")
    )


def open_submission_of(manuscript: Manuscript) -> Submission | None:
    return Submission.objects.filter(manuscript=manuscript, closed_at__isnull=True).prefetch_related("reviews").first()


def submissions_of(manuscript: Manuscript) -> list[Submission]:
    """Return every round of a manuscript with its reviews, the newest first; texts are left out."""
    return list(
        Submission.objects.filter(manuscript=manuscript)
        .defer("document")
        .prefetch_related("reviews")
        .order_by("-round")
    )


def editions_of(manuscript: Manuscript) -> QuerySet[Edition]:
    return Edition.objects.filter(manuscript=manuscript).order_by("-version")


def current_edition(number: int) -> dict[str, Any] | None:
    """Return the document that is public now, or nothing."""
    return Edition.objects.filter(currently_of=number).values_list("document", flat=True).first()


def placements_for(standing: Standing, *, state: str = "") -> QuerySet[Placement]:
    """Return the placements that concern the viewer: received by the own sites, or sent from them."""
    organs = standing.organs(Duty.PUBLISH_WRITE, Duty.PUBLISH_REVIEW, Duty.PUBLISH_RELEASE)
    seen = Q(organ__in=organs) | Q(manuscript__organ__in=organs) | Q(manuscript__owner__in=organs)
    if standing.kept:
        seen |= Q(site__in=standing.kept) | Q(manuscript__site__in=standing.kept)
    found = Placement.objects.filter(seen).select_related("manuscript")
    return found.filter(state=state) if state else found


def placements_waiting(standing: Standing) -> QuerySet[Placement]:
    """Return the placements the viewer decides on."""
    organs = standing.organs(Duty.PUBLISH_RELEASE)
    return (
        Placement.objects.filter(Q(organ__in=organs) | Q(site__in=standing.kept), state=PlacementState.REQUESTED)
        .select_related("manuscript")
        .order_by("requested_at", "key")
    )


def newest_document(manuscript: Manuscript) -> dict[str, Any] | None:
    """Return the document that was last released, also of a page that has left since."""
    return editions_of(manuscript).values_list("document", flat=True).first()


def writable_sites(standing: Standing) -> list[tuple[str, str]]:
    """Return the sites somebody writes for: those of the own organs, and those whose columns the organs own."""
    organs = standing.organs(Duty.PUBLISH_WRITE)
    divisions = {key.partition("-")[0] for key in organs}
    own = Q(organ__in=organs) | Q(division__in=divisions, kind__in=_PORTALS)
    return list(all_sites().filter(own).values_list("slug", "name"))


def visible_sites(standing: Standing) -> list[tuple[str, str]]:
    """Return the sites whose manuscripts the viewer works with."""
    organs = standing.organs(*PUBLISHING)
    divisions = {key.partition("-")[0] for key in organs}
    own = Q(organ__in=organs) | Q(division__in=divisions, kind__in=_PORTALS) | Q(slug__in=standing.kept)
    return list(all_sites().filter(own).values_list("slug", "name"))


def is_seen(manuscript: Manuscript, standing: Standing) -> bool:
    return may_see(manuscript, standing)


def hands_of(manuscript: Manuscript) -> set[str]:
    """Return everybody who had a part in the text that was last handed in."""
    last = manuscript.submissions.defer("document").prefetch_related("reviews").order_by("-round").first()
    return {last.author, *last.writers, *(each.reviewer for each in last.reviews.all())} if last else set()


def is_open_for(manuscript: Manuscript, standing: Standing) -> bool:
    """Say whether the viewer has taken the working copy up for editing."""
    return PageSubscription.objects.filter(page=manuscript.page_id, user=standing.actor.id).exists()
