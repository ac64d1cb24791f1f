"""The library and one item of it, in ready words and links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from huizheng.commons.reference.api import organ_kind_words
from huizheng.inner.items import queries
from huizheng.inner.items.policies import can_edit, can_release
from huizheng.inner.items.states import ReleaseState
from huizheng.inner.items.wording import LEVELS, OBJECTS, TYPES
from huizheng.inner.organs.api import display_names

if TYPE_CHECKING:
    import datetime as dt

    from django.http import QueryDict

    from huizheng.inner.items.models import Item, Release
    from huizheng.lib.actors import Actor

PAGE: Final = 50
_FILTERS: Final = ("q", "type", "level", "organ", "state")
_TONES: Final = {
    "draft": "neutral",
    "checked": "info",
    "released": "success",
    "superseded": "neutral",
    "withdrawn": "warning",
}
_SYSTEM: Final = {"system:starting-data": "初始数据", "system:set-up": "系统初始化"}


def tone_of(state: str) -> str:
    return _TONES.get(state, "neutral")


def state_words(state: str | None) -> str:
    return str(ReleaseState(state).label) if state else "未发布"


def moment_words(at: dt.datetime | None) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""


def people(*releases: Release) -> dict[str, str]:
    """Return the words for everyone who drafted, released or withdrew, in one question."""
    told = {actor for each in releases for actor in (each.drafted_by, each.released_by, each.withdrawn_by) if actor}
    ids = [actor.partition(":")[2] for actor in told if actor.startswith("official:")]
    names = display_names(ids) if ids else {}
    return {actor: _SYSTEM.get(actor) or names.get(actor.partition(":")[2], actor) for actor in told}


def library(query: QueryDict) -> dict[str, Any]:
    """Return the library's page: two questions to the database, three with the count of states."""
    wanted = {name: query.get(name, "").strip()[:60] for name in _FILTERS}
    found = queries.listed(
        text=wanted["q"],
        type_code=wanted["type"],
        level=wanted["level"],
        organ_kind=wanted["organ"],
        state=wanted["state"],
    )
    kind, _, slug = query.get("after", "").partition("~")
    if slug:
        found = found.filter(Q(organ_kind__gt=kind) | Q(organ_kind=kind, slug__gt=slug))
    shown = list(found[: PAGE + 1])
    older = ""
    if len(shown) > PAGE:
        shown = shown[:PAGE]
        older = "?" + urlencode(
            {**{k: v for k, v in wanted.items() if v}, "after": f"{shown[-1].organ_kind}~{shown[-1].slug}"}
        )
    return {
        "wanted": wanted,
        "rows": [_row(item) for item in shown],
        "columns": [
            {"key": "name", "label": "事项", "strong": True},
            ("type", "类型"),
            ("level", "层级"),
            ("organ", "实施机关"),
            ("state", "现行版本"),
            ("making", "在编版本"),
        ],
        "older": older,
        "newer": "?" + urlencode({k: v for k, v in wanted.items() if v}) if slug else "",
        "types": list(TYPES.items()),
        "levels": list(LEVELS.items()),
        "organs": sorted(((kind, organ_kind_words(kind)) for kind in queries.organ_kinds()), key=lambda pair: pair[1]),
        "states": [(state.value, state.label) for state in ReleaseState if state != ReleaseState.SUPERSEDED],
        "reset": reverse("items:list"),
    }


def _row(item: Any) -> dict[str, Any]:
    return {
        "name": {"text": item.name, "href": reverse("items:item", args=[item.slug])},
        "type": TYPES.get(item.type_code, item.type_code),
        "level": LEVELS[item.level],
        "organ": organ_kind_words(item.organ_kind),
        "state": {
            "text": state_words(item.state),
            "tone": tone_of(item.state or ""),
            "note": f"第{item.version}版 {moment_words(item.released_at)}" if item.version else "",
        },
        "making": {"text": state_words(item.making), "tone": tone_of(item.making)} if item.making else "",
    }


def item_heading(item: Item) -> dict[str, Any]:
    return {
        "name": item.name,
        "slug": item.slug,
        "kicker": f"{TYPES.get(item.type_code, '')} · {LEVELS[item.level]} · {organ_kind_words(item.organ_kind)}",
        "url": reverse("items:item", args=[item.slug]),
        "crumbs": [("事项库", reverse("items:list")), (item.name, "")],
    }


def item_page(item: Item, *, by: Actor, at: dt.datetime) -> dict[str, Any]:
    """Return an item with its releases, the newest first, and what the reader may do."""
    releases = list(queries.releases_of(item.slug).select_related("item"))
    names = people(*releases)
    current = next((each for each in releases if each.state == ReleaseState.RELEASED), None)
    editable = can_edit(item, by=by, at=at)
    return {
        **item_heading(item),
        "objects": "、".join(OBJECTS[code] for code in item.objects_served),
        "columns": [
            {"key": "version", "label": "版本", "strong": True},
            ("state", "状态"),
            ("drafted", "起草"),
            ("released", "发布"),
            ("changes", "修改内容"),
        ],
        "rows": [_release_row(each, names) for each in releases],
        "draft_url": reverse("items:draft", args=[item.slug]) if editable else "",
        "withdraw_url": reverse("items:withdraw", args=[item.slug])
        if current is not None and can_release(current, by=by, at=at)
        else "",
        "current_url": reverse("items:release", args=[item.slug, current.version]) if current else "",
    }


def _release_row(release: Release, names: dict[str, str]) -> dict[str, Any]:
    address = [release.item_id, release.version]
    return {
        "version": {"text": f"第{release.version}版", "href": reverse("items:release", args=address)},
        "state": {
            "text": state_words(release.state),
            "tone": tone_of(release.state),
            "note": release.withdrawal_reason,
        },
        "drafted": {"text": names.get(release.drafted_by, ""), "note": moment_words(release.drafted_at)},
        "released": {"text": names.get(release.released_by, ""), "note": moment_words(release.released_at)},
        "changes": {"text": "与上一版比较", "href": reverse("items:changes", args=address)}
        if release.version > 1
        else "",
    }
