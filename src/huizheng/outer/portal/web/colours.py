"""The style sheet of a site's own colour: three values made from one, so that no page needs a style of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from django.http import HttpRequest

ENOUGH_ON_WHITE: Final = 4.5  # WCAG 2.2, 1.4.3
DEEP, TINT = 0.72, 0.9


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def colours(request: HttpRequest, colour: str) -> HttpResponse:  # noqa: ARG001 - the signature is Django's
    """Return the sheet of a colour of six digits; one that white words cannot be read on is none of ours."""
    parts = _parts(colour)
    if parts is None or contrast_with_white(parts) < ENOUGH_ON_WHITE:
        raise Http404(colour)
    deep = [round(part * DEEP) for part in parts]
    tint = [round(part + (255 - part) * TINT) for part in parts]
    sheet = f":root{{--hz-accent:{_code(parts)};--hz-accent-deep:{_code(deep)};--hz-accent-tint:{_code(tint)};--hz-site:{_code(deep)}}}\n"
    return HttpResponse(sheet, content_type="text/css; charset=utf-8")


def _parts(colour: str) -> list[int] | None:
    try:
        return [int(colour[place : place + 2], 16) for place in (0, 2, 4)] if len(colour) == 6 else None
    except ValueError:
        return None


def _code(parts: list[int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in parts)


def contrast_with_white(parts: list[int]) -> float:
    """Return the ratio of contrast of a colour and white (WCAG 2.2)."""
    lights = [part / 255 for part in parts]
    linear = [light / 12.92 if light <= 0.04045 else ((light + 0.055) / 1.055) ** 2.4 for light in lights]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)
