"""The timeline of an application in words: for the applicant with what is private, for others without."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from huizheng.gate.contracts import CaseAct
from huizheng.outer.applications.models import Application, TimelineEntry
from huizheng.outer.applications.states import OWNERS, ApplicationState, Owner
from huizheng.outer.applications.vaulted import unlock
from huizheng.outer.applications.web.presenters import day, moment
from huizheng.outer.applications.wording import ACT_LABELS

FAILED = {CaseAct.REFUSED_ACCEPTANCE, CaseAct.DECLINED, CaseAct.TERMINATED}
PAUSED = {CaseAct.PROCEDURE_STARTED}
# Told to the office, of no news to the applicant.
SILENT = {"result_received"}


def timeline(application: Application, *, private: bool) -> list[dict[str, Any]]:
    """Return the acts in order, then what is still to come."""
    found = [
        _entry(application, entry, private=private) for entry in application.timeline.all() if entry.act not in SILENT
    ]
    owner = OWNERS[ApplicationState(application.state)]
    if owner is Owner.OFFICE and application.state != ApplicationState.GRANTED:
        found.append(
            {
                "title": _("部门办理中") if application.state != ApplicationState.SUBMITTED else _("等待部门受理"),
                "state": "current",
                "by": application.organ_name,
                "note": _("承诺办结日：%(day)s") % {"day": day(application.promised_due_on)}
                if application.promised_due_on
                else "",
            }
        )
        found.append({"title": _("作出决定"), "state": "todo"})
    elif owner is Owner.APPLICANT:
        found.append({"title": _("等待您补正"), "state": "current", "by": _("您")})
    return found


def _entry(application: Application, entry: TimelineEntry, *, private: bool) -> dict[str, Any]:
    inside = unlock(application.account, entry.private) if private else {}
    label = ACT_LABELS.get(entry.act, entry.act)
    title = f"{label}：{entry.step_name}" if entry.act == CaseAct.STEP_STARTED and entry.step_name else str(label)
    return {
        "title": title,
        "state": "failed" if entry.act in FAILED else "paused" if entry.act in PAUSED else "done",
        "date": moment(entry.at) if entry.at.date() == entry.legal_on else f"{moment(entry.at)}",
        "by": entry.organ_name,
        "note": "\n".join(filter(None, _words(inside))),
        "links": [
            {
                "label": notice.get("title") or _("文书"),
                "note": notice.get("number", ""),
                "url": reverse("applications:notice", args=[application.pk, entry.pk, place]),
            }
            for place, notice in enumerate(inside.get("notices") or [])
            if notice.get("sm3")
        ],
    }


def _words(inside: dict[str, Any]) -> list[str]:
    reasons = inside.get("reasons") or ""
    return [
        inside.get("text") or "",
        _("理由：%(reasons)s") % {"reasons": reasons if isinstance(reasons, str) else "；".join(reasons)}
        if reasons
        else "",
        _("请向这个机关提出：%(organ)s") % {"organ": inside["right_organ"]} if inside.get("right_organ") else "",
        _("救济途径：%(remedy)s") % {"remedy": inside["remedy"]} if inside.get("remedy") else "",
    ]
