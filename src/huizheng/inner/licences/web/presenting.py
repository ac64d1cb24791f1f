"""Ready words and links for the pages of licences; templates query nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huizheng.commons.design.api import day
from huizheng.commons.reference.api import organ
from huizheng.gate.contracts import LicenceGround, LicenceState
from huizheng.inner.licences.policies import can, check_decide, check_drop, check_propose
from huizheng.inner.licences.rules import ARTICLE_50, BAR_LAWS, GROUNDS, BarGround, TermKind, term_of
from huizheng.inner.licences.states import ENDINGS, STANDING, EndingState, LicenceAct
from huizheng.inner.licences.telling import is_provisional
from huizheng.inner.licences.wording import ACTS, BARS, ENDING_STATES, STATES, TONES
from huizheng.inner.licences.wording import GROUNDS as GROUND_WORDS

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.licences.models import Bar, Ending, Licence, LicenceEntry, RenewalRequest
    from huizheng.inner.licences.policies import Officer

COLUMNS = [
    {"key": "number", "label": _("证件编号"), "strong": True},
    {"key": "name", "label": _("证件")},
    {"key": "holder", "label": _("被许可人")},
    {"key": "state", "label": _("状态")},
    {"key": "until", "label": _("有效期至")},
]
BAR_COLUMNS = [
    ("holder", _("当事人")),
    ("item", _("事项")),
    ("ground", _("事由")),
    ("period", _("不得再次申请")),
    ("case", _("认定办件")),
]


def row(licence: Licence, *, today: dt.date) -> dict[str, Any]:
    state = LicenceState(licence.state)
    note = ""
    if state is LicenceState.VALID and licence.valid_until:
        left = (licence.valid_until - today).days
        note = _("还有 %(n)d 天") % {"n": left} if left >= 0 else _("已届满，待处理")
    return {
        "number": {"text": licence.number, "href": reverse("licences:licence", args=[licence.pk])},
        "name": {"text": licence.name, "note": licence.item_name if licence.item_name != licence.name else ""},
        "holder": licence.holder_name,
        "state": {
            "text": str(STATES[state]),
            "tone": TONES[state],
            "note": day(licence.since_on) if state is not LicenceState.VALID else "",
        },
        "until": {"text": until_words(licence), "note": note},
    }


def until_words(licence: Licence) -> str:
    if licence.valid_until:
        return day(licence.valid_until)
    return _("长期") if term_of(licence.validity).kind is TermKind.LONG else licence.validity or _("未载明")


def summary(licence: Licence, *, case_url: str) -> list[dict[str, Any]]:
    state = LicenceState(licence.state)
    since = _("自%(day)s") % {"day": day(licence.since_on)}
    rows: list[dict[str, Any]] = [
        {"label": _("状态"), "value": str(STATES[state]), "tone": TONES[state]},
        {"label": _("状态起始"), "value": since, "note": law_of(licence)},
        {"label": _("事项"), "value": licence.item_name},
        {"label": _("发证机关"), "value": organ(licence.organ_key).name},
        {"label": _("被许可人"), "value": licence.holder_name},
        {"label": _("证件号码"), "value": licence.holder_certificate},
        {"label": _("颁发日期"), "value": day(licence.issued_on)},
        {"label": _("有效期"), "value": f"{day(licence.valid_from)} — {until_words(licence)}"},
        {"label": _("申请延续"), "value": renewal_day_words(licence) if state is LicenceState.VALID else ""},
        {"label": _("办件"), "value": licence.case_number, "url": case_url},
    ]
    if licence.succeeds:
        rows.append(
            {
                "label": _("延续自"),
                "value": licence.succeeds.number,
                "url": reverse("licences:licence", args=[licence.succeeds.pk]),
            },
        )
    if successor := getattr(licence, "successor", None):
        rows.append(
            {"label": _("延续为"), "value": successor.number, "url": reverse("licences:licence", args=[successor.pk])},
        )
    return [each for each in rows if each["value"]]


def law_of(licence: Licence) -> str:
    """Return the ground and its article, or the article of the state."""
    if licence.ground:
        ground = LicenceGround(licence.ground)
        return f"{GROUND_WORDS[ground]}（{GROUNDS[ground].law}）"
    return STANDING[LicenceState(licence.state)]


def renewal_day_words(licence: Licence) -> str:
    """Say until when renewal is asked for, and how the day comes about."""
    if licence.renew_by_on is None or licence.valid_until is None:
        return ""
    words = _("最迟%(day)s提出：有效期届满三十个工作日前（%(law)s、第八十二条）。") % {
        "day": day(licence.renew_by_on),
        "law": ARTICLE_50,
    }
    return words + (_("届时放假安排尚未公布，日期为暂定。") if is_provisional(licence) else "")


def renewal_rows(renewals: list[RenewalRequest]) -> list[dict[str, Any]]:
    return [
        {
            "label": _("%(day)s 申请延续") % {"day": day(each.asked_on)},
            "value": each.case_number,
            "note": " · ".join(
                filter(
                    None,
                    (
                        _("按期提出，届满前未决定的视为准予延续")
                        if each.in_time
                        else _("晚于%(day)s提出，按普通申请办理") % {"day": day(each.renew_by_on)},
                        _("已于%(day)s结束") % {"day": day(each.closed_on)} if each.closed_on else "",
                    ),
                ),
            ),
        }
        for each in renewals
    ]


def history(entries: list[LicenceEntry]) -> list[dict[str, Any]]:
    """Return the timeline, the newest first."""
    return [
        {
            "title": str(ACTS[LicenceAct(entry.act)]),
            "state": "failed" if LicenceAct(entry.act) in ENDINGS else "done",
            "date": day(entry.legal_on)
            if timezone.localdate(entry.at) == entry.legal_on
            else _("%(day)s（系统记录于%(at)s）")
            % {"day": day(entry.legal_on), "at": day(timezone.localdate(entry.at))},
            "by": entry.official_name or _("系统"),
            "note": "\n".join(
                filter(
                    None,
                    (
                        f"{GROUND_WORDS[LicenceGround(entry.ground)]}（{GROUNDS[LicenceGround(entry.ground)].law}）"
                        if entry.ground
                        else "",
                        entry.reasons,
                        _("办件 %(number)s") % {"number": entry.case_number} if entry.case_number else "",
                    ),
                ),
            ),
        }
        for entry in reversed(entries)
    ]


def ending_rows(ending: Ending) -> list[dict[str, Any]]:
    ground = LicenceGround(ending.ground)
    safety = {True: _("属于（第七十九条）"), False: _("不属于"), None: ""}[ending.touches_safety]
    if ending.touches_safety and not ending.licence.holder_digest:
        safety += _("；被许可人没有登记证件号码，系统不能自动识别其再次申请，请人工留意")
    state = EndingState(ending.state)
    rows = [
        (_("处理"), str(ACTS[LicenceAct(ending.act)])),
        (_("法定情形"), f"{GROUND_WORDS[ground]}（{GROUNDS[ground].law}）"),
        (_("事实和理由"), ending.reasons),
        (_("公共利益"), ending.public_interest),
        (_("直接关系公共安全、人身健康、生命财产安全"), safety),
        (_("提出"), f"{ending.proposed_by.display_name} {day(ending.proposed_on)}"),
        (
            _("决定") if state is EndingState.DECIDED else str(ENDING_STATES[state]),
            f"{ending.decided_by.display_name} {day(ending.decided_on)}" if ending.decided_by else "",
        ),
        (_("意见"), ending.opinion),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def may(licence: Licence, ending: Ending | None, *, by: Officer) -> dict[str, Any]:
    """Return what the viewer may do now."""
    return {
        "proposals": [
            {
                "label": _("提出%(act)s") % {"act": ACTS[act]},
                "url": reverse("licences:propose", args=[licence.pk, act.value]),
            }
            for act in ENDINGS
            if can(check_propose, act, licence, open_ending=ending, by=by)
        ],
        "may_decide": ending is not None and can(check_decide, ending, licence, by=by),
        "may_drop": ending is not None and can(check_drop, ending, licence, by=by),
        "needs_another": ending is not None and ending.proposed_by_id == by.official_id,
    }


def bar_row(bar: Bar) -> dict[str, Any]:
    ground = BarGround(bar.ground)
    return {
        "holder": bar.holder_name,
        "item": bar.item_name,
        "ground": {"text": str(BARS[ground]), "note": BAR_LAWS[ground]},
        "period": _("%(start)s起，%(end)s前") % {"start": day(bar.barred_from), "end": day(bar.barred_until)},
        "case": bar.case_number,
    }
