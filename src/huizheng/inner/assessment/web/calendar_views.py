"""The working calendar for the operator: notices, provisional years, and loading next year's after a dry run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from huizheng.commons.calendar.api import (
    NoticeDay,
    NoticeRefused,
    is_provisional,
    load_notice,
    notices,
    parse_notice,
)
from huizheng.commons.design.api import day, moment
from huizheng.inner.assessment.calendar_preview import preview_notice
from huizheng.inner.assessment.policies import check_operate
from huizheng.inner.assessment.web.forms import NoticeForm
from huizheng.inner.assessment.web.staffing import for_officials
from huizheng.inner.casework.api import Sight

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LARGEST = 200_000
COLUMNS = [
    ("year", gettext_lazy("年份")),
    ("source", gettext_lazy("通知")),
    ("off", gettext_lazy("放假天数")),
    ("works", gettext_lazy("调休上班天数")),
    ("loaded", gettext_lazy("录入")),
]
DAY_COLUMNS = [("on", gettext_lazy("日期")), ("holiday", gettext_lazy("节日")), ("works", gettext_lazy("安排"))]
MOVE_COLUMNS = [
    ("subject", gettext_lazy("对象")),
    ("label", gettext_lazy("期限")),
    ("old", gettext_lazy("原届满日")),
    ("new", gettext_lazy("新届满日")),
]


@require_safe
@for_officials
def calendar(request: HttpRequest, sight: Sight) -> HttpResponse:
    check_operate(by=sight.staff)
    return _page(request, sight, NoticeForm(initial={"year": _next_unknown(sight)}))


def _next_unknown(sight: Sight) -> int:
    year = sight.today.year
    while not is_provisional(year):
        year += 1
    return year


def _page(request: HttpRequest, sight: Sight, form: NoticeForm, *, status: int = 200) -> HttpResponse:
    years = (sight.today.year, sight.today.year + 1)
    context = {
        "form": form,
        "columns": COLUMNS,
        "rows": [
            {
                "year": notice.year,
                "source": notice.source,
                "off": sum(not each.works for each in notice.days),
                "works": sum(each.works for each in notice.days),
                "loaded": moment(notice.loaded_at) if notice.loaded_at else _("随产品提供"),
            }
            for notice in notices()
        ],
        "provisional": [str(year) for year in years if is_provisional(year)],
    }
    return render(request, "assessment/calendar.html", context, status=status)


@require_POST
@for_officials
def preview(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Show what the notice says and which clocks it would move; nothing is written."""
    check_operate(by=sight.staff)
    form = NoticeForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, sight, form)
    try:
        days, text = _days(form)
        found = preview_notice(year=form.cleaned_data["year"], days=days)
    except NoticeRefused as reason:
        form.add_error("file" if form.cleaned_data["file"] else "text", str(reason))
        return _page(request, sight, form)
    context = {
        "year": form.cleaned_data["year"],
        "source": form.cleaned_data["source"],
        "text": text,
        "day_columns": DAY_COLUMNS,
        "days": [_day_row(each) for each in days],
        "counted": found.counted,
        "moved": found.moved,
        "move_columns": MOVE_COLUMNS,
        "moves": [
            {
                "subject": f"{move.clock.subject_kind}:{move.clock.subject_id}",
                "label": move.clock.rule.label,
                "old": day(move.old),
                "new": day(move.new),
            }
            for move in found.first
        ],
        "more": found.moved - len(found.first),
    }
    return render(request, "assessment/calendar_preview.html", context)


def _days(form: NoticeForm) -> tuple[list[NoticeDay], str]:
    """Return the notice's days and the text they came from; raises ``NoticeRefused``."""
    given: Any = form.cleaned_data["file"]
    text = form.cleaned_data["text"]
    if isinstance(given, UploadedFile):
        if given.size and given.size > LARGEST:
            raise NoticeRefused(_("文件太大。一年的放假安排只有几十行，请核对文件。"))
        try:
            text = given.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise NoticeRefused(_("文件不是 UTF-8 编码，请另存为 UTF-8 编码的 CSV 后重新上传。")) from error
    if not text.strip():
        raise NoticeRefused(_("请上传文件，或者填写文本。"))
    return parse_notice(text), text


def _day_row(each: NoticeDay) -> dict[str, Any]:
    weekday = "一二三四五六日"[each.on.weekday()]
    arranged = {"text": _("上班"), "tone": "warning"} if each.works else {"text": _("放假"), "tone": "success"}
    return {"on": f"{day(each.on)} 周{weekday}", "holiday": each.holiday, "works": arranged}


@require_POST
@for_officials
def load(request: HttpRequest, sight: Sight) -> HttpResponse:
    check_operate(by=sight.staff)
    form = NoticeForm(request.POST)
    if not form.is_valid():
        return _page(request, sight, form)
    given = form.cleaned_data
    try:
        days, _text = _days(form)
        load_notice(year=given["year"], days=days, source=given["source"], by=sight.staff.actor, at=sight.at)
    except NoticeRefused as reason:
        form.add_error("text", str(reason))
        return _page(request, sight, form)
    messages.success(request, _("%(year)d 年放假安排已录入，未办结的期限正在重新计算。") % {"year": given["year"]})
    return redirect("assessment:calendar")
