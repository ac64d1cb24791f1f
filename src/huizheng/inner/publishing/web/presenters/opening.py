"""The register of what is to be opened, in ready words and links."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse

from huizheng.inner.publishing.kinds.structured import day
from huizheng.inner.publishing.openness import registers
from huizheng.inner.publishing.openness.rules import DAYS_TO_OPEN
from huizheng.inner.publishing.states import State

if TYPE_CHECKING:
    from huizheng.inner.publishing.models import Manuscript
    from huizheng.inner.publishing.openness.registers import ToOpen
    from huizheng.inner.publishing.policies import Standing

_MONTHS: Final = 365
_WITHOUT: Final = 50


def opening_page(standing: Standing, *, today: dt.date) -> dict[str, Any]:
    """Return what is to be opened, parted into late, near and in good time; and documents that nobody explains."""
    rows = registers.to_open(standing, today=today)
    kept = registers.opened_since(standing, since=today - dt.timedelta(days=_MONTHS))
    late = [row for row in rows if row.due.is_late]
    bare = registers.without_interpretation(standing)[:_WITHOUT]
    return {
        "crumbs": [("稿件", reverse("publishing:manuscripts")), ("公开期限", "")],
        "lead": f"应当主动公开的信息，自形成或者变更之日起{DAYS_TO_OPEN}个工作日内公开（政府信息公开条例第二十六条）。",
        "late": len(late),
        "late_tone": "danger" if late else "success",
        "waiting": len(rows) - len(late),
        "share": "—" if kept.share is None else kept.share,
        "share_note": f"近一年公开{kept.total}件，超期{kept.late}件",
        "columns": [
            {"key": "title", "label": "标题", "strong": True},
            ("formed", "成文日期"),
            ("due", "公开期限"),
            ("state", "稿件进度"),
        ],
        "groups": [
            {"title": title, "rows": [_row(row) for row in group]}
            for title, group in (
                ("已经超期", late),
                ("快到期限", [row for row in rows if row.due.is_near]),
                ("期限以内", [row for row in rows if not (row.due.is_late or row.due.is_near)]),
            )
            if group
        ],
        "bare_columns": [{"key": "title", "label": "文件", "strong": True}, ("released", "发布日期")],
        "bare": [_bare(each) for each in bare],
    }


def _link(manuscript: Manuscript) -> str:
    return reverse("publishing:manuscript", args=[manuscript.number])


def _row(row: ToOpen) -> dict[str, Any]:
    tone = "danger" if row.due.is_late else "warning" if row.due.is_near else "neutral"
    provisional = "（该年放假通知未公布，暂按周末计算）" if row.due.provisional else ""
    return {
        "title": {"text": row.manuscript.title, "href": _link(row.manuscript)},
        "formed": day(row.formed_on),
        "due": {"text": row.due.words, "tone": tone, "note": f"{day(row.due.on)}{provisional}"},
        "state": State(row.manuscript.state).label,
    }


def _bare(manuscript: Manuscript) -> dict[str, Any]:
    return {
        "title": {"text": manuscript.title, "href": _link(manuscript)},
        "released": day(manuscript.moved_at.date()),
    }
