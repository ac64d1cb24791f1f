"""Questions about ratings; each starts from the viewer's organs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Q

from huizheng.commons.reference.api import organ
from huizheng.inner.assessment.models import CallBack, Rating, Rectification, RectificationEntry, RectificationLimit
from huizheng.inner.assessment.rules import ATTEMPTS, DEFAULT_DAYS, NotVisible
from huizheng.inner.assessment.states import OPEN_STATES, RectificationState
from huizheng.inner.organs.api import Duty

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from huizheng.inner.casework.api import Staff

CAP = 1000


def limit_days() -> int:
    """Return the working days that count now: the operator's newest row, or the default."""
    days = RectificationLimit.objects.order_by("-set_at", "-id").values_list("days", flat=True).first()
    return days if days is not None else DEFAULT_DAYS


def organs_of(staff: Staff) -> list[str]:
    """Return the organs whose ratings the official may see."""
    return sorted({key for key, duty in staff.grants if duty in (Duty.RATING_HANDLE, Duty.LEAD)})


def organs_led(staff: Staff) -> list[str]:
    """Return the organs that the official leads: what they supervise is seen as well."""
    return sorted({key for key, duty in staff.grants if duty == Duty.LEAD})


def _visible(staff: Staff) -> Q:
    """The one predicate of visibility: what the official's organs handled, or supervise under their lead."""
    return Q(organ_key__in=organs_of(staff)) | Q(supervisor_key__in=organs_led(staff))


def rectifications_for(staff: Staff) -> QuerySet[Rectification]:
    return Rectification.objects.filter(_visible(staff)).select_related("rating__case")


def rectification_for(staff: Staff, *, pk: int) -> Rectification:
    """Return one rectification; raises ``NotVisible``."""
    found = rectifications_for(staff).filter(pk=pk).first()
    if found is None:
        raise NotVisible("没有这项差评整改。")
    return found


def acts_since(rectification: Rectification, *, version: int) -> list[RectificationEntry]:
    """Return what was done to a visible rectification after that version, in order."""
    found = RectificationEntry.objects.filter(rectification=rectification, version__gt=version)
    return list(found.select_related("by").order_by("version"))


def todo_for(staff: Staff) -> QuerySet[Rectification]:
    """Return what waits for the official: open ones at organs of the duty, claims of mistake for who supervises."""
    handled = [key for key, duty in staff.grants if duty == Duty.RATING_HANDLE]
    return (
        rectifications_for(staff)
        .filter(
            Q(organ_key__in=handled, state__in=[RectificationState.OPEN, RectificationState.LEDGER])
            | Q(supervisor_key__in=organs_led(staff), state=RectificationState.APPEALED),
        )
        .order_by("due_on", "id")
    )


def todo_count(staff: Staff) -> int:
    """Return how many wait, up to the cap."""
    return len(todo_for(staff).values_list("pk", flat=True)[:CAP])


def overdue_count(staff: Staff, *, today: dt.date) -> int:
    return len(
        todo_for(staff)
        .filter(Q(state=RectificationState.OPEN, due_on__lt=today) | Q(ledger_due_on__lt=today))
        .values_list("pk", flat=True)[:CAP]
    )


@dataclass(frozen=True)
class Standing:
    """The figures of one organ over a period; mistaken ratings are left out.

    ``ratings`` and ``bad`` count a case once, by its latest rating. What became of bad ratings counts every one of
    them: that the applicant rated better afterwards doesn't undo the duty to call back and to answer in time.
    """

    organ_key: str
    organ_name: str
    ratings: int
    bad: int
    to_rectify: int
    named_bad: int
    called_back: int
    answered: int
    in_time: int

    @property
    def satisfied_share(self) -> float | None:
        return (self.ratings - self.bad) / self.ratings if self.ratings else None

    @property
    def called_back_share(self) -> float | None:
        return self.called_back / self.named_bad if self.named_bad else None

    @property
    def in_time_share(self) -> float | None:
        return self.in_time / self.to_rectify if self.to_rectify else None


def standings(staff: Staff, *, since: dt.datetime, until: dt.datetime) -> list[Standing]:
    """Return the figures of the viewer's organs for ratings in [since, until), the most rated first."""
    bad, asked = Q(level__gte=4), Q(rectification__isnull=False)
    named = asked & Q(anonymous=False)
    reached = Exists(CallBack.objects.filter(rectification=OuterRef("rectification"), reached=True))
    tried_enough = Exists(CallBack.objects.filter(rectification=OuterRef("rectification"), position__gte=ATTEMPTS))
    rows = (
        Rating.objects.filter(_visible(staff), rated_at__gte=since, rated_at__lt=until)
        .exclude(rectification__state=RectificationState.MISTAKEN)
        .annotate(was_called=reached | tried_enough)
        .values("organ_key")
        .annotate(
            n=Count("pk", filter=Q(counts=True)),
            bad=Count("pk", filter=bad & Q(counts=True)),
            asked=Count("pk", filter=asked),
            named=Count("pk", filter=named),
            called=Count("pk", filter=named & Q(was_called=True)),
            answered=Count("pk", filter=asked & Q(rectification__answered_on__isnull=False)),
            in_time=Count("pk", filter=asked & Q(rectification__answered_on__lte=F("rectification__due_on"))),
        )
        .order_by("-n", "organ_key")
    )
    return [
        Standing(
            organ_key=row["organ_key"],
            organ_name=organ(row["organ_key"]).name,
            ratings=row["n"],
            bad=row["bad"],
            to_rectify=row["asked"],
            named_bad=row["named"],
            called_back=row["called"],
            answered=row["answered"],
            in_time=row["in_time"],
        )
        for row in rows
    ]


def open_rectifications(staff: Staff) -> QuerySet[Rectification]:
    return rectifications_for(staff).filter(state__in=sorted(OPEN_STATES)).order_by("due_on", "id")


@dataclass(frozen=True)
class RectificationPage:
    """One page of the list, and the key where the next begins."""

    rows: list[Rectification]
    next: str


def rectification_page(
    staff: Staff,
    *,
    state: str = "",
    item: str = "",
    due_before: dt.date | None = None,
    after: str = "",
    size: int = 50,
) -> RectificationPage:
    """Return a page of the viewer's rectifications, the most urgent first; those at work unless a state is named."""
    found = rectifications_for(staff)
    if state in set(RectificationState):
        found = found.filter(state=state)
    elif state != "all":
        found = found.filter(state__in=sorted(OPEN_STATES))
    if item:
        found = found.filter(rating__item_slug=item)
    if due_before is not None:
        found = found.filter(due_on__lt=due_before, state__in=sorted(OPEN_STATES))
    day, _underscore, pk = after.partition("_")
    try:
        last = (dt.date.fromisoformat(day), int(pk))
    except ValueError:
        last = None
    if last is not None:
        found = found.filter(Q(due_on__gt=last[0]) | Q(due_on=last[0], pk__gt=last[1]))
    rows = list(found.order_by("due_on", "pk")[: size + 1])
    end = rows[size - 1] if len(rows) > size else None
    return RectificationPage(rows[:size], f"{end.due_on.isoformat()}_{end.pk}" if end else "")


def items_to_rectify(staff: Staff) -> list[tuple[str, str]]:
    """Return the items among the viewer's open rectifications, for the filter: slug and name."""
    names = open_rectifications(staff).order_by("rating__item_slug")
    return list(names.values_list("rating__item_slug", "rating__case__item_name").distinct()[:200])


@dataclass(frozen=True)
class Share:
    """The ratings of one item or channel."""

    key: str
    name: str
    ratings: int
    bad: int


@dataclass(frozen=True)
class Shares:
    """The ratings the viewer may see, by level, item and channel: the latest of a case, mistaken ones left out."""

    levels: dict[int, int]
    items: list[Share]
    channels: list[Share]


def shares(staff: Staff, *, since: dt.datetime, until: dt.datetime) -> Shares:
    """Return the figures of ratings in [since, until), the twenty most rated items."""
    found = (
        Rating.objects.filter(_visible(staff), counts=True, rated_at__gte=since, rated_at__lt=until)
        .exclude(rectification__state=RectificationState.MISTAKEN)
        .order_by()
    )
    bad = Count("pk", filter=Q(level__gte=4))
    items = found.values_list("item_slug", "case__item_name").annotate(n=Count("pk"), bad=bad).order_by("-n")
    channels = found.values_list("channel_code").annotate(n=Count("pk"), bad=bad).order_by("-n")
    return Shares(
        levels=dict(found.values_list("level").annotate(n=Count("pk"))),
        items=[Share(*row) for row in items[:20]],
        channels=[Share(code, code, n, few) for code, n, few in channels],
    )
