"""For other rooms' tests: sites, pages, placements and withdrawals as the gate would have brought them."""

from __future__ import annotations

import datetime as dt
import itertools
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from huizheng.gate.contracts import (
    ColumnTreeReleased,
    EditionsReleased,
    EmergencyChanged,
    PageWithdrawn,
    PlacementChanged,
    SiteReleased,
)
from huizheng.gate.contracts.editions import digest_of
from huizheng.gate.testing import deliver
from huizheng.outer.sites.standing import standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from huizheng.gate.contracts import Attachment

THEN = dt.datetime(2026, 3, 2, 1, 0, tzinfo=dt.UTC)
_numbers = itertools.count(700_001)

COLUMNS = (
    ("news", "政务动态", "News", "section", "-"),
    ("news/government", "政府要闻", "Government news", "list", "manual"),
    ("news/notices", "通知公告", "Notices", "list", "manual"),
    ("openness", "政务公开", "Openness", "section", "-"),
    ("openness/policies", "政策文件", "Policies", "library", "manual"),
    ("surveys", "网上调查", "Surveys", "form", "manual"),
)


def column(path: str, name: str, **facts: Any) -> dict[str, Any]:
    """Return a column as a tree tells of it."""
    return {
        "path": path,
        "name": name,
        "english_name": name,
        "type": "list",
        "source": "manual",
        "order": 10,
        "required": "always",
        "sources": [],
        "update_days": 14,
        "owner_kind": "general-office",
        "review_chain": "news",
        "function": "",
        "requirements": [],
        "description": "",
        "keywords": [],
        **facts,
    }


def small_tree() -> list[dict[str, Any]]:
    return [
        column(path, name, english_name=english, type=kind, source=source, order=order * 10)
        for order, (path, name, english, kind, source) in enumerate(COLUMNS)
    ]


def given_tree(name: str = "province", *, columns: Sequence[dict[str, Any]] | None = None, version: int = 1) -> None:
    deliver(
        ColumnTreeReleased(
            name=name,
            version=version,
            columns=list(columns or small_tree()),
            released_at=THEN + dt.timedelta(days=version),
        )
    )


def given_site(slug: str = "anhui", *, version: int = 1, **facts: Any) -> None:
    """Have a site stand; its tree is ``province`` with a handful of columns unless said."""
    if not facts.pop("tree_is_there", False) and not _has_tree(facts.get("tree", "province")):
        given_tree(facts.get("tree", "province"))
    document = {
        "slug": slug,
        "kind": "province-portal",
        "tier": "province",
        "name": f"{slug}人民政府网站",
        "short_name": slug,
        "english_name": f"{slug} government",
        "parent": "",
        "division": "340000",
        "organ": "340000-general-office",
        "organ_name": "办公厅",
        "language": "zh-hans",
        "hosts": [f"{slug}.localhost"],
        "tree": "province",
        "theme": {"colour": "#0b5cad"},
        "site_code": "3400000001",
        "site_code_status": "demo",
        "footer": {},
        "functions": {},
        "differences": {},
        "home": [],
        "is_open": True,
        "closed_reason": "",
        "demonstration": True,
        **facts,
    }
    deliver(SiteReleased(slug=slug, version=version, document=document, released_at=THEN + dt.timedelta(days=version)))


def _has_tree(name: str) -> bool:
    return name in standing.snapshot().trees


def document(**facts: Any) -> dict[str, Any]:
    """Return an edition document; say what differs from a plain article of the main site."""
    number = facts.get("number") or next(_numbers)
    return {
        "format": 1,
        "page": str(uuid.uuid5(uuid.NAMESPACE_OID, f"page-{number}")),
        "number": number,
        "version": 1,
        "site": "anhui",
        "column": "news/government",
        "kind": "article",
        "language": "zh-hans",
        "title": f"第{number}号文章",
        "short_title": "",
        "subtitle": "",
        "summary": "摘要",
        "keywords": ["测试"],
        "source": "安徽省人民政府办公厅",
        "author": "",
        "editor": "",
        "organ": "340000-general-office",
        "published_at": "2026-03-02T09:00:00+08:00",
        "expires_at": None,
        "image": None,
        "pinned": 0,
        "blocks": [{"type": "html", "html": "<p>正文。</p>"}],
        "facts": {},
        "files": [],
        "openness": None,
        "related": [],
        "demonstration": True,
        **facts,
    }


def openness(number: int = 1, **facts: Any) -> dict[str, Any]:
    """Return an entry of the catalogue."""
    return {
        "index_number": f"11340000002986061X/202603-{number:05d}",
        "document_number": f"皖政〔2026〕{number}号",
        "kind_code": "09",
        "kind_name": "通知",
        "themes": ["综合政务", "电子政务"],
        "organ": "340000-general-office",
        "organ_name": "安徽省人民政府办公厅",
        "formed_on": "2026-03-01",
        "published_on": "2026-03-02",
        "effective_on": None,
        "ends_on": None,
        "validity": "有效",
        "abstract": "",
        "keywords": [],
        **facts,
    }


def release(
    *documents: dict[str, Any], at: dt.datetime = THEN, files: Sequence[Attachment] = (), bundle: UUID | None = None
) -> list[int]:
    """Release the documents as one bundle and return the numbers of their pages."""
    deliver(
        EditionsReleased(
            bundle=bundle or uuid.uuid4(),
            site=documents[0]["site"],
            editions=[{"sm3": digest_of(each), "document": each} for each in documents],
            released_at=at,
            files=tuple(files),
        )
    )
    return [each["number"] for each in documents]


def given_page(**facts: Any) -> int:
    """Release one article and return its number; ``at`` is the moment of release."""
    at = facts.pop("at", THEN)
    return release(document(**facts), at=at)[0]


def key_of(number: int) -> UUID:
    return uuid.uuid5(uuid.NAMESPACE_OID, f"page-{number}")


def withdraw(
    number: int, *, how: str = "error", reason: str = "误发", to: str = "", at: dt.datetime | None = None
) -> None:
    deliver(
        PageWithdrawn(
            site="anhui", page=key_of(number), number=number, how=how, reason=reason, to=to,
            at=at or THEN + dt.timedelta(hours=1),
        )
    )  # fmt: skip


def place(
    number: int, site: str, column: str, *, on: bool = True, rank: int = 0, at: dt.datetime = THEN,
    shown_from: dt.datetime = THEN, shown_until: dt.datetime | None = None, key: UUID | None = None,
) -> UUID:  # fmt: skip
    """Place a page in a column and return the placement's key."""
    made = key or uuid.uuid5(key_of(number), f"{site}:{column}")
    deliver(
        PlacementChanged(
            placement=made, page=key_of(number), source_site="anhui", site=site, column=column, on=on, rank=rank,
            shown_from=shown_from, shown_until=shown_until, at=at,
        )
    )  # fmt: skip
    return made


def given_emergency(
    number: str = "E1", *, sites: Sequence[str] = ("anhui",), state: str = "open", **facts: Any
) -> None:
    at = facts.pop("at", THEN)
    deliver(
        EmergencyChanged(
            emergency=uuid.uuid5(uuid.NAMESPACE_OID, number), number=number, state=state, sites=list(sites), at=at,
            **{
                "level": "red", "title": "暴雨红色预警", "english_title": "Red alert for rain", "summary": "请勿外出",
                "measures": ["留在室内"], "area": "全省", "address": f"/emergencies/{number}/", "opened_at": THEN,
                **facts,
            },
        )
    )  # fmt: skip


@contextmanager
def hearing() -> Iterator[None]:
    """As in a process that hears announcements: sites come from memory, not from a question."""
    standing.hearing(starts=True)
    standing.snapshot()
    try:
        yield
    finally:
        standing.hearing(starts=False)
