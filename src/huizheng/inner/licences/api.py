"""The door of the licences room."""

from huizheng.inner.licences.actions.barring import impose_bar
from huizheng.inner.licences.actions.ending import decide_ending, drop_ending, open_ending, propose_ending
from huizheng.inner.licences.actions.issuing import issue_licence
from huizheng.inner.licences.actions.nightly import expire, expiring_today, follow_calendar
from huizheng.inner.licences.actions.renewing import ask_renewal, close_renewal, lapse_renewal
from huizheng.inner.licences.actions.writing_out import write_out
from huizheng.inner.licences.errors import (
    ChangedMeanwhile,
    Incomplete,
    LicenceRefusal,
    NotNow,
    NotVisible,
    NotYourDuty,
    SamePerson,
    Unlawful,
)
from huizheng.inner.licences.identities import Holder
from huizheng.inner.licences.models import Bar, Ending, Licence, LicenceNotice, RenewalRequest
from huizheng.inner.licences.policies import Officer, can, check_decide, check_drop, check_propose, officer_of
from huizheng.inner.licences.queries import (
    bars_for,
    bars_of,
    licence_for,
    licence_of_case,
    licence_page,
    licences_for,
    renewal_of,
    renewals_overdue,
)
from huizheng.inner.licences.rules import BAR_LAWS, BarGround, TermKind, last_day_of, renew_by, term_of
from huizheng.inner.licences.states import EndingState, LicenceAct
from huizheng.inner.licences.wording import BARS, state_words

__all__ = [
    "BARS",
    "BAR_LAWS",
    "Bar",
    "BarGround",
    "ChangedMeanwhile",
    "Ending",
    "EndingState",
    "Holder",
    "Incomplete",
    "Licence",
    "LicenceAct",
    "LicenceNotice",
    "LicenceRefusal",
    "NotNow",
    "NotVisible",
    "NotYourDuty",
    "Officer",
    "RenewalRequest",
    "SamePerson",
    "TermKind",
    "Unlawful",
    "ask_renewal",
    "bars_for",
    "bars_of",
    "can",
    "check_decide",
    "check_drop",
    "check_propose",
    "close_renewal",
    "decide_ending",
    "drop_ending",
    "expire",
    "expiring_today",
    "follow_calendar",
    "impose_bar",
    "issue_licence",
    "lapse_renewal",
    "last_day_of",
    "licence_for",
    "licence_of_case",
    "licence_page",
    "licences_for",
    "officer_of",
    "open_ending",
    "propose_ending",
    "renew_by",
    "renewal_of",
    "renewals_overdue",
    "state_words",
    "term_of",
    "write_out",
]
