"""The periods of 行政许可法 (2019-04-23), each read in its article, and the grounds of article 45."""

from __future__ import annotations

from typing import Any

from huizheng.commons.clocks.rules import ClockRule, PauseGround, Unit

LICENSING = "行政许可法"
LICENSING_EN = "Administrative Licensing Law"


def _licensing(**facts: Any) -> ClockRule:
    """Return a period of this law: all of them are in working days (art 82)."""
    return ClockRule(unit=Unit.WORKING, law=LICENSING, law_en=LICENSING_EN, **facts)


LICENCE_DECISION = _licensing(
    code="licence-decision",
    label="作出行政许可决定的期限",
    label_en="deciding on the licence",
    n=20,
    article="42.1",
    begins="受理",
    begins_en="acceptance",
    extension=10,
    extension_by="本行政机关负责人",
    extension_by_en="the head of the authority",
)
JOINT_DECISION = _licensing(
    code="joint-decision",
    label="统一办理或者联合办理、集中办理的期限",
    label_en="deciding jointly on the licences",
    n=45,
    article="42.2",
    begins="受理",
    begins_en="acceptance",
    extension=15,
    extension_by="本级人民政府负责人",
    extension_by_en="the head of the people's government of the same level",
)
CORRECTION_NOTICE = _licensing(
    code="correction-notice",
    label="一次告知补正内容的期限",
    label_en="telling the applicant once what must be corrected",
    n=5,
    article="32.1.4",
    begins="收到申请材料",
    begins_en="receipt of the application",
)
PRE_REVIEW = _licensing(
    code="pre-review",
    label="下级行政机关审查的期限",
    label_en="the lower authority's review",
    n=20,
    article="43",
    begins="受理",
    begins_en="acceptance",
)
DELIVERY = _licensing(
    code="delivery",
    label="颁发、送达行政许可证件的期限",
    label_en="issuing and delivering the licence",
    n=10,
    article="44",
    begins="作出决定",
    begins_en="the decision",
)
HEARING_REQUEST = _licensing(
    code="hearing-request",
    label="提出听证申请的期限",
    label_en="requesting a hearing",
    n=5,
    article="47.1",
    begins="被告知听证权利",
    begins_en="notice of the right to a hearing",
)
HEARING_HELD = _licensing(
    code="hearing-held",
    label="组织听证的期限",
    label_en="holding the hearing",
    n=20,
    article="47.1",
    begins="提出听证申请",
    begins_en="the request for a hearing",
)
INSPECTION = _licensing(
    code="inspection",
    label="指派两名以上工作人员检验、检测、检疫的期限",
    label_en="sending two or more officers to inspect, test or quarantine",
    n=5,
    article="55.2",
    begins="受理",
    begins_en="acceptance",
)
# The period ends with the licence: whoever starts it says of how many working days that leaves.
RENEWAL_DECISION = _licensing(
    code="renewal-decision",
    label="在原许可有效期届满前作出是否准予延续决定的期限",
    label_en="deciding on the renewal before the licence expires",
    n=30,
    article="50.2",
    begins="受理",
    begins_en="acceptance",
)

# Art 40 says that grants are published, not by when. The seven working days are those of the 双公示 (a notice of the
# State Council's office of 2015, whose text isn't verified in this house; so no article is named as their source).
GRANT_PUBLICATION = ClockRule(
    code="grant-publication",
    label="公开准予行政许可决定的期限",
    label_en="publishing the grant of a licence",
    n=7,
    unit=Unit.WORKING,
    law="《行政许可法》第四十条和行政许可“双公示”要求",
    law_en="Administrative Licensing Law, art. 40, and the rules on publishing licences",
    article="",
    begins="作出决定",
    begins_en="the decision",
)

_NOT_COUNTED = {
    "hearing": ("听证", "a hearing"),
    "tender": ("招标", "a tender"),
    "auction": ("拍卖", "an auction"),
    "inspection": ("检验", "an inspection"),
    "test": ("检测", "a test"),
    "quarantine": ("检疫", "quarantine"),
    "appraisal": ("鉴定", "an appraisal"),
    "expert-review": ("专家评审", "an expert review"),
}
GROUNDS = {
    code: PauseGround(code, label, label_en, LICENSING, LICENSING_EN, "45")
    for code, (label, label_en) in _NOT_COUNTED.items()
}


def ground(code: str) -> PauseGround:
    """Return a ground of article 45 by its code, such as ``hearing``. Raises ``KeyError``: there are no others."""
    return GROUNDS[code]


def promise(n: int, *, unit: Unit = Unit.WORKING, begins: str = "受理", begins_en: str = "acceptance") -> ClockRule:
    """Return the promised period of a service release; it must not exceed the statutory one."""
    return ClockRule(
        code="promise",
        label="承诺办结期限",
        label_en="handling as promised",
        n=n,
        unit=unit,
        law="办事指南的承诺",
        law_en="promise in the service guide",
        article="",
        begins=begins,
        begins_en=begins_en,
    )
