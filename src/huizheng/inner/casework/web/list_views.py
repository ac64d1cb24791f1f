"""The to-do list, the search and the export."""

from __future__ import annotations

import csv
import datetime as dt
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from huizheng.commons.audit.api import record
from huizheng.commons.design.api import day
from huizheng.inner.casework.actions.desk import claim_many
from huizheng.inner.casework.queries import cases_for, exported_cases, search_cases
from huizheng.inner.casework.states import STANDING, Owner, State
from huizheng.inner.casework.todo import Cursor, Sieve, todo_count, todo_items, todo_page
from huizheng.inner.casework.web.presenting import todo_row
from huizheng.inner.casework.web.staffing import Sight, for_officials
from huizheng.inner.casework.wording import STATES
from huizheng.lib.row_keys import row_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

SOON = dt.timedelta(days=3)
BULK_LIMIT = 100


@require_safe
@for_officials
def todo(request: HttpRequest, sight: Sight) -> HttpResponse:
    sieve = _sieve(request, sight)
    page = todo_page(sight.staff, sieve=sieve, after=_cursor(request.GET.get("after", "")))
    kept = {key: request.GET[key] for key in ("state", "item", "whose", "due") if request.GET.get(key)}
    following = ""
    if page.next is not None:
        following = "?" + urlencode({**kept, "after": f"{page.next.due_on.isoformat()}_{page.next.id}"})
    context = {
        "rows": [todo_row(case, staff=sight.staff, today=sight.today) for case in page.cases],
        "figures": _figures(sight),
        "states": [(state.value, label) for state, label in STATES.items() if STANDING[state].owner is Owner.OFFICIAL],
        "items": todo_items(sight.staff),
        "whose": [("", _("全部")), ("mine", _("我领办的")), ("unclaimed", _("未领办的"))],
        "dues": [("", _("全部")), ("overdue", _("已超期")), ("soon", _("三日内到期"))],
        "chosen": {key: request.GET.get(key, "") for key in ("state", "item", "whose", "due")},
        "newest": "?" + urlencode(kept) if request.GET.get("after") else "",
        "following": following,
        "sifted": bool(kept),
        "here": request.get_full_path(),
        "any_claimable": any(case.claimed_by_id is None for case in page.cases),
    }
    return render(request, "casework/todo.html", context)


def _figures(sight: Sight) -> list[dict[str, str]]:
    staff, today = sight.staff, sight.today
    counts = (
        (_("待办"), todo_count(staff), "", "neutral"),
        (_("已超期"), todo_count(staff, sieve=Sieve(due_before=today)), "?due=overdue", "danger"),
        (
            _("三日内到期"),
            todo_count(staff, sieve=Sieve(due_from=today, due_before=today + SOON + dt.timedelta(days=1))),
            "?due=soon",
            "warning",
        ),
        (_("我领办的"), todo_count(staff, sieve=Sieve(whose="mine")), "?whose=mine", "info"),
    )
    return [
        {"label": label, "value": tally.words, "href": href, "tone": tone if tally.n else "neutral"}
        for label, tally, href, tone in counts
    ]


def _sieve(request: HttpRequest, sight: Sight) -> Sieve:
    due = request.GET.get("due", "")
    before = from_ = None
    if due == "overdue":
        before = sight.today
    elif due == "soon":
        from_, before = sight.today, sight.today + SOON + dt.timedelta(days=1)
    whose = request.GET.get("whose", "")
    state = request.GET.get("state", "")
    return Sieve(
        state=state if state in set(State) else "",
        item=request.GET.get("item", "")[:80],
        whose=whose if whose in ("mine", "unclaimed") else "",
        due_before=before,
        due_from=from_,
    )


def _cursor(text: str) -> Cursor | None:
    day_text, _underscore, pk = text.partition("_")
    try:
        return Cursor(dt.date.fromisoformat(day_text), int(pk))
    except ValueError:
        return None


@require_POST
@for_officials
def claim_selected(request: HttpRequest, sight: Sight) -> HttpResponse:
    numbers = request.POST.getlist("number")[:BULK_LIMIT]
    cases = list(cases_for(sight.staff).filter(number__in=numbers))
    claimed, refused = claim_many(cases, by=sight.staff, at=sight.at)
    if claimed:
        messages.success(request, _("已领办 %(n)d 件。") % {"n": len(claimed)})
    for case, reason in refused:
        messages.warning(request, f"{case.number}：{reason}")
    if not numbers:
        messages.warning(request, _("请先勾选要领办的办件。"))
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else "casework:todo")


@require_safe
@for_officials
def search(request: HttpRequest, sight: Sight) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:60]
    before = request.GET.get("before", "")
    found, following = search_cases(sight.staff, text, before=row_key(before))
    if text and len(found) == 1 and found[0].number == text:
        return redirect("casework:case", number=text)
    if found:
        with transaction.atomic():
            record(
                actor=sight.staff.actor,
                action="casework:case:search",
                target=("case", "search"),
                facts={"found": len(found)},
                at=sight.at,
            )
    context = {
        "text": text,
        "rows": [todo_row(case, staff=sight.staff, today=sight.today) for case in found],
        "following": "?" + urlencode({"q": text, "before": str(following)}) if following else "",
    }
    return render(request, "casework/search.html", context)


class _Echo:
    """A file that hands back what is written to it, so that a long export never lies in memory."""

    def write(self, line: str) -> str:
        return line


@require_safe
@for_officials
def export(_request: HttpRequest, sight: Sight) -> HttpResponseBase:
    """Give the viewer's cases as a table; the reading of so many names is written down."""
    with transaction.atomic():
        record(
            actor=sight.staff.actor,
            action="casework:case:export",
            target=("case", "export"),
            facts={"organs": sorted(sight.staff.organ_keys)},
            at=sight.at,
        )
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield "\ufeff"  # so that office programs read it as UTF-8
        head = ["办件编号", "事项", "申请人", "状态", "环节", "收到日期", "受理日期", "决定日期", "到期日期"]
        yield writer.writerow(head)
        for case in exported_cases(sight.staff):
            yield writer.writerow(
                _harmless(
                    [
                        case.number,
                        case.item_name,
                        case.applicant_name,
                        str(STATES[State(case.state)]),
                        case.step_name,
                        day(case.received_on),
                        day(case.accepted_on),
                        day(case.decided_on),
                        day(case.due_on),
                    ],
                ),
            )

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = "attachment; filename*=UTF-8''%E5%8A%9E%E4%BB%B6.csv"
    response["Cache-Control"] = "private, no-store"
    return response


def _harmless(cells: list[str]) -> list[str]:
    """Keep a spreadsheet from reading an applicant's name as a formula."""
    return [f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell for cell in cells]
