"""Exact numbers with one meaning in Python and in the browser.

A number is a decimal with at most ten places and at most thirty digits before the point. What would be larger is empty.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

PLACES = 10
_LIMIT = Decimal(10) ** 30
# Beyond this even rounding would not fit the context; the product of two numbers stays below.
_HUGE = 80
_STEP = Decimal(1).scaleb(-PLACES)
# Precise enough for the product of two numbers of the allowed size.
_CONTEXT = Context(prec=100, rounding=ROUND_HALF_UP, traps=[])


def settle(number: Decimal) -> Decimal | None:
    """Return ``number`` cut to ten places (half away from zero), or nothing when it is no number of ours."""
    if not number.is_finite() or number.adjusted() > _HUGE:
        return None
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -PLACES:
        number = number.quantize(_STEP, context=_CONTEXT)
    return None if is_too_large(number) else number


def is_too_large(number: Decimal) -> bool:
    # Not abs(): it rounds to the thread's own precision.
    return number.copy_abs() >= _LIMIT


def add(one: Decimal, other: Decimal) -> Decimal | None:
    return settle(_CONTEXT.add(one, other))


def subtract(one: Decimal, other: Decimal) -> Decimal | None:
    return settle(_CONTEXT.subtract(one, other))


def multiply(one: Decimal, other: Decimal) -> Decimal | None:
    return settle(_CONTEXT.multiply(one, other))


def divide(one: Decimal, other: Decimal) -> Decimal | None:
    """Return the quotient to ten places, or nothing when dividing by zero."""
    if not other:
        return None
    return settle(_CONTEXT.divide(one, other))


def round_to(number: Decimal, places: int) -> Decimal | None:
    return settle(number.quantize(Decimal(1).scaleb(-max(0, min(places, PLACES))), context=_CONTEXT))


def plain(number: Decimal) -> str:
    """Return the shortest plain writing: no exponent, no closing zeros, no minus before zero."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"", "-0"} else text


def fixed(number: Decimal, places: int) -> str:
    """Return the number with exactly so many places."""
    return format(number.quantize(Decimal(1).scaleb(-places), context=_CONTEXT), "f")
