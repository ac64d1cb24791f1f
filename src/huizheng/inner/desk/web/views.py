"""The home of the office, and the one search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huizheng.commons.audit.api import record
from huizheng.inner.casework.api import staff_of
from huizheng.inner.desk.sources import SOURCES, Todo

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse

SHOWN = 12
FOUND = 50


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    today = timezone.localdate(at)
    staff = staff_of(request.user, at=at)  # type: ignore[arg-type]
    todos = sorted(
        (todo for source in SOURCES for todo in source.todos(staff, today=today, limit=SHOWN)),
        key=lambda each: (each.due_on, each.number),
    )
    context = {
        "greeting": _greeting(at, staff.name),
        "lead": date_format(today, "Y年n月j日 l"),
        "figures": [count for source in SOURCES for count in source.counts(staff, today=today)],
        "rows": [_row(each, today) for each in todos[:SHOWN]],
        "columns": _columns(),
        "has_cases": bool(staff.organ_keys),
    }
    return render(request, "desk/home.html", context)


@require_safe
@login_required
def search(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    today = timezone.localdate(at)
    staff = staff_of(request.user, at=at)  # type: ignore[arg-type]
    text = request.GET.get("q", "").strip()[:60]
    found = [each for source in SOURCES for each in source.found(staff, text, today=today, limit=FOUND)] if text else []
    if len(found) == 1 and found[0].number == text:
        return redirect(found[0].url)
    if found:
        with transaction.atomic():
            record(
                actor=staff.actor,
                action="desk:search:ask",
                target=("search", "cases"),
                facts={"found": len(found)},
                at=at,
            )
    context = {
        "text": text,
        "rows": [_row(each, today) for each in found],
        "columns": _columns(),
        "more": f"{reverse('casework:search')}?q={text}" if len(found) >= FOUND else "",
    }
    return render(request, "desk/search.html", context)


def _columns() -> list[tuple[str, str]]:
    return [("number", _("编号")), ("title", _("事项")), ("due", _("期限"))]


def _row(todo: Todo, today: dt.date) -> dict[str, object]:
    dated = todo.due_on.year < 9999  # noqa: PLR2004 - the day of what has none
    due = date_format(todo.due_on, "Y年n月j日") if dated else ""
    return {
        "number": {"text": todo.number, "href": todo.url},
        "title": {"text": todo.title, "note": todo.detail},
        "due": {"text": todo.urgency, "tone": todo.tone, "note": due} if todo.urgency else due,
        "row_tone": todo.tone if todo.urgency and todo.due_on < today else "",
    }


def _greeting(at: dt.datetime, name: str) -> str:
    hour = timezone.localtime(at).hour
    dawn, noon, evening = 5, 12, 18
    word = _("上午好") if dawn <= hour < noon else _("下午好") if noon <= hour < evening else _("晚上好")
    return _("%(word)s，%(name)s") % {"word": word, "name": name}
