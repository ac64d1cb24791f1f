"""The audit chain for the auditor: search, export, and the verdict over every line. Looking is written down too."""

from __future__ import annotations

import csv
import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from huizheng.commons.audit import api as audit
from huizheng.inner.assessment.policies import check_audit
from huizheng.inner.assessment.web.staffing import for_officials
from huizheng.inner.casework.api import Sight
from huizheng.inner.organs.api import display_names
from huizheng.lib.row_keys import row_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

EXPORT_LIMIT, EXPORT_PAGE = 50_000, 1000
SHOWN = 8
PIECE = 8
FIELDS = ("action", "actor", "target", "request_id", "since", "until")
COLUMNS = [
    ("at", gettext_lazy("时间")),
    ("actor", gettext_lazy("行为人")),
    ("action", gettext_lazy("行为")),
    ("target", gettext_lazy("对象")),
    ("facts", gettext_lazy("事实")),
    ("request_id", gettext_lazy("请求编号")),
]


@dataclass(frozen=True)
class Auditor:
    """Whoever the duty makes an auditor, as the audit room asks."""

    may_read_audit: bool = True


def _filters(given: Mapping[str, str]) -> tuple[dict[str, str], dict[str, Any], list[str]]:
    """Return what was typed, what it means to the audit room, and what could not be understood."""
    typed = {name: given.get(name, "").strip()[:120] for name in FIELDS}
    wanted: dict[str, Any] = {"action": typed["action"], "request_id": typed["request_id"]}
    errors = []
    for name, words in (("actor", _("行为人")), ("target", _("对象"))):
        kind, colon, identity = typed[name].partition(":")
        if typed[name] and not (kind and colon and identity):
            errors.append(_("%(field)s应写成“类别:标识”，例如 official:12。") % {"field": words})
        elif typed[name]:
            wanted[name] = (kind, identity)
    for name, words, later in (("since", _("开始日期"), 0), ("until", _("结束日期"), 1)):
        if not typed[name]:
            continue
        try:
            day = dt.date.fromisoformat(typed[name]) + dt.timedelta(days=later)
            wanted[name] = timezone.make_aware(dt.datetime.combine(day, dt.time.min))
        except (ValueError, OverflowError):
            errors.append(_("%(field)s应写成 2026-03-01 的样子。") % {"field": words})
    return typed, wanted, errors


@require_safe
@for_officials
def lines(request: HttpRequest, sight: Sight) -> HttpResponse:
    check_audit(by=sight.staff)
    typed, wanted, errors = _filters(request.GET)
    before = request.GET.get("before", "")
    page = audit.Page([], None)
    if not errors:
        page = audit.lines(viewer=Auditor(), **wanted, before=row_key(before))
        _written_down(sight, "read", {"filters": sorted(key for key, value in typed.items() if value)})
    return render(request, "assessment/audit.html", _context(typed, errors, page, before))


def _context(typed: dict[str, str], errors: list[str], page: audit.Page, before: str) -> dict[str, Any]:
    kept = {key: value for key, value in typed.items() if value}
    ids = {line.actor_id for line in page.lines if line.actor_kind == "official" and line.actor_id.isdecimal()}
    names = display_names(ids) if ids else {}
    return {
        "typed": typed,
        "errors": errors,
        "columns": COLUMNS,
        "rows": [_row(line, names) for line in page.lines],
        "kept": kept,
        "older": "?" + urlencode({**kept, "before": str(page.older)}) if page.older else "",
        "newer": "?" + urlencode(kept) if before else "",
        "reset": reverse("assessment:audit"),
        "verdict": "",
        "verdict_tone": "",
    }


def _row(line: audit.AuditLine, names: dict[str, str]) -> dict[str, Any]:
    where, when = reverse("assessment:audit"), timezone.localtime(line.at)
    actor, target = f"{line.actor_kind}:{line.actor_id}", f"{line.target_kind}:{line.target_id}"
    who = _("系统") if line.actor_kind == "system" else names.get(line.actor_id, "") or actor
    return {
        "at": {"text": f"{when:%Y-%m-%d}", "note": f"{when:%H:%M:%S}"},
        "actor": {"text": who, "href": f"{where}?{urlencode({'actor': actor})}", "note": line.actor_post},
        "action": {"text": line.action, "href": f"{where}?{urlencode({'action': line.action})}"},
        "target": {"text": target, "href": f"{where}?{urlencode({'target': target})}"},
        "facts": _facts(line.facts),
        "request_id": {
            "text": _short(line.request_id),
            "href": f"{where}?{urlencode({'request_id': line.request_id})}" if line.request_id else "",
            "note": _("链位 %(place)s") % {"place": f"{line.chain}/{line.position}"},
        },
    }


def _facts(facts: Mapping[str, Any]) -> str:
    """Return the facts one under the other, as they were written."""
    lines = (
        (name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True))
        for name, value in sorted(facts.items())
    )
    return format_html_join(mark_safe("<br>"), "{}：{}", ((name, _breakable(value)) for name, value in lines))


def _breakable(value: str) -> str:
    """Return the value with places where a line may break: a digest of 64 characters is wider than a phone."""
    pieces = (value[start : start + PIECE] for start in range(0, len(value), PIECE))
    return format_html_join(mark_safe("<wbr>"), "{}", ((piece,) for piece in pieces))


def _short(request_id: str) -> str:
    """Return the beginning of a long number; its link and the export hold the whole."""
    return request_id if len(request_id) <= SHOWN else f"{request_id[:SHOWN]}…"


@require_POST
@for_officials
def verify_chain(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Read all chains from their first line and say what was found; the looking itself becomes a line."""
    check_audit(by=sight.staff)
    digest = request.POST.get("anchor", "").strip()[:64]
    verdict = audit.verify(anchor=digest)
    _written_down(
        sight,
        "verify",
        {"intact": verdict.intact, "lines": verdict.lines, "flaw": str(verdict.flaw or ""), "anchored": bool(digest)},
    )
    typed, _wanted, errors = _filters({})
    context = _context(typed, errors, audit.lines(viewer=Auditor()), "")
    context |= {"verdict": str(verdict), "verdict_tone": "success" if verdict.intact else "danger"}
    return render(request, "assessment/audit.html", context)


class _Echo:
    """A file that hands back what is written to it, so that a long export never lies in memory."""

    def write(self, line: str) -> str:
        return line


@require_POST
@for_officials
def export(request: HttpRequest, sight: Sight) -> HttpResponseBase:
    """Give the filtered lines as a table, up to the limit; that they were taken out is written down first."""
    check_audit(by=sight.staff)
    typed, wanted, errors = _filters(request.POST)
    if errors:
        return render(request, "assessment/audit.html", _context(typed, errors, audit.Page([], None), ""), status=400)
    _written_down(sight, "export", {key: value for key, value in typed.items() if value})
    writer = csv.writer(_Echo())

    def table() -> Iterator[str]:
        yield "\ufeff"  # so that office programs read it as UTF-8
        yield writer.writerow(
            [
                "编号",
                "链号",
                "序号",
                "时间",
                "行为人",
                "岗位",
                "行为",
                "对象",
                "事实",
                "请求编号",
                "上一行摘要",
                "本行摘要",
            ]
        )
        before, given = None, 0
        while given < EXPORT_LIMIT:
            page = audit.lines(viewer=Auditor(), **wanted, before=before, limit=EXPORT_PAGE)
            for line in page.lines:
                yield writer.writerow([_harmless(cell) for cell in _cells(line)])
            given += len(page.lines)
            before = page.older
            if before is None:
                return

    response = StreamingHttpResponse(table(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = "attachment; filename*=UTF-8''%E5%AE%A1%E8%AE%A1%E8%AE%B0%E5%BD%95.csv"
    response["Cache-Control"] = "private, no-store"
    return response


def _cells(line: audit.AuditLine) -> list[str]:
    return [
        str(line.pk),
        str(line.chain),
        str(line.position),
        line.at.isoformat(),
        f"{line.actor_kind}:{line.actor_id}",
        line.actor_post,
        line.action,
        f"{line.target_kind}:{line.target_id}",
        json.dumps(line.facts, ensure_ascii=False, sort_keys=True),
        line.request_id,
        line.previous,
        line.digest,
    ]


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from reading a text as a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _written_down(sight: Sight, verb: str, facts: dict[str, Any]) -> None:
    with transaction.atomic():
        audit.record(
            actor=sight.staff.actor,
            action=f"assessment:audit:{verb}",
            target=("audit", "chain"),
            facts=facts,
            at=sight.at,
        )
