"""The notice of an ending: number and facts in the act's transaction, the PDF after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huizheng.commons.events.api import publish
from huizheng.commons.numbering.api import next_number, notice_number
from huizheng.commons.paper.api import check_facts, remedy_text, verification, verification_code
from huizheng.commons.reference.api import organ
from huizheng.gate.contracts import LicenceGround
from huizheng.inner.licences.events import LicenceNoticeIssued
from huizheng.inner.licences.models import LicenceNotice
from huizheng.inner.licences.rules import COMPENSATED, GROUNDS
from huizheng.inner.licences.states import LicenceAct
from huizheng.inner.licences.wording import GROUNDS as GROUND_WORDS
from huizheng.inner.licences.wording import NOTICE_MARKS, NOTICES

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.licences.models import Ending, Licence

_TEMPLATE, _VERSION = "licence_ending", 1
_COMPENSATION = "由此给你（单位）造成财产损失的，可以依法请求补偿（第八条第二款）。"
_DAMAGES = "你（单位）的合法权益因此受到损害的，可以依法请求赔偿（第六十九条第四款）。"
_UNPROTECTED = "基于该行政许可取得的利益不受保护（第六十九条第四款）。"


def issue_notice(ending: Ending, licence: Licence, *, barred_until: dt.date | None, at: dt.datetime) -> LicenceNotice:
    """Number the notice of an ending and keep its facts. Raises ``FactsRefused`` when the law asks for more."""
    assert ending.decided_on is not None, "a notice follows a decision"
    act, ground, today = LicenceAct(ending.act), LicenceGround(ending.ground), ending.decided_on
    issuer = organ(licence.organ_key)
    sequence = next_number(series=f"notice:licence:{act}", scope=f"{issuer.key}:{today.year}", at=at)
    word = issuer.document_prefix or issuer.short_name
    number = notice_number(f"{word}{NOTICE_MARKS[act]}", today.year, sequence)
    code = verification_code()
    applicant = {"name": licence.holder_name or "被许可人"}
    if licence.holder_certificate:
        applicant["certificate"] = licence.holder_certificate
    facts = {
        "organ": issuer.name,
        "number": number,
        "case_number": licence.case_number,
        "issued_on": today.isoformat(),
        "applicant": applicant,
        "item": {"name": licence.item_name},
        "verification": verification(code),
        "act": str(act),
        "licence_name": licence.name,
        "licence_number": licence.number,
        "issued": licence.issued_on.isoformat(),
        "ground": str(GROUND_WORDS[ground]),
        "law": GROUNDS[ground].law,
        "reasons": [line.strip() for line in ending.reasons.splitlines() if line.strip()],
        "remedy": remedy_of(licence),
    }
    if ending.public_interest:
        facts["public_interest"] = ending.public_interest
    if consequence := _consequence(act, ground):
        facts["consequence"] = consequence
    if barred_until:
        facts["barred_until"] = barred_until.isoformat()
    check_facts(_TEMPLATE, _VERSION, facts)
    notice = LicenceNotice.objects.create(
        ending=ending,
        number=number,
        title=str(NOTICES[act]),
        template=_TEMPLATE,
        template_version=_VERSION,
        facts=facts,
        verification=code,
        issued_on=today,
        issued_at=at,
    )
    publish(LicenceNoticeIssued(notice_id=notice.pk, at=at))
    return notice


def _consequence(act: LicenceAct, ground: LicenceGround) -> str:
    if act is LicenceAct.WITHDRAW:
        return _COMPENSATION
    if ground in COMPENSATED:
        return _DAMAGES
    return _UNPROTECTED if ground is LicenceGround.FRAUD else ""


def remedy_of(licence: Licence) -> str:
    """Return what the holder can do against the ending: review and lawsuit (行政许可法 art 7)."""
    return remedy_text(review_organ=f"{organ(licence.organ_key).division.name}人民政府", court="有管辖权的人民法院")
