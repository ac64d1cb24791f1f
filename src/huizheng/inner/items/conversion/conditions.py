"""``depends_on`` of the starting data becomes a typed expression of the form room."""

from __future__ import annotations

import re
from typing import Any, Final

_AGE: Final = re.compile(r"age(<|>=)(\d+)")
_ORDER: Final = re.compile(r"([\w.]+)(<=|>=|<|>)(\d+)")
_OPERATORS: Final = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
_APPLICANT_BIRTH: Final = "person.birth"
_APPLICANT_NUMBER: Final = "person.cert_no"

Expression = dict[str, Any]


def condition(text: str, keys: dict[str, dict[str, Any]]) -> Expression | None:
    """Return the expression of a dependency.

    ``key=value`` (a multiple choice contains it), ``age<16``, ``n>0``, or a bare key: it has been answered.

    Raises ``ValueError`` for a dependency that names no field of the form: a silent one would hide a question for ever.
    """
    if not text:
        return None
    if found := _AGE.fullmatch(text):
        return {
            "op": _OPERATORS[found[1]],
            "args": [{"op": "age_on", "args": [_birth(keys), {"op": "today"}]}, int(found[2])],
        }
    if found := _ORDER.fullmatch(text):
        return {"op": _OPERATORS[found[2]], "args": [_field(found[1], keys), int(found[3])]}
    name, equals, value = text.partition("=")
    asked = _field(name, keys)
    if not equals:
        return {"op": "not", "args": [{"op": "empty", "args": [asked]}]}
    return _is(asked, value, kind=keys[name]["type"])


def _is(asked: Expression, value: str, *, kind: str) -> Expression:
    if kind == "multiselect":
        return {"op": "contains", "args": [asked, value]}
    return {"op": "eq", "args": [asked, value == "true" if kind == "bool" else value]}


def _field(key: str, keys: dict[str, dict[str, Any]]) -> Expression:
    if key not in keys:
        raise ValueError(f"a condition names {key}, which the form does not have")
    return {"field": key}


def _birth(keys: dict[str, dict[str, Any]]) -> Expression:
    if _APPLICANT_BIRTH in keys:
        return {"field": _APPLICANT_BIRTH}
    return {"op": "birth_date", "args": [_field(_APPLICANT_NUMBER, keys)]}
