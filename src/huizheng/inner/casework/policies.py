"""Who may do what to which case, now. Each check raises its reason; ``can`` makes it a yes or no.

Nothing here asks the database: a ``Staff`` holds the official's grants, and the case says whom it waits for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from huizheng.inner.casework.errors import ClaimedByAnother, NotNow, NotTheLastStep, NotYourDuty
from huizheng.inner.casework.states import Act, State, is_possible
from huizheng.inner.casework.wording import ACTS, STATES

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    from huizheng.lib.actors import Actor

    class CaseFacts(Protocol):
        """What a policy looks at."""

        state: str
        organ_key: str
        organ_keys: list[str]
        waiting_organ: str
        waiting_duty: str
        extending_organ: str
        claimed_by_id: int | None


DUTY_ACCEPT = "case_accept"
DUTY_REVIEW = "case_review"
DUTY_INSPECT = "case_inspect"
DUTY_APPROVE = "case_approve"
DUTY_EXTEND = "case_extend"
DUTY_DELIVER = "case_deliver"
DUTY_ASSIGN = "lead"
DUTIES = (DUTY_ACCEPT, DUTY_REVIEW, DUTY_INSPECT, DUTY_APPROVE, DUTY_EXTEND, DUTY_DELIVER, DUTY_ASSIGN)

# Acts that belong to whoever the case waits for.
_OF_THE_WAITING = frozenset(
    {
        Act.ACCEPT,
        Act.REFUSE_ACCEPTANCE,
        Act.DECLARE_NOT_NEEDED,
        Act.REQUEST_CORRECTION,
        Act.PASS_STEP,
        Act.RETURN_STEP,
        Act.START_PROCEDURE,
        Act.END_PROCEDURE,
        Act.TELL_PARTY,
        Act.RECORD_STATEMENT,
        Act.GRANT,
        Act.DECLINE,
        Act.CONCLUDE,
        Act.DELIVER,
        Act.CLAIM,
        Act.TERMINATE,
    },
)
# Acts that the software, or the applicant through the gate, does.
_OF_THE_SYSTEM = frozenset(
    {
        Act.REGISTER,
        Act.DEEM_ACCEPTED,
        Act.DEEM_RENEWED,
        Act.RECEIVE_CORRECTION,
        Act.RECORD_STATEMENT,
        Act.WITHDRAW,
        Act.CONCLUDE,
        Act.DELIVER,
        Act.FOLLOW_CALENDAR,
    },
)
_OF_A_DUTY = {Act.EXTEND: DUTY_EXTEND, Act.ASSIGN: DUTY_ASSIGN}


@dataclass(frozen=True)
class Staff:
    """An official with the duties held right now at which organ; or, without an id, the system itself."""

    actor: Actor
    official_id: int | None
    name: str
    post: str
    grants: frozenset[tuple[str, str]]

    @property
    def is_system(self) -> bool:
        return self.official_id is None

    @property
    def pk(self) -> int:
        """The official's id; raises ``LookupError`` for the system, which signs nothing."""
        if self.official_id is None:
            raise LookupError("the system is no official")
        return self.official_id

    @property
    def organ_keys(self) -> frozenset[str]:
        """The organs whose cases this official may see."""
        return frozenset(organ for organ, duty in self.grants if duty in DUTIES)

    def holds(self, organ_key: str, duty: str) -> bool:
        return (organ_key, duty) in self.grants


def can(check: Callable[..., None], *args: object, **kwargs: object) -> bool:
    """Say whether a check passes."""
    try:
        check(*args, **kwargs)
    except (NotNow, NotYourDuty, ClaimedByAnother, NotTheLastStep):
        return False
    return True


def check_see(case: CaseFacts, *, by: Staff) -> None:
    """Raise ``NotYourDuty`` unless one of the official's organs handles or has handled the case."""
    if not by.is_system and not by.organ_keys & set(case.organ_keys):
        raise NotYourDuty("您没有查看该办件的权限。")


def check_act(act: Act, case: CaseFacts, *, by: Staff) -> None:
    """Raise the reason why ``by`` may not do ``act`` to the case now: first when, then who, then whose claim."""
    state = State(case.state)
    if not is_possible(act, state):
        raise NotNow(f"办件现在是“{STATES[state]}”，不能{ACTS[act]}。请刷新页面查看最新进度。")
    if by.is_system:
        if act not in _OF_THE_SYSTEM:
            raise NotYourDuty(f"{ACTS[act]}须由工作人员办理。")
        return
    if act is Act.RELEASE_CLAIM and case.claimed_by_id is None:
        raise NotNow("该办件无人领办。")
    _check_duty(act, case, by=by)
    if act in _OF_THE_WAITING and act is not Act.CLAIM and case.claimed_by_id not in (None, by.official_id):
        raise ClaimedByAnother("该办件已由同事领办。请联系同事退领，或者请负责人重新指派。")
    if act is Act.CLAIM and case.claimed_by_id is not None:
        raise ClaimedByAnother("该办件已有人领办。")


def _check_duty(act: Act, case: CaseFacts, *, by: Staff) -> None:
    if act in _OF_THE_WAITING:
        # A case that waits for the applicant is ended by whoever would accept it.
        duty = case.waiting_duty or DUTY_ACCEPT
        if not by.holds(case.waiting_organ or case.organ_key, duty):
            raise NotYourDuty(f"{ACTS[act]}须由承担本环节职责的岗位办理，您在该机关没有这项职责。")
    elif act is Act.EXTEND and case.extending_organ:
        if not by.holds(case.extending_organ, DUTY_EXTEND):
            raise NotYourDuty(
                "统一办理或者联合办理、集中办理的，延长期限须由本级人民政府负责人批准（行政许可法第四十二条第二款）。"
            )
    elif act in _OF_A_DUTY:
        if not by.holds(case.organ_key, _OF_A_DUTY[act]):
            raise NotYourDuty(f"{ACTS[act]}须由机关负责人或者其授权的岗位办理。")
    elif act is Act.RELEASE_CLAIM:
        if case.claimed_by_id != by.official_id and not by.holds(case.organ_key, DUTY_ASSIGN):
            raise NotYourDuty("只有领办人本人或者负责人可以退领。")
    elif act is Act.ADD_NOTE:
        check_see(case, by=by)
    else:
        raise NotYourDuty(f"{ACTS[act]}由系统办理。")


def allowed_acts(case: CaseFacts, *, by: Staff) -> list[Act]:
    """Return the acts that ``by`` may do now, in the order of the table."""
    return [act for act in Act if can(check_act, act, case, by=by)]
