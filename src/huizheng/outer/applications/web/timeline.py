"""The timeline of an application in words: for the applicant with what is private, for others without."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huizheng.gate.contracts import CaseAct
from huizheng.outer.applications.hearings import ASKED, SPOKEN
from huizheng.outer.applications.models import Application, TimelineEntry
from huizheng.outer.applications.services import pinned_service
from huizheng.outer.applications.states import OWNERS, ApplicationState, Owner
from huizheng.outer.applications.vaulted import unlock
from huizheng.outer.applications.web.presenters import day, english, moment, organ_word, organ_words
from huizheng.outer.applications.web.receipts import receipt_link
from huizheng.outer.applications.wording import ACT_LABELS

OWN_WORDS = {ASKED, SPOKEN}
FAILED = {CaseAct.REFUSED_ACCEPTANCE, CaseAct.DECLINED, CaseAct.TERMINATED, "licence_withdrawn", "licence_revoked"}
PAUSED = {CaseAct.PROCEDURE_STARTED}
# Told to the office, of no news to the applicant.
SILENT = {"result_received"}


def timeline(application: Application, *, private: bool) -> list[dict[str, Any]]:
    """Return the acts in order, then what is still to come."""
    found: list[dict[str, Any]] = []
    entries = list(application.timeline.all())
    steps = step_words(application)
    receipts = {each.issued_at: [receipt_link(each)] for each in application.receipts.all()} if private else {}
    organs = organ_words([application.organ_name, *(entry.organ_name for entry in entries)])
    for entry in entries:
        if entry.act in SILENT:
            continue
        told = _entry(
            application,
            entry,
            organ=organs[entry.organ_name],
            step=steps.get(entry.step_name, entry.step_name),
            private=private,
            receipts=receipts,
        )
        # The papers of an act follow it as soon as they are made: they belong to the act, not beside it.
        earlier = next((each for each in reversed(found) if each["act"] == entry.act), None)
        if earlier and entry.act not in OWN_WORDS and not told["note"] and (told["links"] or not private):
            earlier["links"] += told["links"]
        else:
            found.append(told)
    owner = OWNERS[ApplicationState(application.state)]
    if owner is Owner.OFFICE and application.state != ApplicationState.GRANTED:
        found.append(
            {
                "title": _("部门办理中") if application.state != ApplicationState.SUBMITTED else _("等待部门受理"),
                "state": "current",
                "by": organs[application.organ_name],
                "note": _("承诺办结日：%(day)s") % {"day": day(application.promised_due_on)}
                if application.promised_due_on
                else "",
            }
        )
        found.append({"title": _("作出决定"), "state": "todo"})
    elif owner is Owner.APPLICANT:
        found.append({"title": _("等待您补正"), "state": "current", "by": _("您")})
    return found


def _entry(
    application: Application,
    entry: TimelineEntry,
    *,
    organ: str,
    step: str,
    private: bool,
    receipts: dict[dt.datetime, list[dict[str, str]]],
) -> dict[str, Any]:
    inside = unlock(application.account, entry.private) if private else {}
    label = _of_hearing(inside.get("hearing") or {}) or ACT_LABELS.get(entry.act, entry.act)
    title = f"{label}{_('：')}{step}" if entry.act == CaseAct.STEP_STARTED and step else str(label)
    return {
        "act": entry.act,
        "title": title,
        "state": "failed" if entry.act in FAILED else "paused" if entry.act in PAUSED else "done",
        "date": _date(entry),
        "by": organ,
        "note": "\n".join(filter(None, _words(inside))),
        # The office writes Chinese, whatever the page is read in.
        "note_lang": "zh-hans" if english() and inside and entry.act not in OWN_WORDS else "",
        "links": [
            {
                "label": notice.get("title") or _("文书"),
                "note": notice.get("number", ""),
                "url": reverse("applications:notice", args=[application.pk, entry.pk, place]),
            }
            for place, notice in enumerate(inside.get("notices") or [])
            if notice.get("sm3")
        ]
        + receipts.get(entry.at, []),
    }


def _of_hearing(told: dict[str, str]) -> str:
    """Return the title of an act that names a day of the hearing, or nothing."""
    if "request_by_on" in told:
        return _("告知听证权利：最迟%(day)s申请") % {"day": _day(told["request_by_on"])}
    if "held_by_on" in told:
        return _("有人要求听证：最迟%(day)s举行") % {"day": _day(told["held_by_on"])}
    if "held_on" in told:
        return _("听证将于%(day)s举行，暂停计时") % {"day": _day(told["held_on"])}
    return ""


def _day(text: str) -> str:
    return day(dt.date.fromisoformat(text))


def step_words(application: Application) -> dict[str, str]:
    """Return the steps of the release by their Chinese names, which are what the office reports."""
    if not english():
        return {}
    service = pinned_service(application.item_slug, application.release_version)
    return {step["name"]: step.get("name_en") or step["name"] for step in service.release["steps"]}


def _date(entry: TimelineEntry) -> str:
    """Return the moment, and the day in law where it is another one (a deemed acceptance counts back)."""
    if timezone.localdate(entry.at) == entry.legal_on:
        return moment(entry.at)
    return _("%(day)s（系统记录于%(moment)s）") % {"day": day(entry.legal_on), "moment": moment(entry.at)}


def _words(inside: dict[str, Any]) -> list[str]:
    reasons = inside.get("reasons") or ""
    return [
        inside.get("text") or "",
        _("理由：%(reasons)s") % {"reasons": reasons if isinstance(reasons, str) else _("；").join(reasons)}
        if reasons
        else "",
        _("请向这个机关提出：%(organ)s") % {"organ": organ_word(inside["right_organ"])}
        if inside.get("right_organ")
        else "",
        _("救济途径：%(remedy)s") % {"remedy": inside["remedy"]} if inside.get("remedy") else "",
    ]
