from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from huizheng.commons.telemetry.health import checks, lags


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view's signature
    """Answer 200 when the zone can serve, 503 otherwise, with version, the lags, and the rooms' figures."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    answers = checks()
    well = all(answer.well for answer in answers.values())
    return JsonResponse(
        {
            "zone": settings.ZONE,
            "ready": well,
            "version": _version(),
            "lag": lags(answers),
            "checks": {name: {"well": answer.well, **answer.figures} for name, answer in answers.items()},
        },
        status=200 if well else 503,
    )


def _version() -> str:
    try:
        return version("huizheng")
    except PackageNotFoundError:
        return "0.1.0"
