"""One manuscript: what it is, what the checks say, who has done what, and what the viewer may do now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse

from huizheng.inner.publishing import queries
from huizheng.inner.publishing.checks import Finding
from huizheng.inner.publishing.columns import column_name
from huizheng.inner.publishing.errors import NotAllowed, NotNow, NotVisible
from huizheng.inner.publishing.kinds import kind_choices
from huizheng.inner.publishing.models import Manuscript, Submission
from huizheng.inner.publishing.policies import can, check_after, may_edit
from huizheng.inner.publishing.states import CHAIN_ALERT, REVIEWS, WAITED_FOR, Act, State, Verdict, Withdrawal
from huizheng.inner.publishing.web.presenters.lists import site_names
from huizheng.inner.publishing.web.presenters.words import moment_words, people
from huizheng.inner.publishing.wording import TONES

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.publishing.policies import Standing

_SEVERITY_TONES: Final = {"block": "danger", "warn": "warning", "notice": "neutral"}


def heading(manuscript: Manuscript) -> dict[str, Any]:
    """Return what stands over every page about one manuscript."""
    return {
        "title": manuscript.title,
        "number": manuscript.number,
        "state": State(manuscript.state).label,
        "tone": TONES[manuscript.state],
        "kicker": f"{site_names().get(manuscript.site, manuscript.site)} · "
        f"{column_name(manuscript.site, manuscript.column)} · {dict(kind_choices()).get(manuscript.kind, '')}",
        "url": reverse("publishing:manuscript", args=[manuscript.number]),
        "crumbs": [("稿件", reverse("publishing:manuscripts")), (manuscript.title, "")],
    }


def manuscript_page(manuscript: Manuscript, standing: Standing, *, at: dt.datetime) -> dict[str, Any]:  # noqa: ARG001 - a page is shown at a moment
    submissions = queries.submissions_of(manuscript)
    current = submissions[0] if submissions and submissions[0].closed_at is None else None
    editions = list(queries.editions_of(manuscript).defer("document"))
    remarks = list(manuscript.remarks.all())
    told = people(
        [
            manuscript.author,
            manuscript.moved_by,
            manuscript.after_checked_by,
            *(each.author for each in submissions),
            *(review.reviewer for each in submissions for review in each.reviews.all()),
            *(each.released_by for each in editions),
            *(each.written_by for each in remarks),
        ]
    )
    address, acts = [manuscript.number], _acts(manuscript, standing, current)
    return {
        **heading(manuscript),
        "steps": _steps(manuscript),
        "current_step": _current_step(manuscript),
        "facts": _facts(manuscript, told),
        "findings": [_finding(Finding.from_facts(each)) for each in (current or _latest(submissions)).findings]
        if submissions
        else [],
        "has_preview": manuscript.page_id is not None or bool(editions),
        "preview_url": reverse("publishing:preview", args=address),
        "changes_url": reverse("publishing:changes", args=address) if editions and manuscript.page_id else "",
        "history": _history(manuscript, submissions, editions, told),
        "remarks": [
            {"text": each.text, "by": told.get(each.written_by, ""), "at": moment_words(each.written_at)}
            for each in remarks
        ],
        "finding_columns": [("severity", "程度"), ("where", "位置"), ("message", "问题")],
        "acts": acts,
        "has_acts": any(address for name, address in acts.items() if name not in {"remark", "pass_label"}),
        "waits": _waits(manuscript),
        "round": current.round if current else None,
        "digest": current.digest[:16] if current else "",
    }


def _latest(submissions: list[Submission]) -> Submission:
    return submissions[0]


def _steps(manuscript: Manuscript) -> list[str]:
    if manuscript.chain == CHAIN_ALERT:
        return ["草稿", "签发", "发布"]
    return ["草稿", *(str(each.label) for each in REVIEWS), "发布"]


def _current_step(manuscript: Manuscript) -> int:
    order = {
        State.DRAFT: 1,
        State.FIRST: 2,
        State.SECOND: 3,
        State.FINAL: 2 if manuscript.chain == CHAIN_ALERT else 4,
    }
    return order.get(State(manuscript.state), len(_steps(manuscript)))


def _facts(manuscript: Manuscript, told: dict[str, str]) -> list[tuple[str, str]]:
    rows = [
        ("编号", str(manuscript.number)),
        ("作者", told.get(manuscript.author, "")),
        ("主办单位", manuscript.organ.name),
        ("栏目责任单位", manuscript.owner.name),
        ("审核方式", "绿色通道：一人签发，事后复核" if manuscript.chain == CHAIN_ALERT else "初审、复审、终审"),
        ("定时发布", moment_words(manuscript.appears_at)),
        ("到期撤下", moment_words(manuscript.expires_at)),
        ("网站上的版本", f"第{manuscript.version}版" if manuscript.is_public else ""),
    ]
    if manuscript.withdrawn_at:
        rows += [
            ("撤下", f"{Withdrawal(manuscript.withdrawn_how).label}：{manuscript.withdrawn_reason}"),
            ("转到", manuscript.withdrawn_to),
        ]
    if manuscript.after_checked_at:
        rows.append(
            ("事后复核", f"{told.get(manuscript.after_checked_by, '')} {moment_words(manuscript.after_checked_at)}")
        )
    return [(label, value) for label, value in rows if value]


def _finding(found: Finding) -> dict[str, Any]:
    return {
        "severity": {"text": found.severity.label, "tone": _SEVERITY_TONES[found.severity]},
        "where": found.where,
        "message": {"text": found.message, "note": found.law},
    }


def _history(
    manuscript: Manuscript, submissions: list[Submission], editions: list[Any], told: dict[str, str]
) -> list[dict[str, Any]]:
    """Return what has happened, the newest first."""
    events: list[tuple[Any, dict[str, Any]]] = [
        (
            manuscript.created_at,
            {"title": "建立", "state": "done", "by": told.get(manuscript.author, "")},
        )
    ]
    for each in submissions:
        events.append(
            (
                each.submitted_at,
                {"title": f"提交审核（第{each.round}轮）", "state": "done", "by": told.get(each.author, "")},
            )
        )
        events.extend(
            (
                review.reviewed_at,
                {
                    "title": f"{State(review.step).label}{Verdict(review.verdict).label}",
                    "state": "done" if review.verdict == Verdict.PASSED else "failed",
                    "by": told.get(review.reviewer, ""),
                    "note": review.reason,
                },
            )
            for review in each.reviews.all()
        )
    events.extend(
        (
            each.released_at,
            {
                "title": f"发布第{each.version}版",
                "state": "done",
                "by": told.get(each.released_by, ""),
                "note": f"内容摘要 {each.sm3[:16]}",
            },
        )
        for each in editions
    )
    if manuscript.withdrawn_at:
        how = Withdrawal(manuscript.withdrawn_how).label
        events.append(
            (
                manuscript.withdrawn_at,
                {"title": f"撤下：{how}", "state": "failed", "note": manuscript.withdrawn_reason},
            )
        )
    ordered = sorted(events, key=lambda pair: pair[0], reverse=True)
    return [{**entry, "date": moment_words(at)} for at, entry in ordered]


def _acts(manuscript: Manuscript, standing: Standing, current: Submission | None) -> dict[str, Any]:
    """Return the addresses of what the viewer may do now; what may not be done is not offered."""
    address = [manuscript.number]

    def url(act: Act, name: str) -> str:
        allowed = can(manuscript, act, standing, submission=current)
        return reverse(f"publishing:{name}", args=address) if allowed else ""

    alert = manuscript.chain == CHAIN_ALERT
    passing = url(Act.PASS, "pass")
    is_releaser = can(manuscript, Act.RELEASE, standing)
    returnable = current is not None and current.author != str(standing.actor)
    return {
        "edit": reverse("publishing:edit", args=address) if may_edit(manuscript, standing) else "",
        "submit": url(Act.SUBMIT_ALERT if alert else Act.SUBMIT, "submit"),
        "recall": url(Act.RECALL, "recall"),
        "pass": passing,
        "pass_label": f"{State(manuscript.state).label}通过" if not alert else "签发",
        "return": url(Act.RETURN, "return") if returnable else "",
        "release": url(Act.RELEASE, "release") if is_releaser else "",
        "revise": url(Act.REVISE, "revise"),
        "withdraw": url(Act.WITHDRAW, "withdraw"),
        "archive": url(Act.ARCHIVE, "archive"),
        "place": reverse("publishing:place", args=address) if manuscript.is_public else "",
        "after_check": reverse("publishing:after_check", args=address)
        if _may_check_after(manuscript, standing)
        else "",
        "remark": reverse("publishing:remark", args=address),
    }


def _may_check_after(manuscript: Manuscript, standing: Standing) -> bool:
    try:
        check_after(manuscript, standing, queries.hands_of(manuscript))
    except (NotNow, NotAllowed, NotVisible):
        return False
    return True


def _waits(manuscript: Manuscript) -> str:
    duty = WAITED_FOR.get(State(manuscript.state))
    if duty is None:
        return ""
    return f"等待有“{duty.label}”职责的人员办理"
