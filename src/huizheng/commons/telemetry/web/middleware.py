"""Gives every request its id, and logs one line when it is answered."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING, Final

from huizheng.commons.telemetry.logs import log_request
from huizheng.commons.telemetry.metrics import observe_request
from huizheng.commons.telemetry.request_id import bound_request_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class RequestIdMiddleware:
    """Binds the id for the whole request and answers it as ``X-Request-Id``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with bound_request_id(request.headers.get("X-Request-Id")) as request_id:
            started = time.perf_counter()
            response = self.get_response(request)
            took = time.perf_counter() - started
            response["X-Request-Id"] = request_id
            match = request.resolver_match
            # The view's name, not the path: a path may hold a query code. Whoever asks may invent methods.
            view = match.view_name if match else "unmatched"
            method = request.method if request.method in METHODS else "other"
            observe_request(view=view, method=method, status=response.status_code, seconds=took)
            log_request(
                view=view,
                method=method,
                status=response.status_code,
                seconds=took,
                request_id=request_id,
                at=dt.datetime.now(tz=dt.UTC),
            )
            return response
