"""The page that explains the API, made from its own description: nothing on it is written twice."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from huizheng.outer.portal.web.asked import of_a_site
from huizheng.outer.portal.web.finding.feeds import base_of
from huizheng.outer.portal.web.finding.page import in_page
from huizheng.outer.portal.web.finding.read_api.operations import api

if TYPE_CHECKING:
    from django.http import HttpRequest

    from huizheng.outer.sites.api import Site


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """Give the API's description as OpenAPI 3.1."""
    return api.create_response(request, dict(_schema()), status=200)


@cache
def _schema() -> dict[str, Any]:
    return dict(api.get_openapi_schema(path_prefix=_PREFIX))


@of_a_site
def guide(request: HttpRequest, site: Site) -> HttpResponse:
    """Show what may be asked, with parameters, answers and an example of each."""
    schema = _schema()
    base = base_of(request, site)
    operations = [
        _operation(path, facts["get"], schema, base) for path, facts in schema["paths"].items() if "get" in facts
    ]
    title = gettext("公开数据接口")
    main = render_to_string(
        "portal/finding/api.html",
        {"operations": operations, "lead": gettext(api.description), "schema_url": "/api/v1/openapi.json"},
    )
    return in_page(request, site, title=title, main=main)


_PREFIX: Final = "/api/v1/"
_EXAMPLES: Final = {"slug": "anhui", "site": "anhui", "q": "医疗保险", "number": "100001"}


def _operation(path: str, facts: dict[str, Any], schema: dict[str, Any], base: str) -> dict[str, Any]:
    parameters = facts.get("parameters", [])
    answer = facts["responses"][200]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    example = path
    for one in parameters:
        if one["in"] == "path":
            example = example.replace(f"{{{one['name']}}}", _EXAMPLES.get(one["name"], "1"))
    required = [one["name"] for one in parameters if one["in"] == "query" and one.get("required")]
    query = "&".join(f"{name}={_EXAMPLES.get(name, '')}" for name in required)
    return {
        "anchor": facts["operationId"],
        "path": path,
        "summary": gettext(facts["summary"]),
        "example": base + example + (f"?{query}" if query else ""),
        "parameters": [
            {
                "name": one["name"],
                "where": gettext("路径") if one["in"] == "path" else gettext("参数"),
                "type": one["schema"].get("type", ""),
                "default": one["schema"].get("default", ""),
                "text": one.get("description") or one["schema"].get("description", ""),
            }
            for one in parameters
        ],
        "fields": _fields(schema["components"]["schemas"][answer], schema),
    }


def _fields(shape: dict[str, Any], schema: dict[str, Any], above: str = "") -> list[dict[str, str]]:
    """Return the members of an answer, those of its rows with a path before them."""
    found = []
    for name, facts in shape["properties"].items():
        inner = facts.get("items", {}).get("$ref", "")
        found.append({
            "name": above + name + ("[]" if facts.get("type") == "array" else ""),
            "type": facts.get("type") or "/".join(each.get("type", "") for each in facts.get("anyOf", ())),
            "text": facts.get("description", ""),
        })  # fmt: skip
        if inner:
            found += _fields(schema["components"]["schemas"][inner.rpartition("/")[2]], schema, f"{above}{name}[].")
    return found
