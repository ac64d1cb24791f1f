"""Lists of manuscripts, placements and files, in ready words and links."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.urls import reverse

from huizheng.inner.organs.api import Duty
from huizheng.inner.publishing import queries
from huizheng.inner.publishing.columns import column_choices, column_names
from huizheng.inner.publishing.kinds import kind_choices
from huizheng.inner.publishing.models import Manuscript, Material, Placement
from huizheng.inner.publishing.policies import may_decide, may_end
from huizheng.inner.publishing.states import PlacementState, State
from huizheng.inner.publishing.web.presenters.words import moment_words, people
from huizheng.inner.publishing.wording import PLACEMENT_TONES, TONES
from huizheng.inner.sites.api import all_sites

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import QueryDict

    from huizheng.inner.publishing.policies import Standing

_FILTERS: Final = ("q", "site", "column", "kind", "state", "whose")
_WAITING: Final = 50


def site_names() -> dict[str, str]:
    return dict(all_sites().values_list("slug", "short_name"))


def manuscripts(standing: Standing, query: QueryDict) -> dict[str, Any]:
    """Return the list of manuscripts: one question for the rows, one for the counts."""
    wanted = {name: query.get(name, "").strip()[:200] for name in _FILTERS}
    sieve = queries.Sieve(
        site=wanted["site"],
        column=wanted["column"] if wanted["site"] else "",
        kind=wanted["kind"],
        state=wanted["state"] if wanted["state"] in State.values else "",
        text=wanted["q"],
        whose=wanted["whose"],
    )
    after = query.get("after", "")[:60]
    found = queries.manuscript_page(standing, sieve, after=after)
    names, kinds = site_names(), dict(kind_choices())
    kept = {name: value for name, value in wanted.items() if value}
    counts = queries.state_counts(standing, sieve.of_any_state())
    where = reverse("publishing:manuscripts")
    return {
        "wanted": wanted,
        "columns": [
            {"key": "title", "label": "标题", "strong": True},
            ("where", "网站和栏目"),
            ("state", "状态"),
            ("moved", "最近办理"),
        ],
        "rows": rows(found.rows, names, kinds),
        "older": "?" + urlencode({**kept, "after": found.older}) if found.older else "",
        "newer": "?" + urlencode(kept) if after else "",
        "sites": queries.visible_sites(standing),
        "site_columns": column_choices(wanted["site"]) if wanted["site"] else [],
        "kinds": kind_choices(),
        "tabs": _tabs(kept, counts),
        "whose": [("mine", "我写的")],
        "reset": where,
        "may_write": bool(standing.organs(Duty.PUBLISH_WRITE)),
        "may_release": bool(standing.organs(Duty.PUBLISH_RELEASE)),
    }


def _tabs(kept: dict[str, str], counts: dict[str, int]) -> list[dict[str, Any]]:
    """Return the states with their counts; a state that nothing is in is not shown."""
    others = {name: value for name, value in kept.items() if name != "state"}
    everything = {"key": "", "label": "全部", "count": sum(counts.values()), "url": "?" + urlencode(others)}
    return [
        everything,
        *(
            {
                "key": state.value,
                "label": state.label,
                "count": counts.get(state.value, 0),
                "url": "?" + urlencode({**others, "state": state.value}),
            }
            for state in State
            if counts.get(state.value) or kept.get("state") == state.value
        ),
    ]


def rows(found: list[Manuscript], names: dict[str, str], kinds: dict[str, str]) -> list[dict[str, Any]]:
    told = people(each.moved_by for each in found)
    columns = column_names({(each.site, each.column) for each in found})
    return [
        {
            "title": {
                "text": each.title,
                "href": reverse("publishing:manuscript", args=[each.number]),
                "note": f"{each.number} · {kinds.get(each.kind, each.kind)}",
            },
            "where": {
                "text": names.get(each.site, each.site),
                "note": columns.get((each.site, each.column), each.column),
            },
            "state": {
                "text": State(each.state).label,
                "tone": TONES[each.state],
                "note": f"网站上是第{each.version}版" if each.is_public and each.state != State.RELEASED else "",
            },
            "moved": {"text": moment_words(each.moved_at), "note": told.get(each.moved_by, "")},
        }
        for each in found
    ]


def waiting(standing: Standing) -> dict[str, Any]:
    """Return everything that waits for the viewer, each kind of work under its own heading."""
    names, kinds = site_names(), dict(kind_choices())
    groups: tuple[tuple[str, QuerySet[Manuscript]], ...] = (
        ("待我审核和发布", queries.waiting_for(standing)),
        ("退回我修改的", queries.returned_to(standing)),
        ("待事后复核（绿色通道）", queries.to_check_afterwards(standing)),
    )
    shown = [{"title": title, "rows": rows(list(found[:_WAITING]), names, kinds)} for title, found in groups]
    asked = list(queries.placements_waiting(standing)[:_WAITING])
    return {
        "columns": [
            {"key": "title", "label": "标题", "strong": True},
            ("where", "网站和栏目"),
            ("state", "状态"),
            ("moved", "最近办理"),
        ],
        "groups": [group for group in shown if group["rows"]],
        "placements": _placement_rows(asked, standing, names),
        "crumbs": [("稿件", reverse("publishing:manuscripts")), ("待我办理", "")],
        "is_empty": not any(group["rows"] for group in shown) and not asked,
    }


def approved(standing: Standing) -> dict[str, Any]:
    """Return what may be released now, site by site: a bundle is of one site."""
    organs = standing.organs(Duty.PUBLISH_RELEASE)
    found = queries.manuscripts_for(standing, queries.Sieve(state=State.APPROVED))
    mine = [each for each in found.order_by("site", "moved_at")[:500] if {each.organ_id, each.owner_id} & set(organs)]
    names = site_names()
    columns = column_names({(each.site, each.column) for each in mine})
    return {
        "crumbs": [("稿件", reverse("publishing:manuscripts")), ("集中发布", "")],
        "groups": [
            {
                "site": names.get(site, site),
                "rows": [
                    {
                        "number": each.number,
                        "title": each.title,
                        "url": reverse("publishing:manuscript", args=[each.number]),
                        "column": columns.get((each.site, each.column), each.column),
                        "appears": moment_words(each.appears_at),
                    }
                    for each in group
                ],
            }
            for site, group in groupby(mine, key=lambda each: each.site)
        ],
    }


def placement_list(standing: Standing, query: QueryDict) -> dict[str, Any]:
    wanted = query.get("state", "")
    state = wanted if wanted in PlacementState.values else ""
    found = list(queries.placements_for(standing, state=state)[:100])
    return {
        "rows": _placement_rows(found, standing, site_names()),
        "states": [
            {"key": "", "label": "全部", "url": "?"},
            *({"key": each.value, "label": each.label, "url": f"?state={each.value}"} for each in PlacementState),
        ],
        "state": state,
        "crumbs": [("稿件", reverse("publishing:manuscripts")), ("多处展示", "")],
    }


def _placement_rows(found: list[Placement], standing: Standing, names: dict[str, str]) -> list[dict[str, Any]]:
    columns = column_names({(each.site, each.column) for each in found})
    told = people(each.requested_by for each in found)
    return [
        {
            "title": each.manuscript.title,
            "url": reverse("publishing:manuscript", args=[each.manuscript_id]),
            "source": names.get(each.manuscript.site, each.manuscript.site),
            "site": names.get(each.site, each.site),
            "column": columns.get((each.site, each.column), each.column),
            "state": PlacementState(each.state).label,
            "tone": PLACEMENT_TONES[each.state],
            "asked": f"{moment_words(each.requested_at)} {told.get(each.requested_by, '')}",
            "until": moment_words(each.shown_until),
            "note": each.note,
            "reason": each.reason,
            "is_seen": queries.is_seen(each.manuscript, standing),
            "accept_url": reverse("publishing:decide", args=[each.key, "accept"])
            if each.state == PlacementState.REQUESTED and may_decide(each, standing)
            else "",
            "decline_url": reverse("publishing:decide", args=[each.key, "decline"]),
            "end_url": reverse("publishing:decide", args=[each.key, "end"])
            if each.state == PlacementState.ACCEPTED and may_end(each, standing)
            else "",
        }
        for each in found
    ]


def material_list(found: QuerySet[Material], query: QueryDict) -> dict[str, Any]:
    text = query.get("q", "").strip()[:60]
    if text:
        found = found.filter(title__contains=text)
    shown = list(found[:60])
    names = site_names()
    return {
        "crumbs": [("稿件", reverse("publishing:manuscripts")), ("素材库", "")],
        "q": text,
        "rows": [
            {
                "title": each.title,
                "url": reverse("publishing:material", args=[each.key]),
                "is_picture": each.file.media.startswith("image/"),
                "alt": each.alt,
                "size": f"{each.file.size / 1024:.0f} KB",
                "name": each.file.name,
                "site": names.get(each.site, each.site),
                "added": moment_words(each.added_at),
                "waits": each.file.state == "quarantined",
            }
            for each in shown
        ],
    }
