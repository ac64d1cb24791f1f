"""Questions about services. All of it is public: there is no viewer to start from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, Count, F, FloatField, Q, Value, When

from huizheng.commons.reference import api as reference
from huizheng.outer.guides.errors import UnknownService
from huizheng.outer.guides.models import QuotaUse, Service, ServiceVersion
from huizheng.outer.guides.rules import LIFE, OFTEN_USED, Audience, in_order_of_life
from huizheng.outer.guides.segmentation import readings
from huizheng.outer.guides.vocabulary import vocabulary

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.db.models import QuerySet

_KEPT = 512
# D, C, B, A: a hit in the title outweighs any number elsewhere.
_WEIGHTS = [0.02, 0.05, 0.2, 1.0]
MOST_FOUND = 60
SUGGESTED = 8
# When not all words can be met, what is far behind the best hit is noise.
_FAR_BEHIND = 0.25


@dataclass(frozen=True)
class Release:
    """A version of a service by value; the document is shared and must not be changed."""

    slug: str
    version: int
    digest: str
    document: dict[str, Any]
    released_at: dt.datetime


@dataclass(frozen=True)
class Theme:
    """A life event or a stage of business, with how many services it holds."""

    audience: Audience
    code: str
    name: str
    name_en: str
    stage: str
    count: int


@dataclass(frozen=True)
class Question:
    """What people ask about a service again and again, with its answer; the English is empty where nobody wrote it."""

    service: Service
    question: str
    answer: str
    question_en: str = ""
    answer_en: str = ""


def services(
    *,
    audience: str = "",
    theme: str = "",
    level: str = "",
    organ_kind: str = "",
    type_code: str = "",
    letter: str = "",
    online: bool = False,
) -> QuerySet[Service]:
    """Return the services on offer that fit, by name; an unknown value fits nothing."""
    found = Service.objects.offered()
    if audience == "person":
        found = found.filter(serves_persons=True)
    elif audience == "corp":
        found = found.filter(serves_corps=True)
    if theme:
        by_theme = {"person": Q(person_themes__contains=[theme]), "corp": Q(corp_themes__contains=[theme])}
        found = found.filter(by_theme.get(audience, by_theme["person"] | by_theme["corp"]))
    for column, value in (("level", level), ("organ_kind", organ_kind), ("type_code", type_code)):
        if value:
            found = found.filter(**{column: value})
    if letter:
        found = found.filter(initials__startswith=letter.lower()[:1])
    if online:
        found = found.filter(grade="Ⅳ")
    return found.defer("search", "summary_en").order_by("pinyin", "slug")


def search(question: str, *, within: QuerySet[Service] | None = None) -> list[Service]:
    """Return the services a question means, titles first; old words find what things are called today.

    All words of one reading must be met; if that finds nothing, any word will do.
    """
    known = vocabulary()
    asked = readings(question, lambda word: known.get(word, 0))
    if not asked:
        return []
    found = services() if within is None else within
    for glue in (" & ", " | "):
        query = SearchQuery(
            " | ".join(f"({glue.join(_quoted(reading))})" for reading in asked), config="simple", search_type="raw"
        )
        hits: list[Service] = list(
            found.filter(search=query)
            .annotate(
                rank=SearchRank(F("search"), query, weights=_WEIGHTS, normalization=Value(0))
                + _in_title(question, asked)
            )
            .order_by("-rank", "pinyin")[:MOST_FOUND]
        )
        if hits:
            return hits if glue == " & " else _without_noise(hits)
    return []


def _without_noise(hits: list[Any]) -> list[Service]:
    """Return the hits, ranked by ``search``, that are not far behind the best."""
    return [each for each in hits if each.rank >= hits[0].rank * _FAR_BEHIND]


def _quoted(reading: Iterable[str]) -> list[str]:
    return ["'" + word.replace("'", "''") + "'" for word in reading]


def _in_title(question: str, asked: list[list[str]]) -> Case:
    """Weigh a title that holds the whole question most, then one that holds all words of a reading."""
    plain = question.strip()
    whens = [When(Q(name__icontains=plain) | Q(name_en__icontains=plain), then=Value(4.0))]
    for reading in asked:
        every = Q()
        for word in reading:
            every &= Q(name__icontains=word)
        whens.append(When(every, then=Value(2.0)))
    return Case(*whens, default=Value(0.0), output_field=FloatField())


def suggestions(question: str) -> list[Service]:
    """Return a few services while somebody is typing: by the title's words, pinyin or initials; then as ``search``."""
    plain = question.strip().lower()
    if not plain:
        return []
    quick = Q(name__icontains=plain) | Q(name_en__icontains=plain)
    if plain.isascii() and plain.isalpha():
        # One letter begins a name; more may stand anywhere in it.
        sounds = ("pinyin", "initials")
        anywhere = "startswith" if len(plain) == 1 else "contains"
        quick |= Q(**{f"{sounds[0]}__{anywhere}": plain}) | Q(**{f"{sounds[1]}__{anywhere}": plain})
    found = list(services().filter(quick)[:SUGGESTED])
    if len(found) < SUGGESTED:
        known = {each.slug for each in found}
        found += [each for each in search(plain) if each.slug not in known]
    return found[:SUGGESTED]


def often_used(audience: Audience) -> list[Service]:
    order = {slug: place for place, slug in enumerate(OFTEN_USED[audience])}
    return sorted(services().filter(pk__in=order), key=lambda each: order[each.slug])


def themes(audience: Audience) -> list[Theme]:
    """Return the themes of an audience in the order of a life, with their stage and number of services."""
    column, field = ("person_themes", "serves_persons") if audience == "person" else ("corp_themes", "serves_corps")
    counts: dict[str, int] = {}
    for held in Service.objects.offered().filter(**{field: True}).values_list(column, flat=True):
        for code in held:
            counts[code] = counts.get(code, 0) + 1
    names = {code.value: code for code in reference.code_list(f"{audience}_theme")}
    return [
        Theme(audience, code, names[code].label, names[code].label_en, stage.key, counts.get(code, 0))
        for stage in LIFE[audience]
        for code in stage.codes
        if code in names
    ]


def services_of_theme(audience: Audience, code: str) -> list[Service]:
    """Return the services of a theme in the order one meets them: what another needs, or leads to it, comes first."""
    held = {each.slug: each for each in services(audience=audience, theme=code)}
    before = {slug: list(one.needs) for slug, one in held.items()}
    for slug, one in held.items():
        for following in one.leads_to:
            if following in before:
                before[following].append(slug)
    return [held[slug] for slug in in_order_of_life(before, held)]


def service(slug: str) -> Service:
    """Return a service, offered or withdrawn; raises ``UnknownService``."""
    found = Service.objects.defer("search").filter(pk=slug).first()
    if found is None:
        raise UnknownService(slug)
    return found


def service_version(slug: str, version: int) -> Release:
    """Return one version, also of a service that is withdrawn or newer by now; raises ``UnknownService``."""
    row = ServiceVersion.objects.filter(slug=slug, version=version).values_list("digest", "released_at").first()
    if row is None:
        raise UnknownService(slug, version)
    return Release(slug, version, row[0], _document(row[0]), row[1])


@lru_cache(maxsize=_KEPT)
def _document(digest: str) -> dict[str, Any]:
    return dict(ServiceVersion.objects.filter(digest=digest).values_list("document", flat=True)[:1].get())


def questions(*, organ_kind: str = "") -> list[Question]:
    """Return what is asked often about the services on offer, by service name; two statements."""
    offered = {(each.slug, each.version): each for each in services(organ_kind=organ_kind)}
    told = ServiceVersion.objects.filter(slug__in=[slug for slug, _ in offered]).values_list(
        "slug", "version", "document__faq"
    )
    asked = {(slug, version): faq for slug, version, faq in told if (slug, version) in offered}
    return [
        Question(service, str(each["q"]), str(each["a"]), str(each.get("q_en", "")), str(each.get("a_en", "")))
        for key, service in offered.items()
        for each in asked.get(key) or ()
    ]


def names_of(slugs: Iterable[str]) -> dict[str, Service]:
    """Return what lists show of some services, by slug, those on offer only."""
    return {each.slug: each for each in services().filter(pk__in=list(slugs))}


def counts_by_letter() -> dict[str, int]:
    """Return how many services begin with each letter of pinyin."""
    rows = Service.objects.offered().order_by().values_list("initials").annotate(n=Count("pk"))
    found: dict[str, int] = {}
    for initials, n in rows:
        found[initials[:1].upper()] = found.get(initials[:1].upper(), 0) + n
    return dict(sorted(found.items()))


def organ_kinds() -> list[str]:
    return list(Service.objects.offered().order_by("organ_kind").values_list("organ_kind", flat=True).distinct())


def places_left(slug: str, organ_key: str, quota: dict[str, Any], *, year: int) -> int:
    """Return how many places of a limited licence are left at an organ; what an earlier year took is free again."""
    found = QuotaUse.objects.filter(slug=slug, organ_key=organ_key).first()
    taken = found.used if found is not None and found.year in (0, year) else 0
    return max(0, int(quota["number"]) - taken)
