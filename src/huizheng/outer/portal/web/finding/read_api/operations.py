"""What may be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from huizheng.outer.guides import api as guides
from huizheng.outer.portal.web.finding.catalogue import MOST_FOUND
from huizheng.outer.portal.web.finding.read_api import shapes
from huizheng.outer.portal.web.finding.read_api.doors import ReadApi, pace, say_errors_as_problems
from huizheng.outer.portal.web.finding.taking_away import base_of, entry_facts
from huizheng.outer.search import api as finder
from huizheng.outer.sites import api as sites

if TYPE_CHECKING:
    from django.http import HttpRequest

api = ReadApi(
    title=_("徽政公开数据接口"),
    version="1.0.0",
    description=_("全部网站已公开的信息，只读，不需要登录。按地址计速，太快时返回 429 和 Retry-After。"),
    docs_url=None,
    openapi_url=None,
    urls_namespace="read-api",
)
say_errors_as_problems(api)
router = Router()
_PROBLEMS: Final = {404: shapes.Problem, 422: shapes.Problem, 429: shapes.Problem}

Slug = Annotated[str, Query("", max_length=60, pattern=r"^[a-z0-9-]*$", description="站点标识；为空表示全部")]
Cursor = Annotated[str, Query("", max_length=200, description="上一段给出的 next")]
Limit = Annotated[int, Query(20, ge=1, le=100, description="每段条数，最多 100")]
Text = Annotated[str, Query("", max_length=80)]


def _paced(request: HttpRequest) -> None:
    pace.take(str(request.META.get("REMOTE_ADDR", "")))


@router.get("/sites", response={200: shapes.SiteList, **_PROBLEMS}, summary=_("全部站点"))
def list_sites(request: HttpRequest) -> dict[str, Any]:
    _paced(request)
    base = base_of(request)
    return {"sites": [_site_row(one, base) for one in sites.site_names()]}


@router.get("/sites/{slug}", response={200: shapes.SiteWhole, **_PROBLEMS}, summary=_("一个站点"))
def one_site(request: HttpRequest, slug: Annotated[str, Path(max_length=60)]) -> dict[str, Any]:
    _paced(request)
    found = _site(slug)
    (name,) = (one for one in sites.site_names() if one.slug == slug)
    return {
        **_site_row(name, base_of(request)),
        "organ": found.organ,
        "organ_name": found.organ_name,
        "site_code": found.site_code,
        "columns": len(found.columns),
    }


@router.get("/columns", response={200: shapes.ColumnList, **_PROBLEMS}, summary=_("一个站点的栏目"))
def list_columns(
    request: HttpRequest,
    site: Annotated[str, Query("anhui", max_length=60, description="站点标识")],
) -> dict[str, Any]:
    _paced(request)
    found = _site(site)
    base = base_of(request).format(host=found.host)
    return {
        "site": site,
        "columns": [
            {
                "path": one.path,
                "name": one.name,
                "english_name": one.english_name,
                "type": one.type,
                "parent": one.parent,
                "description": one.description,
                "update_days": one.update_days,
                "url": f"{base}{one.url}",
                "feed": f"{base}{one.url}feed.atom",
            }
            for one in found.columns.values()
        ],
    }


@router.get("/pages", response={200: shapes.PageList, **_PROBLEMS}, summary=_("页面列表，最新的在前"))
def list_pages(  # noqa: PLR0917 - ninja reads parameters as they stand
    request: HttpRequest,
    site: Slug,
    column: Annotated[str, Query("", max_length=200, description="栏目路径，连同投放和订阅的内容；须同时给出 site")],
    kind: Annotated[str, Query("", max_length=20, description="页面类型，如 document")],
    cursor: Cursor,
    limit: Limit,
) -> dict[str, Any]:
    _paced(request)
    at = timezone.now()
    if column:
        found = _site(site)
        if found.column(column) is None:
            raise Http404(gettext("这个站点没有这个栏目。"))
        part = sites.column_page(found, column, at=at, cursor=cursor, size=limit, whole=True)
    else:
        kinds = [kind] if kind else list(_PAGE_KINDS)
        named = (_site(site).slug,) if site else ()
        part = sites.pages_of_kind(kinds, at=at, sites=named, cursor=cursor, size=limit)
    base = base_of(request)
    rows = [_page_row(one, base) for one in part.cards if not kind or one.kind == kind]
    return {"pages": rows, "next": part.next}


_PAGE_KINDS: Final = tuple(kind for kind in finder.kind_labels() if kind not in {"service", "organ", "site", "column"})


@router.get("/pages/{number}", response={200: shapes.PageWhole, **_PROBLEMS}, summary=_("一个页面，连同正文和附件"))
def one_page(request: HttpRequest, number: Annotated[int, Path(ge=1, lt=2**63)]) -> dict[str, Any]:
    _paced(request)
    at = timezone.now()
    cards = sites.cards([number], at=at)
    owner = sites.site(cards[0].site) if cards else None
    if owner is None or not owner.is_open:
        raise Http404(gettext("没有这个页面，或者已经撤下。"))
    try:
        page = sites.page(owner, number, at=at)
    except (sites.NotVisible, sites.NoLongerThere, sites.Moved) as error:
        raise Http404(gettext("没有这个页面，或者已经撤下。")) from error
    base = base_of(request)
    home = base.format(host=owner.host)
    return {
        **_page_row(cards[0], base),
        "language": page.language,
        "organ": page.organ,
        "keywords": list(page.keywords),
        "released_at": page.released_at,
        "state_reason": page.state_reason,
        "html": "\n".join(part["html"] for part in page.parts if "html" in part),
        "files": [
            {
                "name": one["name"],
                "media": one["media"],
                "size": one["size"],
                "sm3": one["sm3"],
                "url": home + one["address"],
            }
            for one in page.files
        ],
        "openness": page.openness,
        "related": [dict(one) for one in page.related],
    }


@router.get("/catalogue", response={200: shapes.EntryList, **_PROBLEMS}, summary=_("政府信息公开目录"))
def list_entries(  # noqa: PLR0917 - ninja reads parameters as they stand
    request: HttpRequest,
    site: Slug,
    q: Text,
    title: Text,
    index_number: Text,
    document_number: Text,
    theme: Text,
    theme_below: Text,
    kind_code: Annotated[str, Query("", max_length=2, description="文种代码，如 08 通知")],
    organ: Text,
    validity: Text,
    year: Annotated[int, Query(0, ge=0, le=2999, description="发布年份；0 表示不限")],
    cursor: Cursor,
    limit: Limit,
) -> dict[str, Any]:
    _paced(request)
    at = timezone.now()
    named = (_site(site).slug,) if site else ()
    numbers: tuple[int, ...] = ()
    if q.strip():
        wanted = finder.Wanted(q, facets={"site": site} if site else {})
        numbers = tuple(finder.pages_found(wanted, at=at, limit=MOST_FOUND)) or (0,)
    sieve = sites.Sieve(
        sites=named,
        theme=theme,
        theme_below=theme_below,
        kind_code=kind_code,
        organ=organ,
        validity=validity,
        year=year or None,
        index_number=index_number,
        document_number=document_number,
        title=title,
        numbers=numbers,
    )
    part = sites.catalogue(sieve, at=at, cursor=cursor, size=limit)
    base = base_of(request)
    return {"entries": [entry_facts(one, base) for one in part.entries], "next": part.next}


@router.get("/search", response={200: shapes.SearchAnswer, **_PROBLEMS}, summary=_("检索页面、事项、机关和站点"))
def find(  # noqa: PLR0917 - ninja reads parameters as they stand
    request: HttpRequest,
    q: Annotated[str, Query(min_length=1, max_length=60)],
    site: Slug,
    kind: Annotated[str, Query("", max_length=20)],
    source: Annotated[str, Query("", max_length=60, description="来源站点")],
    organ: Text,
    year: Annotated[str, Query("", pattern=r"^(\d{4})?$")],
    theme: Text,
    language: Annotated[str, Query("zh-hans", pattern="^(zh-hans|en)$")],
    order: Annotated[str, Query("best", pattern="^(best|newest)$")],
    page: Annotated[int, Query(1, ge=1, le=finder.MOST_PAGES)],
) -> dict[str, Any]:
    _paced(request)
    facets = {"kind": kind, "site": source, "organ": organ, "year": year, "theme": theme}
    wanted = finder.Wanted(
        text=q,
        site=_site(site).slug if site else "",
        language=language,
        facets={name: value for name, value in facets.items() if value},
        order=order,
        page=page,
    )
    answer = finder.search(wanted, at=timezone.now())
    base = base_of(request)
    return {
        "total": answer.total,
        "page": page,
        "pages": answer.pages,
        "hits": [_hit_row(one, base) for one in answer.hits],
        "services": [_hit_row(one, base) for one in answer.services],
        "facets": {
            name: [{"value": one.value, "label": one.label, "count": one.count} for one in values]
            for name, values in answer.facets.items()
        },
        "renamed": dict(answer.renamed),
        "instead": answer.instead,
        "loosened": answer.loosened,
    }


@router.get("/services", response={200: shapes.ServiceList, **_PROBLEMS}, summary=_("办事服务"))
def list_services(
    request: HttpRequest,
    audience: Annotated[str, Query("", pattern="^(person|corp)?$")],
    theme: Annotated[str, Query("", max_length=3)],
    level: Annotated[str, Query("", max_length=10)],
) -> dict[str, Any]:
    _paced(request)
    base = base_of(request).format(host=_main_host())
    return {
        "services": [
            {
                "slug": one.slug,
                "version": one.version,
                "name": one.name,
                "english_name": one.name_en,
                "summary": one.summary,
                "type_code": one.type_code,
                "level": one.level,
                "organ_kind": one.organ_kind,
                "url": base + reverse("guides:guide", args=[one.slug]),
                "document": base + reverse("guides:guide_json", args=[one.slug]),
            }
            for one in guides.services(audience=audience, theme=theme, level=level)
        ]
    }


api.add_router("", router)


def _site(slug: str) -> sites.Site:
    found = sites.site(slug)
    if found is None:
        raise Http404(gettext("没有这个站点。"))
    return found


def _main_host() -> str:
    main = sites.site("anhui")
    return main.host if main else "localhost"


def _host(slug: str) -> str:
    found = sites.site(slug)
    return found.host if found else _main_host()


def _site_row(one: sites.SiteName, base: str) -> dict[str, Any]:
    return {
        "slug": one.slug,
        "name": one.name,
        "english_name": one.english_name,
        "kind": one.kind,
        "tier": one.tier,
        "parent": one.parent,
        "division": one.division,
        "language": one.language,
        "url": base.format(host=one.host) + "/",
        "is_open": one.is_open,
    }


def _page_row(card: sites.Card, base: str) -> dict[str, Any]:
    return {
        "number": card.number,
        "title": card.title,
        "summary": card.summary,
        "kind": card.kind,
        "site": card.site,
        "column": card.column,
        "source": card.source,
        "published_at": card.published_at,
        "state": card.state,
        "facts": card.facts,
        "url": base.format(host=_host(card.site)) + card.address,
    }


def _hit_row(hit: finder.Hit, base: str) -> dict[str, Any]:
    return {
        "type": hit.type,
        "key": hit.key,
        "kind": hit.kind,
        "title": hit.title,
        "snippet": str(hit.snippet),
        "site": hit.site,
        "published_at": hit.published_at,
        "document_number": hit.document_number,
        "url": base.format(host=_host(hit.site)) + hit.url,
    }
