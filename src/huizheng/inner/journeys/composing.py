"""From the facts of a grant to its public record: which fields go out, and in which words.

The fields are those of the 双公示. Of a natural person the record carries the masked name alone: the duty to publish
(行政许可法 art 40) allows what it needs and no more (个人信息保护法 arts 6, 13(1)(3), 34), so no number, no address, no
telephone; and no free text of the decision, in which somebody may have written one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from huizheng.commons.forms.api import mask_name
from huizheng.inner.journeys.states import LicenceStatus
from huizheng.lib.identifiers import is_uscc

if TYPE_CHECKING:
    from huizheng.commons.reference.api import Organ
    from huizheng.inner.casework.api import GrantFacts
    from huizheng.inner.journeys.models import GrantPublication

PERSON, ORGANISATION = "自然人", "法人或者其他组织"


def holder_of(facts: GrantFacts) -> str:
    """Return the holder's name as the public reads it."""
    return mask_name(facts.holder_name) if facts.holder_is_person else facts.holder_name


def title_of(facts: GrantFacts) -> str:
    return f"关于准予{holder_of(facts)}{facts.item_name}的决定"


def values_of(facts: GrantFacts, publication: GrantPublication, authority: Organ) -> dict[str, Any]:
    """Return the values of the record's fields."""
    code = facts.holder_code if not facts.holder_is_person and is_uscc(facts.holder_code) else ""
    return {
        "source": authority.name,
        "summary": f"决定文书号：{facts.decision_number}。许可机关：{authority.name}。",
        "keywords": facts.item_name,
        "formed_on": facts.decided_on,
        "grantee": holder_of(facts),
        "grantee_kind": PERSON if facts.holder_is_person else ORGANISATION,
        "grantee_code": code,
        "decision_number": facts.decision_number,
        "permit_item": facts.item_name,
        "permit_class": facts.licence_class,
        "certificate": facts.result_name,
        "certificate_number": facts.result_number,
        "content": f"准予{facts.item_name}的申请。",
        "decided_on": facts.decided_on,
        "valid_from": facts.valid_from,
        "valid_until": facts.valid_until,
        "authority": authority.name,
        "authority_code": authority.uscc,
        "data_source": f"{authority.name}办件系统，由准予决定自动生成",
        **status_values(publication),
    }


def status_values(publication: GrantPublication) -> dict[str, Any]:
    """Return what the record says of the licence's state today."""
    return {
        "status": LicenceStatus(publication.status).label,
        "status_on": publication.status_on,
        "status_reason": publication.status_reason,
    }
