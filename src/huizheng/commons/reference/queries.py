"""Questions about places and organs. What both zones publish anyway needs no viewer."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.db.models import Case, F, IntegerField, Q, Value, When

from huizheng.commons.reference import fixtures
from huizheng.commons.reference.models import Division, Organ, Site
from huizheng.commons.reference.rules import (
    DivisionEnded,
    DivisionNotYet,
    NoCompetentOrgan,
    UnknownOrgan,
    UnknownPlace,
)
from huizheng.commons.reference.states import Tier

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet


def divisions(*, tier: Tier | str | None = None, parent: str | None = None) -> QuerySet[Division]:
    """Return the divisions in use today's edition of the fixtures knows, by code."""
    found = Division.objects.filter(valid_until__isnull=True)
    if tier is not None:
        found = found.filter(tier=tier)
    if parent is not None:
        found = found.filter(parent_id=parent)
    return found


def division(code: str) -> Division:
    """Return the division of a code, also of one that was dissolved; raises ``UnknownPlace``."""
    found = Division.objects.select_related("parent__parent__parent").filter(code=code).first()
    if found is None:
        raise UnknownPlace(code)
    return found


def division_on(code: str, day: dt.date) -> Division:
    """Return what the division of ``code`` was called and coded on ``day``, along the chain of successors.

    Raises ``UnknownPlace``; ``DivisionEnded`` when the chain breaks off (a city divided among others);
    ``DivisionNotYet`` when several older codes became this one.
    """
    found = division(code)
    while not found.is_valid_on(day):
        if found.valid_until is not None and found.valid_until <= day:
            if found.successor is None:
                raise DivisionEnded(
                    f"{found.name}（{found.code}）已于{found.valid_until:%Y年%m月}撤销，辖区分别划入其他地方。"
                )
            found = found.successor
        else:
            older = list(found.predecessors.all()[:2])
            if len(older) != 1:
                raise DivisionNotYet(f"{found.name}（{found.code}）当时由几个地方组成，请使用原来的区划代码。")
            found = older[0]
    return found


def current_division(code: str) -> Division:
    """Return the division that ``code`` stands for now; raises ``UnknownPlace`` or ``DivisionEnded``."""
    found = division(code)
    while found.valid_until is not None:
        if found.successor is None:
            raise DivisionEnded(f"{found.name}（{found.code}）已撤销，辖区分别划入其他地方，请重新选择所在地。")
        found = found.successor
    return found


def division_path(code: str) -> list[Division]:
    """Return the division and those above it, the province first."""
    path = [division(code)]
    while path[0].parent is not None:
        path.insert(0, path[0].parent)
    return path


def division_full_name(code: str) -> str:
    """Return e.g. ``安徽省合肥市瑶海区``."""
    return "".join(each.name for each in division_path(code))


def search_divisions(text: str, *, limit: int = 20) -> QuerySet[Division]:
    """Return divisions in use by name (also a former one), pinyin, initials or code; wider ones first."""
    wanted = text.strip().lower()
    if not wanted:
        return Division.objects.none()
    width = Case(
        When(tier=Tier.PROVINCE, then=Value(0)),
        When(tier=Tier.CITY, then=Value(1)),
        When(tier=Tier.COUNTY, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return (
        divisions()
        .filter(
            Q(name__contains=wanted)
            | Q(pinyin__startswith=wanted)
            | Q(initials__startswith=wanted)
            | Q(code__startswith=wanted)
            | Q(predecessors__name=wanted),
        )
        .annotate(width=width)
        .order_by("width", "code")
        .distinct()[:limit]
    )


# --- organs ---


def organ(key: str) -> Organ:
    """Return the organ of a key, the same in both zones; raises ``UnknownOrgan``."""
    found = Organ.objects.select_related("division").filter(key=key).first()
    if found is None:
        raise UnknownOrgan(key)
    return found


def organs(
    *,
    division_code: str | None = None,
    tier: Tier | str | None = None,
    kind: str | None = None,
) -> QuerySet[Organ]:
    found = Organ.objects.select_related("division")
    if division_code is not None:
        found = found.filter(division_id=division_code)
    if tier is not None:
        found = found.filter(tier=tier)
    if kind is not None:
        found = found.filter(kind=kind)
    return found


def organ_for(*, kind: str, level: Tier | str, division_code: str) -> Organ:
    """Return the organ competent for a matter of ``kind`` at ``level``, for someone in the chosen division.

    A county's matter needs a county; a city's goes to the county's city; a province's to the province; a
    town's to the town (the demonstration town, when only a county was chosen). A dissolved code is followed
    to its successor. Raises ``UnknownPlace``, ``DivisionEnded``, or ``NoCompetentOrgan`` with a sentence
    that says what to choose.
    """
    level = Tier.TOWN if kind == fixtures.TOWN_KIND else Tier(level)
    chosen = current_division(division_code)
    place = _place_of(chosen, level)
    if place is None:
        raise NoCompetentOrgan(f"“{chosen.name}”范围太大，无法确定办理机关。请选择{_CHOOSE[level]}。")
    key = f"{place}-{fixtures.TOWN_KIND if level == Tier.TOWN else _kind_at(level).get(kind, kind)}"
    found = Organ.objects.select_related("division").filter(key=key).first()
    if found is None:
        raise NoCompetentOrgan(f"“{chosen.name}”没有办理这类事项的机关。请换一个地方，或者向当地政务服务中心咨询。")
    return found


_CHOOSE = {
    Tier.PROVINCE: "所在的省",
    Tier.CITY: "所在的市",
    Tier.COUNTY: "所在的县（市、区）",
    Tier.TOWN: "所在的乡镇（街道）或县（市、区）",
}


def _place_of(chosen: Division, level: Tier) -> str | None:
    """Return the code of the division at ``level`` that ``chosen`` lies in, or nothing when it is wider."""
    above = {each.tier: each.code for each in division_path(chosen.code)}
    if level == Tier.TOWN and Tier.TOWN not in above and Tier.COUNTY in above:
        return f"{above[Tier.COUNTY]}100"
    return above.get(level)


@cache
def _kind_at(level: Tier) -> dict[str, str]:
    return fixtures.merged_kinds(fixtures.rows("organisations.csv"), level)


def search_organs(
    text: str,
    *,
    division_code: str | None = None,
    tier: Tier | str | None = None,
    limit: int = 20,
) -> QuerySet[Organ]:
    """Return organs by name, by what they do, or by the pinyin of their place; names first."""
    wanted = text.strip()
    if not wanted:
        return Organ.objects.none()
    found = organs(division_code=division_code, tier=tier).filter(
        Q(name__contains=wanted)
        | Q(short_name__contains=wanted)
        | Q(keywords__contains=[wanted])
        | Q(division__pinyin__startswith=wanted.lower()),
    )
    return found.annotate(
        rank=Case(When(name__contains=wanted, then=Value(0)), default=Value(1), output_field=IntegerField())
    ).order_by(
        "rank",
        F("division_id"),
        "key",
    )[:limit]


# --- sites ---


def sites(*, tier: Tier | str | None = None, parent: str | None = None) -> QuerySet[Site]:
    found = Site.objects.select_related("division", "organ")
    if tier is not None:
        found = found.filter(tier=tier)
    if parent is not None:
        found = found.filter(parent_id=parent)
    return found


def site(slug: str) -> Site | None:
    return sites().filter(slug=slug).first()


def site_of_division(code: str) -> Site | None:
    """Return the portal of a province, city or county."""
    return sites().filter(division_id=code).exclude(kind="department").first()
