from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from huizheng.commons.forms.definition.reading import form_schema


@require_safe
@cache_control(public=True, max_age=3600)
def schema(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view's signature
    """Answer the published JSON Schema of a form."""
    return JsonResponse(
        form_schema(),
        content_type="application/schema+json",
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
