"""For other rooms' tests: people of an editorial office, drafts, and released pages made the way people make them."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from huizheng.inner.organs.api import Duty, Official
from huizheng.inner.organs.testing import given_official
from huizheng.inner.publishing.actions.loading import load_editions
from huizheng.inner.publishing.actions.releasing import release
from huizheng.inner.publishing.actions.reviewing import pass_review, submit
from huizheng.inner.publishing.actions.writing import start_page
from huizheng.inner.publishing.columns import column_choices
from huizheng.inner.publishing.models import Manuscript
from huizheng.inner.publishing.samples import sample
from huizheng.inner.sites.testing import given_site

NOON = dt.datetime(2026, 11, 2, 4, 0, tzinfo=dt.UTC)
COLUMN = "news/government"


@dataclass(frozen=True)
class Desk:
    """The people of one organ's editorial office."""

    site: str
    organ: str
    writer: Official
    first: Official
    second: Official
    chief: Official


def given_desk(site: str = "hefei") -> Desk:
    """Return a writer, two reviewers and a releaser of a site's organ."""
    organ = given_site(site).organ_id
    return Desk(
        site=site,
        organ=organ,
        writer=given_official(organ, Duty.PUBLISH_WRITE),
        first=given_official(organ, Duty.PUBLISH_REVIEW),
        second=given_official(organ, Duty.PUBLISH_REVIEW),
        chief=given_official(organ, Duty.PUBLISH_RELEASE),
    )


def given_draft(
    desk: Desk, *, title: str = "全市政务服务工作会议召开", column: str = COLUMN, at: dt.datetime = NOON, **values: Any
) -> Manuscript:
    """Return a draft with a text."""
    body = [{"type": "text", "value": "<p>会议总结了上半年的工作，部署了下半年的任务。</p>"}]
    filled = {"summary": "会议部署了下半年的任务。", "body": body, **values}
    return start_page(site=desk.site, column=column, title=title, values=filled, by=desk.writer.as_actor(), at=at)


def given_passed(desk: Desk, *, at: dt.datetime = NOON, **values: Any) -> Manuscript:
    """Return a text that has passed its three reviews and may be released."""
    draft = given_draft(desk, at=at, **values)
    submit(number=draft.number, by=desk.writer.as_actor(), at=at)
    for reviewer in (desk.first, desk.second, desk.chief):
        pass_review(number=draft.number, by=reviewer.as_actor(), at=at)
    draft.refresh_from_db()
    return draft


def given_released(desk: Desk, *, at: dt.datetime = NOON, **values: Any) -> Manuscript:
    """Return a page that is public."""
    passed = given_passed(desk, at=at, **values)
    release(number=passed.number, by=desk.chief.as_actor(), at=at)
    passed.refresh_from_db()
    return passed


def edition_document(site: str = "hefei", *, number: int = 0, **members: Any) -> dict[str, Any]:
    """Return an edition document of an article, with members replaced."""
    return {
        "format": 1,
        "page": str(uuid.uuid4()),
        "number": number,
        "version": 1,
        "site": site,
        "column": COLUMN,
        "kind": "article",
        "language": "zh-hans",
        "title": "城市公园新增夜间照明",
        "short_title": "城市公园新增夜间照明",
        "subtitle": "",
        "summary": "十二座公园晚间开放到十点。",
        "keywords": ["公园", "照明"],
        "source": "合肥市人民政府办公室",
        "author": "",
        "editor": "",
        "organ": "340100-general-office",
        "published_at": "2026-11-02T12:00:00+08:00",
        "expires_at": None,
        "image": None,
        "pinned": 0,
        "blocks": [{"type": "html", "html": "<p>十二座公园新增照明，晚间开放到十点。</p>"}],
        "facts": {},
        "files": [],
        "openness": None,
        "related": [],
        "demonstration": True,
        **members,
    }


def given_loaded(*documents: dict[str, Any], at: dt.datetime = NOON) -> int:
    """Enter documents as released pages."""
    given_site(documents[0]["site"])
    return load_editions(list(documents), at=at)


def given_kind(desk: Desk, kind: str, *, at: dt.datetime = NOON, **values: Any) -> Manuscript:
    """Return a draft of a kind in a likely situation, with the pages it needs (an exhibitor's hall)."""
    column, title, filled = sample(kind)
    if kind == "exhibitor" and "hall" not in values:
        filled = {**filled, "hall": given_kind(desk, "expo", at=at).number}
    elif kind == "exhibit" and "exhibitor" not in values:
        filled = {**filled, "exhibitor": given_kind(desk, "exhibitor", at=at).number}
    if not _stands(desk.site, column):
        column = COLUMN
    given = {**filled, **values}
    title = given.pop("title", title)
    return start_page(
        site=desk.site,
        column=given.pop("column", column),
        kind=kind,
        title=title,
        values=given,
        by=desk.writer.as_actor(),
        at=at,
    )


def _stands(site: str, column: str) -> bool:
    """Say whether a site has a column: market prices, for one, are on the theme site of the farmers only."""
    return column in dict(column_choices(site))
