"""Questions about officials and their duties."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from huizheng.inner.organs.models import Appointment, Delegation, Grant, Official, Post, Unit
from huizheng.inner.organs.states import Duty
from huizheng.lib.actors import Actor, ActorKind


def _pk(official: Official | int | str) -> int:
    return official.pk if isinstance(official, Official) else int(official)


def _in_force(at: dt.datetime) -> Q:
    return Q(valid_from__lte=at) & (Q(valid_until__isnull=True) | Q(valid_until__gt=at))


def official_of(actor: Actor) -> Official | None:
    """Return the official behind an actor, or nothing for the system, a resident or an id that is none."""
    if actor.kind != ActorKind.OFFICIAL or not actor.id.isdecimal():
        return None
    return Official.objects.select_related("home_organ").filter(pk=actor.id).first()


def official(pk: int | str) -> Official | None:
    return Official.objects.select_related("home_organ").filter(pk=pk).first()


def official_by_login(login_name: str) -> Official | None:
    return Official.objects.select_related("home_organ").filter(login_name=login_name.strip().lower()).first()


def display_names(pks: Iterable[int | str]) -> dict[str, str]:
    """Return the names to show for official ids, ``{"12": "张三"}``, in one question."""
    return {str(pk): name for pk, name in Official.objects.filter(pk__in=pks).values_list("pk", "display_name")}


def organs_with_duty(
    official: Official | int | str, duty: Duty | Iterable[Duty], at: dt.datetime
) -> QuerySet[Grant, str]:
    """Return the keys of the organs in which the official has the duty (or any of several) at a moment.

    As a subquery it is one indexed predicate: ``cases.filter(organ_id__in=organs_with_duty(me, duty, at))``; as a
    list it is a handful of keys.
    """
    wanted = [duty] if isinstance(duty, str) else list(duty)
    return (
        Grant.objects.filter(_in_force(at), official=_pk(official), duty__in=wanted)
        .order_by("organ_id")
        .values_list("organ_id", flat=True)
        .distinct()
    )


def has_duty(official: Official | int | str, duty: Duty | Iterable[Duty], organ_key: str, at: dt.datetime) -> bool:
    return organs_with_duty(official, duty, at).filter(organ=organ_key).exists()


def duties_of(official: Official | int | str, at: dt.datetime) -> dict[str, set[Duty]]:
    """Return ``{organ key: duties}`` of an official at a moment, delegated ones included."""
    found: dict[str, set[Duty]] = defaultdict(set)
    for organ_key, duty in Grant.objects.filter(_in_force(at), official=_pk(official)).values_list("organ_id", "duty"):
        found[organ_key].add(Duty(duty))
    return dict(found)


def officials_with_duty(organ_key: str, duty: Duty, at: dt.datetime) -> QuerySet[Official]:
    """Return the active officials who have a duty in an organ at a moment, by login name."""
    holders = Grant.objects.filter(_in_force(at), organ=organ_key, duty=duty).values("official")
    return Official.objects.filter(pk__in=holders, is_active=True).order_by("login_name")


def delegation_behind(official: Official | int | str, duty: Duty, organ_key: str, at: dt.datetime) -> Delegation | None:
    """Return the delegation an official acts under, or nothing when the duty is his own."""
    grants = Grant.objects.filter(_in_force(at), official=_pk(official), duty=duty, organ=organ_key)
    if grants.filter(delegation__isnull=True).exists():
        return None
    found = grants.select_related("delegation__delegator").first()
    return found.delegation if found else None


# --- for the organ's own pages ---


def units_of(organ_key: str) -> QuerySet[Unit]:
    return Unit.objects.filter(organ=organ_key, closed_at__isnull=True).order_by("place", "pk")


def posts_of(organ_key: str) -> QuerySet[Post]:
    return (
        Post.objects.filter(unit__organ=organ_key, closed_at__isnull=True, unit__closed_at__isnull=True)
        .select_related("unit")
        .order_by("unit__place", "unit_id", "pk")
    )


def officials_of(organ_key: str) -> QuerySet[Official]:
    """Return the officials an organ keeps, the active ones first."""
    return Official.objects.filter(home_organ=organ_key).order_by("-is_active", "login_name")


def appointments_of(
    *, official: Official | int | None = None, organ_key: str | None = None, at: dt.datetime
) -> QuerySet[Appointment]:
    """Return appointments that have not ended, of an official or of an organ."""
    found = Appointment.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=at)).select_related(
        "official",
        "post__unit__organ",
    )
    if official is not None:
        found = found.filter(official=official)
    if organ_key is not None:
        found = found.filter(post__unit__organ=organ_key)
    return found.order_by("post__unit__place", "post__unit_id", "post_id", "official__login_name")


def delegations_of(official: Official | int) -> QuerySet[Delegation]:
    """Return the delegations an official has given or received, the newest first."""
    return Delegation.objects.filter(Q(delegator=official) | Q(delegate=official)).select_related(
        "delegator", "delegate", "organ"
    )


def own_duties(official: Official | int, organ_key: str, at: dt.datetime) -> set[Duty]:
    """Return the duties an official has by appointment, not by delegation."""
    found = Grant.objects.filter(_in_force(at), official=official, organ=organ_key, delegation__isnull=True)
    return {Duty(duty) for duty in found.values_list("duty", flat=True)}


def colleagues_of(official: Official, organ_key: str) -> QuerySet[Official]:
    """Return the active officials of an organ other than this one."""
    return Official.objects.filter(home_organ=organ_key, is_active=True).exclude(pk=official.pk).order_by("login_name")
