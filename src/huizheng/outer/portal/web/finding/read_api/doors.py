"""How every answer of the API leaves: marked for asking again, open to every origin, errors as problem documents."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from huizheng.outer.portal.web.finding.read_api.pace import Pace, TooFast

if TYPE_CHECKING:
    from collections.abc import Mapping

PROBLEM: Final = "application/problem+json; charset=utf-8"
_FRESH: Final = "public, max-age=0, must-revalidate"


class ReadApi(NinjaAPI):
    """An API that only reads."""

    def create_response(
        self,
        request: HttpRequest,
        data: Any,
        *,
        status: int | None = None,
        temporal_response: HttpResponse | None = None,
    ) -> HttpResponse:
        response = super().create_response(request, data, status=status, temporal_response=temporal_response)
        opened(response)
        if response.status_code == 200:
            response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
            response["Cache-Control"] = _FRESH
            asked_again = get_conditional_response(request, etag=response["ETag"], response=response)
            if isinstance(asked_again, HttpResponseNotModified):
                opened(asked_again)
                asked_again["Cache-Control"] = _FRESH
                return asked_again
        return response


def opened(response: HttpResponse) -> None:
    """Let pages of every origin read the answer: all of it is public, and no cookie is looked at."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Retry-After"


def problem(status: int, title: str, detail: str = "", **members: Any) -> HttpResponse:
    """Return an error as RFC 9457 has it."""
    facts: dict[str, Any] = {"type": "about:blank", "title": title, "status": status}
    if detail:
        facts["detail"] = detail
    response = JsonResponse({**facts, **members}, status=status, json_dumps_params={"ensure_ascii": False})
    response["Content-Type"] = PROBLEM
    opened(response)
    return response


def no_such_address(request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001 - Django's form of a view
    return problem(404, gettext("没有这个接口"), gettext("接口说明在 /api/v1/。"))


def say_errors_as_problems(api: NinjaAPI) -> None:
    @api.exception_handler(Http404)
    def not_there(request: HttpRequest, error: Http404) -> HttpResponse:  # noqa: ARG001 - the form of a handler
        return problem(404, gettext("没有找到"), str(error))

    @api.exception_handler(ValidationError)
    def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:  # noqa: ARG001
        errors = [{"parameter": str(each["loc"][-1]), "message": _message(each)} for each in error.errors]
        return problem(422, gettext("参数不符合要求"), errors=errors)

    @api.exception_handler(TooFast)
    def too_fast(request: HttpRequest, error: TooFast) -> HttpResponse:  # noqa: ARG001
        response = problem(429, gettext("请求太快"), gettext("请按 Retry-After 给出的秒数等一会儿再来。"))
        response["Retry-After"] = str(error.wait)
        return response

    @api.exception_handler(HttpError)
    def refused(request: HttpRequest, error: HttpError) -> HttpResponse:  # noqa: ARG001
        return problem(error.status_code, str(error))


def _message(error: Mapping[str, Any]) -> str:
    return str(error.get("msg", ""))


def readable(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)


pace: Final = Pace(burst=120, a_second=20.0)
