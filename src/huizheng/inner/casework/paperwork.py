"""The office's papers: the number and the facts are fixed in the act's transaction, the PDF is made after it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from huizheng.commons.events.api import publish
from huizheng.commons.numbering.api import next_number, notice_number
from huizheng.commons.paper.api import check_facts, remedy_text, verification, verification_code
from huizheng.commons.reference.api import organ
from huizheng.inner.casework.events import NoticeIssued
from huizheng.inner.casework.fees import check_asked
from huizheng.inner.casework.models import Notice
from huizheng.inner.casework.states import NoticeKind
from huizheng.inner.casework.wording import NOTICE_MARKS, NOTICES

if TYPE_CHECKING:
    from huizheng.commons.reference.api import Organ
    from huizheng.gate.contracts import CaseAct
    from huizheng.inner.casework.acting import Doing
    from huizheng.inner.casework.models import Case
    from huizheng.inner.casework.plan import Plan

_NEWEST = {NoticeKind.CERTIFICATE: 2}  # of the others the first is the newest


def issue(
    act: Doing,
    kind: NoticeKind,
    told: CaseAct,
    *,
    told_at: dt.datetime | None = None,
    numbered: str = "",
    **facts: Any,
) -> Notice:
    """Number a notice of this act and keep its facts; the PDF follows after the commit and joins what was ``told``.

    A certificate was ``numbered`` when it was decided: its paper bears that number and draws none.

    Raises ``FactsRefused`` when the law asks for something that the facts do not hold, ``Unlawful`` when they ask for
    money that the release does not charge.
    """
    if act.entry is None:
        raise ValueError("a notice belongs to a written act")
    check_asked(act.plan.fees, facts)
    issuer = organ(act.organ_before)
    mark = NOTICE_MARKS[kind]
    number = numbered
    # Papers used to be numbered apart from results: an older paper may bear the number already.
    if not number or Notice.objects.filter(number=number).exists():
        sequence = next_number(series=f"notice:{kind}", scope=f"{issuer.key}:{act.today.year}", at=act.at)
        number = notice_number(f"{_word(issuer)}{mark}", act.today.year, sequence)
    title = str(NOTICES[kind])
    code = verification_code()
    whole = {
        **_common(act.case, act.plan, issuer),
        "number": number,
        "issued_on": act.today.isoformat(),
        "verification": verification(code),
        **_plain(facts),
    }
    version = _NEWEST.get(kind, 1)
    check_facts(str(kind), version, whole)
    notice = Notice.objects.create(
        case=act.case,
        entry=act.entry,
        kind=kind,
        number=number,
        title=title,
        template=str(kind),
        template_version=version,
        facts=whole,
        told_act=told.value,
        told_at=told_at or act.at,
        verification=code,
        issued_on=act.today,
        issued_at=act.at,
    )
    publish(NoticeIssued(notice_id=notice.pk, case_number=act.case.number, at=act.at))
    return notice


def _word(issuer: Organ) -> str:
    return issuer.document_prefix or issuer.short_name


def _common(case: Case, plan: Plan, issuer: Organ) -> dict[str, Any]:
    applicant = {"name": case.applicant_name or "申请人"}
    if case.applicant_certificate:
        applicant["certificate"] = case.applicant_certificate
    return {
        "organ": issuer.name,
        "case_number": case.number,
        "act_kind": plan.act_kind,
        **({"basis": list(plan.basis)} if plan.basis else {}),
        "applicant": applicant,
        "item": {"name": case.item_name},
    }


def lines(text: str) -> list[str]:
    """Return the lines of a text as a notice prints them."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not known, and write days as the templates read them."""
    return {
        key: value.isoformat() if isinstance(value, dt.date) else value
        for key, value in facts.items()
        if value is not None and value != ""
    }


def remedy_of(act: Doing) -> str:
    """Return what one can do against a decision: in the release's words if they name both ways, else the law's."""
    own = act.plan.remedy
    if "复议" in own and "诉讼" in own:
        return own
    issuer = organ(act.organ_before)
    return remedy_text(
        review_organ=f"{issuer.division.name}人民政府",
        court="有管辖权的人民法院",
    )


def result_number(case: Case, *, at: dt.datetime) -> str:
    """Draw the number of a result from the deciding organ's one series of certificates, by year.

    The number does not name the item: a series for each item would give two licences of an organ the same number.
    """
    year = case.decided_on.year if case.decided_on else at.year
    sequence = next_number(series=f"notice:{NoticeKind.CERTIFICATE}", scope=f"{case.organ_key}:{year}", at=at)
    return notice_number(f"{_word(organ(case.organ_key))}{NOTICE_MARKS[NoticeKind.CERTIFICATE]}", year, sequence)
