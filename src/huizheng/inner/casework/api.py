"""The door of the casework room."""

from huizheng.inner.casework.actions.accepting import (
    accept,
    declare_not_needed,
    deem_accepted,
    refuse_acceptance,
    request_correction,
)
from huizheng.inner.casework.actions.deciding import conclude, decline, deliver, grant
from huizheng.inner.casework.actions.desk import (
    add_note,
    assign,
    claim,
    claim_many,
    mark_rated,
    release_claim,
    terminate,
    withdraw,
)
from huizheng.inner.casework.actions.hearing import receive_statement, record_statement, tell_party
from huizheng.inner.casework.actions.registering import receive_correction, register_application
from huizheng.inner.casework.actions.renewing import deem_renewed
from huizheng.inner.casework.actions.steps import end_procedure, extend, pass_step, return_step, start_procedure
from huizheng.inner.casework.asides import Aside, register_aside
from huizheng.inner.casework.errors import (
    AlreadyDone,
    CaseworkRefusal,
    ChangedMeanwhile,
    ClaimedByAnother,
    Incomplete,
    NotNow,
    NotVisible,
    NotYourDuty,
    NumberExhausted,
    OutOfOrder,
)
from huizheng.inner.casework.grants import GrantFacts, grant_facts
from huizheng.inner.casework.models import Case, CaseEntry, InterestedParty, Notice, Statement
from huizheng.inner.casework.policies import DUTIES, Staff, allowed_acts, can, check_act, check_see
from huizheng.inner.casework.queries import case_for, case_numbered, cases_for, journal_of, search_cases
from huizheng.inner.casework.rules import Ground, Unlawful, Urgency
from huizheng.inner.casework.showing import CaseWords, case_words, urgency_of
from huizheng.inner.casework.standing import THE_SYSTEM, staff_of
from huizheng.inner.casework.states import Act, DeliveryWay, Doubt, Outcome, State
from huizheng.inner.casework.todo import Sieve, Tally, todo_count, todo_page
from huizheng.inner.casework.web.staffing import Sight, sight_of

__all__ = [
    "DUTIES",
    "THE_SYSTEM",
    "Act",
    "AlreadyDone",
    "Aside",
    "Case",
    "CaseEntry",
    "CaseWords",
    "CaseworkRefusal",
    "ChangedMeanwhile",
    "ClaimedByAnother",
    "DeliveryWay",
    "Doubt",
    "GrantFacts",
    "Ground",
    "Incomplete",
    "InterestedParty",
    "NotNow",
    "NotVisible",
    "NotYourDuty",
    "Notice",
    "NumberExhausted",
    "OutOfOrder",
    "Outcome",
    "Sieve",
    "Sight",
    "Staff",
    "State",
    "Statement",
    "Tally",
    "Unlawful",
    "Urgency",
    "accept",
    "add_note",
    "allowed_acts",
    "assign",
    "can",
    "case_for",
    "case_numbered",
    "case_words",
    "cases_for",
    "check_act",
    "check_see",
    "claim",
    "claim_many",
    "conclude",
    "declare_not_needed",
    "decline",
    "deem_accepted",
    "deem_renewed",
    "deliver",
    "end_procedure",
    "extend",
    "grant",
    "grant_facts",
    "journal_of",
    "mark_rated",
    "pass_step",
    "receive_correction",
    "receive_statement",
    "record_statement",
    "refuse_acceptance",
    "register_application",
    "register_aside",
    "release_claim",
    "request_correction",
    "return_step",
    "search_cases",
    "sight_of",
    "staff_of",
    "start_procedure",
    "tell_party",
    "terminate",
    "todo_count",
    "todo_page",
    "urgency_of",
    "withdraw",
]
