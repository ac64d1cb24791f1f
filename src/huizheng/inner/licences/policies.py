"""Who may do what to which licence, now. Each check raises its reason; ``can`` makes it a yes or no.

Nothing here asks the database: an ``Officer`` holds the official's grants.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huizheng.inner.licences.errors import NotNow, NotYourDuty, SamePerson
from huizheng.inner.licences.states import ENDINGS, EndingState, LicenceAct, LicenceState, is_possible
from huizheng.inner.licences.wording import ACTS, STATES
from huizheng.inner.organs.api import Duty, duties_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from typing import Protocol

    from huizheng.inner.organs.api import Official
    from huizheng.lib.actors import Actor

    class LicenceFacts(Protocol):
        """What a policy looks at of a licence."""

        state: str
        organ_key: str

    class EndingFacts(Protocol):
        """What a policy looks at of a proposal."""

        state: str
        proposed_by_id: int


SEES = frozenset(
    {
        Duty.CASE_ACCEPT,
        Duty.CASE_REVIEW,
        Duty.CASE_INSPECT,
        Duty.CASE_APPROVE,
        Duty.CASE_DELIVER,
        Duty.CASE_EXTEND,
        Duty.LEAD,
    },
)
PROPOSES = frozenset({Duty.CASE_REVIEW, Duty.CASE_INSPECT, Duty.CASE_APPROVE})
DECIDES = Duty.CASE_APPROVE


@dataclass(frozen=True)
class Officer:
    """An official with the duties held right now at which organ."""

    actor: Actor
    official_id: int
    name: str
    grants: frozenset[tuple[str, str]]

    @property
    def organ_keys(self) -> frozenset[str]:
        """The organs whose licences this official may see."""
        return frozenset(organ for organ, duty in self.grants if duty in SEES)

    def holds(self, organ_key: str, *duties: Duty) -> bool:
        return any((organ_key, str(duty)) in self.grants for duty in duties)


def officer_of(official: Official, *, at: dt.datetime) -> Officer:
    """Return the official with every duty held at that moment, delegated ones included."""
    return Officer(
        actor=official.as_actor(),
        official_id=official.pk,
        name=official.display_name,
        grants=frozenset((organ, str(duty)) for organ, held in duties_of(official, at).items() for duty in held),
    )


def can(check: Callable[..., None], *args: object, **kwargs: object) -> bool:
    """Say whether a check passes."""
    try:
        check(*args, **kwargs)
    except (NotNow, NotYourDuty, SamePerson):
        return False
    return True


def check_see(licence: LicenceFacts, *, by: Officer) -> None:
    """Raise ``NotYourDuty`` unless the official serves at the organ that issued the licence."""
    if licence.organ_key not in by.organ_keys:
        raise NotYourDuty("您没有查看该证件的权限。")


def check_propose(act: LicenceAct, licence: LicenceFacts, *, open_ending: EndingFacts | None, by: Officer) -> None:
    """Raise unless the official may propose this ending now: the state allows it, none is open, the duty is held."""
    state = LicenceState(licence.state)
    if act not in ENDINGS or not is_possible(act, state):
        raise NotNow(f"证件现在是“{STATES[state]}”，不能{ACTS[act]}。请刷新页面查看最新情况。")
    if open_ending is not None:
        raise NotNow("该证件已有一项待决定的处理，请先作出决定。")
    if not by.holds(licence.organ_key, *PROPOSES):
        raise NotYourDuty(f"{ACTS[act]}须由发证机关承担审核、核查或者审批职责的岗位提出。")


def check_decide(ending: EndingFacts, licence: LicenceFacts, *, by: Officer) -> None:
    """Raise unless the official may decide the proposal: an approver of the organ, other than who proposed it."""
    if ending.state != EndingState.PROPOSED:
        raise NotNow("这项处理已经有了结果。请刷新页面查看。")
    if not by.holds(licence.organ_key, DECIDES):
        raise NotYourDuty("须由发证机关承担审批职责的岗位决定。")
    if ending.proposed_by_id == by.official_id:
        raise SamePerson("提出的人不能自己决定，请由另一名审批人员决定。")


def check_drop(ending: EndingFacts, licence: LicenceFacts, *, by: Officer) -> None:
    """Raise unless the proposal is open and the official is who proposed it, or an approver of the organ."""
    if ending.state != EndingState.PROPOSED:
        raise NotNow("这项处理已经有了结果。请刷新页面查看。")
    if ending.proposed_by_id != by.official_id and not by.holds(licence.organ_key, DECIDES):
        raise NotYourDuty("只有提出人本人或者审批人员可以不采纳这项处理。")
