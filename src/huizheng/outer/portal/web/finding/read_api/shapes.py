"""The shapes of what the API answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ninja import Field, Schema


class Problem(Schema):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str = ""
    errors: list[dict[str, str]] = Field(default_factory=list)


class SiteRow(Schema):
    slug: str
    name: str
    english_name: str
    kind: str
    tier: str
    parent: str = Field(description="上级站点的标识；没有上级时为空")
    division: str = Field(description="行政区划代码")
    language: str
    url: str
    is_open: bool


class SiteWhole(SiteRow):
    organ: str
    organ_name: str
    site_code: str = Field(description="网站标识码")
    columns: int = Field(description="栏目数")


class SiteList(Schema):
    sites: list[SiteRow]


class ColumnRow(Schema):
    path: str
    name: str
    english_name: str
    type: str
    parent: str
    description: str
    update_days: int | None = Field(description="更新周期（天）")
    url: str
    feed: str


class ColumnList(Schema):
    site: str
    columns: list[ColumnRow]


class PageRow(Schema):
    number: int
    title: str
    summary: str
    kind: str
    site: str = Field(description="所属站点")
    column: str = Field(description="所属栏目")
    source: str
    published_at: dt.datetime
    state: str = Field(description="shown 展示中，abolished 已废止或失效")
    facts: dict[str, Any] = Field(description="按页面类型的结构化要素")
    url: str


class PageList(Schema):
    pages: list[PageRow]
    next: str = Field(description="下一段的 cursor；为空表示到头")


class FileRow(Schema):
    name: str
    media: str
    size: int
    sm3: str
    url: str


class PageWhole(PageRow):
    language: str
    organ: str
    keywords: list[str]
    released_at: dt.datetime
    state_reason: str
    html: str = Field(description="正文，已清洗的 HTML")
    files: list[FileRow]
    openness: dict[str, Any] | None = Field(description="公开目录条目")
    related: list[dict[str, Any]]


class EntryRow(Schema):
    index_number: str
    title: str
    document_number: str = ""
    kind_code: str = ""
    kind_name: str = ""
    themes: list[str] = Field(default_factory=list)
    organ: str = ""
    organ_name: str = ""
    formed_on: str | None = None
    published_on: str
    effective_on: str | None = None
    ends_on: str | None = None
    validity: str
    abstract: str = ""
    keywords: list[str] = Field(default_factory=list)
    page: int
    site: str
    url: str


class EntryList(Schema):
    entries: list[EntryRow]
    next: str


class HitRow(Schema):
    type: str = Field(description="page、service、organ 或 site")
    key: str
    kind: str
    title: str
    snippet: str = Field(description="摘录，命中的词在 <mark> 中，其余已转义")
    site: str
    published_at: dt.datetime | None
    document_number: str
    url: str


class FacetRow(Schema):
    value: str
    label: str
    count: int


class SearchAnswer(Schema):
    total: int
    page: int
    pages: int
    hits: list[HitRow]
    services: list[HitRow]
    facets: dict[str, list[FacetRow]]
    renamed: dict[str, str] = Field(description="旧称与现称")
    instead: str
    loosened: bool


class ServiceRow(Schema):
    slug: str
    version: int
    name: str
    english_name: str
    summary: str
    type_code: str
    level: str
    organ_kind: str
    url: str
    document: str = Field(description="事项全文（JSON）的地址")


class ServiceList(Schema):
    services: list[ServiceRow]
