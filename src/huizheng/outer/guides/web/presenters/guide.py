"""A guide in ready words: everything one must know of a service (行政许可法 art 30), for a place, in a language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext

from huizheng.outer.guides import queries
from huizheng.outer.guides.web.presenters.handlers import Handlers
from huizheng.outer.guides.web.presenters.materials import material_rows
from huizheng.outer.guides.web.presenters.organ_kinds import kind_words
from huizheng.outer.guides.web.presenters.words import (
    CLOCKS,
    DELIVERY,
    GRADES,
    LEVELS,
    OBJECTS,
    RESULTS,
    TYPES,
    Texts,
    is_english,
    limit_words,
    visits_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from huizheng.outer.guides.models import Service
    from huizheng.outer.guides.queries import Release

Row = dict[str, Any]
# 行政许可, GB/T 39046 table A.1.
LICENCE = "01"


@dataclass(frozen=True)
class Guide:
    """What the page shows. ``language`` is the language the document's own texts are in."""

    slug: str
    version: int
    name: str
    summary: str
    kicker: str
    language: str
    chinese_only: bool
    pinned: bool
    withdrawn: str
    start_url: str
    organ: str
    organ_note: str
    place_url: str
    tags: list[Row]
    figures: list[Row]
    facts: list[Row]
    objects: str
    conditions: list[str]
    prerequisites: list[Row]
    materials: list[Row]
    has_doubtful_materials: bool
    steps: list[Row]
    limits: list[Row]
    special: list[str]
    quota: list[Row]
    fees: list[Row]
    free_by_law: bool
    result: list[Row]
    basis: list[Row]
    faq: list[Row]
    remedy: str
    remedy_basis: str
    following: list[Row]
    related: list[Row]
    window: list[Row]
    notes: list[str]
    unverified: list[str]
    urls: dict[str, str]


def present(service: Service, release: Release, *, place: str, pinned: bool = False) -> Guide:
    """Return the guide of a release for a place; ``pinned`` when it is shown to the holder of an older application."""
    document = release.document
    english = is_english()
    texts = Texts(english and "en" in document["languages"])
    handlers = Handlers(document, place)
    linked = _linked(document)
    organ = handlers.name(document["organ_kind"])
    doubtful = {mark["part"] for mark in document["unverified"]}
    return Guide(
        slug=release.slug,
        version=release.version,
        name=(document["name_en"] if english else "") or document["name"],
        summary=(document["summary_en"] if english else "") or document["summary"],
        kicker=f"{TYPES.get(document['item_type']['code'], '')} · {LEVELS[document['level']]}",
        language="en" if texts.english else "zh-Hans",
        chinese_only=english and not texts.english,
        pinned=pinned,
        withdrawn="" if service.is_offered else service.withdrawal_reason,
        start_url=_start(release.slug) if service.is_offered and not pinned else "",
        organ=organ,
        organ_note="" if handlers.organ(document["organ_kind"]) else _organ_note(handlers, place),
        place_url=_place_url(release.slug),
        tags=_tags(document),
        figures=_figures(document),
        facts=_facts(document, texts),
        objects=gettext("、").join(str(OBJECTS[code]) for code in document["objects"]),
        conditions=[texts.of(each, "text") for each in document["conditions"]],
        prerequisites=_prerequisites(document, linked),
        materials=material_rows(document, texts),
        has_doubtful_materials="materials" in doubtful,
        steps=_steps(document, texts, handlers),
        limits=_limits(document, texts),
        special=_special(document, texts),
        quota=_quota(document, texts, handlers),
        fees=_fees(document, texts),
        free_by_law=document["item_type"]["code"] == LICENCE and not document["fee"]["charged"],
        result=_result(document, texts),
        basis=_basis(document["legal_basis"], texts),
        faq=[{"q": texts.of(each, "q"), "a": texts.of(each, "a")} for each in document["faq"]],
        remedy=(document["remedy"]["text_en"] if english else "") or document["remedy"]["text"],
        remedy_basis=""
        if english
        else "；".join(f"{each['law']}{each['article']}" for each in document["remedy"]["bases"]),
        following=_links(document["next"], linked),
        related=_links(document["related"], linked),
        window=_window(document, texts, organ),
        notes=texts.all(document, "notes"),
        unverified=[(mark.get("note_en") if english else "") or mark["note"] for mark in document["unverified"]],
        urls={
            "print": reverse("guides:print", args=[release.slug]),
            "json": reverse("guides:guide_json", args=[release.slug]),
            "guide": reverse("guides:guide", args=[release.slug]),
            "hall": reverse("guides:home"),
        },
    )


def _start(slug: str) -> str:
    try:
        return reverse("applications:start", args=[slug])
    except NoReverseMatch:
        return f"/applications/start/{slug}/"


def _place_url(slug: str) -> str:
    try:
        return f"{reverse('portal:place')}?next={reverse('guides:guide', args=[slug])}"
    except NoReverseMatch:
        return ""


def _organ_note(handlers: Handlers, place: str) -> str:
    if place and handlers.sentence and not is_english():
        return handlers.sentence
    return gettext("选择所在地区后，显示由哪个机关办理。")


def _tags(document: Row) -> list[Row]:
    on_the_spot = document["handling"] == "on_the_spot"
    found = [
        {"text": gettext("即办件") if on_the_spot else gettext("承诺件"), "tone": "success" if on_the_spot else "info"}
    ]
    found.append({"text": str(GRADES[document["depth"]["grade"]]), "tone": "info"})
    if not document["fee"]["charged"]:
        found.append({"text": gettext("不收费"), "tone": "success"})
    return found


def _figures(document: Row) -> list[Row]:
    promise, statute = document["limits"]["promised"], document["limits"]["statutory"]
    return [
        {
            "label": gettext("承诺时限"),
            "value": limit_words(promise["n"], promise["unit"]),
            "unverified": promise["status"] == "assumption",
        },
        {
            "label": gettext("法定时限"),
            "value": limit_words(statute["n"], statute["unit"]) if statute else gettext("法律没有规定"),
            "unverified": bool(statute) and not statute["verified"],
        },
        {"label": gettext("到现场"), "value": visits_words(document["visits"]), "unverified": False},
        {
            "label": gettext("收费"),
            "value": gettext("收费，见下方标准") if document["fee"]["charged"] else gettext("不收费"),
            "unverified": False,
        },
    ]


def _facts(document: Row, texts: Texts) -> list[Row]:
    rows: list[Row] = [
        {"label": gettext("事项类型"), "value": TYPES.get(document["item_type"]["code"], "")},
        {"label": gettext("行使层级"), "value": LEVELS[document["level"]]},
        {"label": gettext("通办范围"), "value": texts.of(document, "scope")},
    ]
    rows += [
        {"label": gettext("中介服务"), "value": texts.of(each, "name"), "note": _of_law(each["basis"], texts)}
        for each in document.get("intermediaries", ())
    ]
    if document["joint_kinds"]:
        rows.append(
            {
                "label": gettext("共同办理"),
                "value": gettext("、").join(kind_words(kind) for kind in document["joint_kinds"]),
            }
        )
    if document["visits"]:
        rows.append({"label": gettext("到现场的原因"), "value": texts.of(document, "visit_reason")})
    if document["code"] or document["demo_code"]:
        code = document["code"] or document["demo_code"]
        rows.append(
            {
                "label": gettext("事项编码"),
                "value": code,
                "note": "" if document["code"] else gettext("演示编码，未核实"),
            }
        )
    return rows


def _of_law(basis: Row, texts: Texts) -> str:
    return " ".join(filter(None, (texts.of(basis, "law"), texts.of(basis, "article"))))


def _linked(document: Row) -> dict[str, Service]:
    slugs = {*document["next"], *document["related"]}
    for each in document["prerequisites"]:
        slugs |= {each["slug"], *each["alternatives"]}
    return queries.names_of(slugs) if slugs else {}


def _links(slugs: Iterable[str], linked: dict[str, Service]) -> list[Row]:
    english = is_english()
    return [
        {
            "label": (linked[slug].name_en if english else "") or linked[slug].name,
            "url": reverse("guides:guide", args=[slug]),
        }
        for slug in slugs
        if slug in linked
    ]


def _prerequisites(document: Row, linked: dict[str, Service]) -> list[Row]:
    """Return what has to be done before: each a choice of one or several items."""
    return [
        {"choices": choices}
        for each in document["prerequisites"]
        if (choices := _links([each["slug"], *each["alternatives"]], linked))
    ]


def _steps(document: Row, texts: Texts, handlers: Handlers) -> list[Row]:
    return [
        {
            "number": number,
            "name": texts.of(step, "name"),
            "by": _by(step, handlers),
            "note": texts.of(step, "note"),
            "stops_clock": step["stops_clock"],
            "officials": step["min_officials"] if step["min_officials"] > 1 else 0,
        }
        for number, step in enumerate(document["steps"], 1)
    ]


def _by(step: Row, handlers: Handlers) -> str:
    if step["performer"] == "applicant":
        return gettext("申请人")
    organs = gettext("、").join(handlers.name(kind) for kind in (step["organ_kind"], *step["joint_kinds"]))
    if step["performer"] == "system":
        return gettext("%(organ)s（系统自动完成）") % {"organ": organs}
    if step["outside_body"] and not is_english():
        return f"{organs}（{step['outside_body']}）"
    return organs


def _limits(document: Row, texts: Texts) -> list[Row]:
    rows = []
    for clock in document["clocks"]:
        law = "" if texts.english or is_english() else f"{clock['law']}{clock['article']}"
        rows.append(
            {
                "name": str(CLOCKS[clock["code"]]),
                "limit": limit_words(clock["n"], clock["unit"]),
                "law": law,
                "unverified": not clock["verified"],
            }
        )
    return rows


def _special(document: Row, texts: Texts) -> list[str]:
    found = texts.all(document, "special_procedures")
    stopping = [texts.of(step, "name") for step in document["steps"] if step["stops_clock"]]
    if stopping:
        found.append(
            gettext("%(steps)s所需时间不计入办理时限，需要多久会书面告诉您。") % {"steps": gettext("、").join(stopping)}
        )
    return found


def _quota(document: Row, texts: Texts, handlers: Handlers) -> list[Row]:
    """Return what a limited number means to an applicant here; nothing for the many licences without one."""
    quota = document.get("quota")
    if not quota:
        return []
    period = gettext("每年准予") if quota["period"] == "year" else gettext("同时有效")
    rows: list[Row] = [
        {"label": gettext("总数"), "value": gettext("%(period)s %(n)s 个") % {"period": period, "n": quota["number"]}}
    ]
    organ = handlers.organ(document["organ_kind"])
    if organ is not None:
        left = queries.places_left(document["slug"], organ.key, quota, year=timezone.localdate().year)
        rows.append(
            {
                "label": gettext("剩余"),
                "value": gettext("%(n)s 个") % {"n": left},
                "note": handlers.name(document["organ_kind"]),
            }
        )
    rows.append({"label": gettext("先后"), "value": gettext("按受理的先后顺序决定（行政许可法第五十七条）。")})
    rows.append({"label": gettext("依据"), "value": f"{texts.of(quota, 'law')} {texts.of(quota, 'article')}"})
    return rows


def _fees(document: Row, texts: Texts) -> list[Row]:
    return [
        {
            "name": texts.of(item, "name"),
            "standard": texts.of(item, "standard"),
            "basis": texts.of(item, "basis"),
            "unverified": item["status"] == "unverified",
        }
        for item in document["fee"]["items"]
    ]


def _result(document: Row, texts: Texts) -> list[Row]:
    result = document["result"]
    return [
        {"label": gettext("结果名称"), "value": texts.of(result, "name")},
        {"label": gettext("结果类型"), "value": RESULTS[result["kind"]]},
        {"label": gettext("有效期"), "value": texts.of(result, "validity")},
        {"label": gettext("怎样领取"), "value": gettext("、").join(str(DELIVERY[way]) for way in document["delivery"])},
    ]


def _basis(bases: list[Row], texts: Texts) -> list[Row]:
    return [
        {
            "law": texts.of(basis, "law"),
            "article": texts.of(basis, "article"),
            "note": gettext("政策文件") if basis["policy"] else "",
            "unverified": not basis["verified"],
        }
        for basis in bases
    ]


def _window(document: Row, texts: Texts, organ: str) -> list[Row]:
    window = document["window"]
    demo = gettext("演示内容，未核实") if window["status"] == "demo" else ""
    return [
        {"label": gettext("办理机关"), "value": organ},
        {"label": gettext("办理地点"), "value": texts.of(window, "place"), "note": demo},
        {"label": gettext("办理时间"), "value": texts.of(window, "hours"), "note": demo},
        {"label": gettext("咨询电话"), "value": window["consult_phone"], "note": demo},
        {"label": gettext("监督投诉"), "value": window["complaint_phone"], "note": ""},
    ]
