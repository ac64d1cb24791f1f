"""Guards that stand only in tests: a GET that writes and a template that names what it was not given both fail."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.base import Node

_HOUSE = Path(__file__).resolve().parents[2]

_WRITE = re.compile(r'^\s*(?:WITH\b.*?\b)?(INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)"?', re.IGNORECASE | re.DOTALL)
# A read of personal data leaves a line, and a session remembers that somebody was here. Nothing else.
_MAY_BE_WRITTEN = re.compile(r"audit_\w+|django_session|accounts_access\w*|procrastinate_periodic_defers")


class WroteOnGet(AssertionError):
    """A safe request changed something."""


class UndefinedVariable(AssertionError):
    """A template prints what its view never gave it."""


class SafeMethodsWriteNothing:
    """Middleware: watches the statements of every GET and HEAD that any test makes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with connection.execute_wrapper(_watch):
            return self.get_response(request)


def _watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's signature
    found = _WRITE.match(sql)
    if found and not _MAY_BE_WRITTEN.fullmatch(found[2]):
        raise WroteOnGet(f"{found[1]} {found[2]}")
    return execute(sql, params, many, context)


class Undefined(str):
    """Django's ``string_if_invalid``: printing an undefined variable fails the test and names it.

    Only in the house's own templates: a third party's (Wagtail's editor) print what they like, as Django lets them.
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        return _is_ours()

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, variable: object) -> str:
        raise UndefinedVariable(f"a template prints the undefined variable {variable}")


def _is_ours() -> bool:
    """Say whether the template that is being rendered lies in the house; where that cannot be told, it does."""
    frame: FrameType | None = sys._getframe(2)  # noqa: SLF001 - Django hands no template to ``string_if_invalid``
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and (origin := getattr(node, "origin", None)) is not None:
            return str(origin.name).startswith(str(_HOUSE))
        frame = frame.f_back
    return True
