"""Fields that are dates or moments, by the wall clock of the place."""

# ruff: noqa: ARG002 - every field type answers the same questions, whether or not it needs all that is told

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.utils.translation import gettext as _

from huizheng.commons.forms.errors import Unfit
from huizheng.commons.forms.expressions.kinds import Kind
from huizheng.commons.forms.fields.base import FieldType, as_code, field_type
from huizheng.commons.forms.parts import Field
from huizheng.commons.forms.wording import say

_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{4})([0-9]{2})([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})月?")
_MOMENT = re.compile(r"(.+?)[T ]\s*([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?")
_EARLIEST, _LATEST = 1800, 2199


def _day(text: str, advice: str) -> dt.date:
    found = _DATE.fullmatch(text)
    if not found:
        raise Unfit(say(advice))
    year, month, day = (int(part) for part in found.groups() if part is not None)
    try:
        date = dt.date(year, month, day)
    except ValueError:
        raise Unfit(say("date.none", year=year, month=month, day=day)) from None
    if not _EARLIEST <= year <= _LATEST:
        raise Unfit(say("date.year"))
    return date


@field_type
class Date(FieldType):
    name = "date"
    kind = Kind.DATE
    rules = frozenset({"compare", "age", "check"})
    settings = frozenset({"autocomplete"})
    control = "date"
    width = "medium"
    maxlength = 20

    def parse(self, field: Field, raw: Any, companion: Any = None) -> Any:
        text = as_code(raw)
        return _day(text, "date").isoformat() if text else None

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": "string", "format": "date"}

    def present(self, field: Field, value: Any, *, masked: bool = False) -> str:
        day = dt.date.fromisoformat(value)
        return _("%(year)s年%(month)s月%(day)s日") % {"year": day.year, "month": day.month, "day": day.day}


@field_type
class Month(FieldType):
    name = "month"
    kind = Kind.MONTH
    rules = frozenset({"compare", "check"})
    control = "month"
    width = "medium"
    maxlength = 12

    def parse(self, field: Field, raw: Any, companion: Any = None) -> Any:
        text = as_code(raw)
        if not text:
            return None
        advice = "month"
        found = _MONTH.fullmatch(text)
        if not found:
            raise Unfit(say(advice))
        return _day(f"{found[1]}-{found[2]}-1", advice).strftime("%Y-%m")

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}

    def present(self, field: Field, value: Any, *, masked: bool = False) -> str:
        year, month = value.split("-")
        return _("%(year)s年%(month)s月") % {"year": year, "month": int(month)}


@field_type
class DateTime(FieldType):
    name = "datetime"
    kind = Kind.DATETIME
    rules = frozenset({"compare", "check"})
    control = "datetime-local"
    width = "medium"
    maxlength = 30

    def parse(self, field: Field, raw: Any, companion: Any = None) -> Any:
        text = as_code(raw)
        if not text:
            return None
        advice = "datetime"
        found = _MOMENT.fullmatch(text)
        if not found:
            raise Unfit(say(advice))
        day, hour, minute = _day(found[1].strip(), advice), int(found[2]), int(found[3])
        if hour > 23 or minute > 59:  # noqa: PLR2004 - the last hour and minute there are
            raise Unfit(say(advice))
        return f"{day.isoformat()}T{hour:02}:{minute:02}"

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$"}

    def present(self, field: Field, value: Any, *, masked: bool = False) -> str:
        day = dt.date.fromisoformat(value[:10])
        said = _("%(year)s年%(month)s月%(day)s日") % {"year": day.year, "month": day.month, "day": day.day}
        return f"{said} {value[11:]}"
