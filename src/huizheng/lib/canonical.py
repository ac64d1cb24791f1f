"""Canonical JSON (RFC 8785, JCS): one document, one sequence of bytes, so that it can be digested and signed."""

from __future__ import annotations

import json
import math
from json.encoder import encode_basestring
from typing import Any

# Beyond this, two readers of the same number may see different ones (RFC 8785 §3.2.2.3, IEEE 754 doubles).
SAFE_INTEGER = 2**53 - 1
_SMALLEST_FIXED, _FIXED_UNTIL = 6, 21


class NotCanonical(ValueError):
    """No canonical form: NaN, an unsafe integer, a key that is no text, half a character, a foreign type."""


def canonical(value: Any) -> bytes:
    """Return the canonical bytes of a JSON value; raises ``NotCanonical``."""
    parts: list[str] = []
    _write(value, parts)
    try:
        return "".join(parts).encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("a text holds half a character") from error


def _write(value: Any, out: list[str]) -> None:  # noqa: C901 - one branch a kind of JSON value
    if isinstance(value, str):
        out.append(encode_basestring(value))
    elif value is None:
        out.append("null")
    elif value is True:
        out.append("true")
    elif value is False:
        out.append("false")
    elif isinstance(value, int):
        if abs(value) > SAFE_INTEGER:
            raise NotCanonical(f"{value} is too large for JSON: send it as text")
        out.append(str(int(value)))
    elif isinstance(value, float):
        out.append(_number(value))
    elif isinstance(value, dict):
        out.append("{")
        for position, key in enumerate(_in_order(value)):
            out.append("," if position else "")
            out.append(encode_basestring(key))
            out.append(":")
            _write(value[key], out)
        out.append("}")
    elif isinstance(value, (list, tuple)):
        out.append("[")
        for position, each in enumerate(value):
            out.append("," if position else "")
            _write(each, out)
        out.append("]")
    else:
        raise NotCanonical(f"{type(value).__name__} is not a JSON value")


def _in_order(value: dict[Any, Any]) -> list[str]:
    """Return the keys in the order of their UTF-16 code units, as RFC 8785 §3.2.3 asks."""
    if not all(isinstance(key, str) for key in value):
        raise NotCanonical("every key must be text")
    if all(key.isascii() for key in value):
        return sorted(value)
    return sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))


def _number(value: float) -> str:
    """Return a double as ECMAScript prints it."""
    if not math.isfinite(value):
        raise NotCanonical("NaN and infinity are not JSON")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, exponent_text = f"{abs(value)!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    leading = len(whole + fraction) - len(digits)
    point = len(whole) - leading + int(exponent_text or 0)
    digits = digits.rstrip("0")
    if len(digits) <= point <= _FIXED_UNTIL:
        return sign + digits + "0" * (point - len(digits))
    if 0 < point <= _FIXED_UNTIL:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -_SMALLEST_FIXED < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    exponent = point - 1
    tail = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{tail}e{'+' if exponent > 0 else '-'}{abs(exponent)}"


def parse(text: bytes | str) -> Any:
    """Return the value of a JSON text; raises ``NotCanonical`` for a repeated key, NaN or broken JSON."""
    try:
        return json.loads(text, object_pairs_hook=_no_repeats, parse_constant=_no_constants, parse_int=_integer)
    except NotCanonical:
        raise
    except (ValueError, RecursionError, OverflowError) as error:
        raise NotCanonical("not a JSON text") from error


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotCanonical("a key stands twice")
    return found


def _integer(text: str) -> int | float:
    """Read a number of whole digits as every other reader of JSON does: beyond 2^53 it is a double."""
    number = int(text)
    return number if abs(number) <= SAFE_INTEGER else float(number)


def _no_constants(name: str) -> Any:
    raise NotCanonical(f"{name} is not JSON")
