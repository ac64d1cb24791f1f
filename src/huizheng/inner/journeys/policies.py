"""Who sees what a grant owes the public, and who judges what art 5 leaves to judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huizheng.inner.journeys.rules import NotNow, NotYourDuty
from huizheng.inner.journeys.states import TRANSITIONS, PublicationState
from huizheng.inner.organs.api import Duty

if TYPE_CHECKING:
    from huizheng.inner.casework.api import Staff
    from huizheng.inner.journeys.models import GrantPublication

# Whether something stays secret is judged by who signs what the organ publishes, or leads it (保守国家秘密法 art 35).
JUDGES = frozenset({Duty.PUBLISH_RELEASE.value, Duty.LEAD.value})
SEES = JUDGES | {Duty.CASE_APPROVE.value, Duty.PUBLISH_WRITE.value, Duty.PUBLISH_REVIEW.value}


def organs_watched(staff: Staff) -> frozenset[str]:
    """Return the organs whose grants the official may see here."""
    return frozenset(organ for organ, duty in staff.grants if duty in SEES)


def judges(publication: GrantPublication, *, by: Staff) -> bool:
    return any(by.holds(publication.organ_key, duty) for duty in JUDGES)


def check_judge(publication: GrantPublication, *, by: Staff) -> None:
    """Raise ``NotYourDuty`` unless the official judges for the deciding organ."""
    if not judges(publication, by=by):
        raise NotYourDuty("是否公开由许可机关有“信息签发”或者“领导”职责的人员判断，请交由他们办理。")


def check_move(publication: GrantPublication, to: PublicationState) -> None:
    """Raise ``NotNow`` unless ``to`` may follow."""
    state = PublicationState(publication.state)
    if to not in TRANSITIONS[state]:
        raise NotNow(f"这项许可现在是“{state.label}”，不能这样办理。请刷新页面查看。")
