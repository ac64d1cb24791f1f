"""The door of the accounts room."""

from huizheng.outer.accounts import vault
from huizheng.outer.accounts.actions.data import record_access
from huizheng.outer.accounts.contacts import mask_certificate, mask_name
from huizheng.outer.accounts.models import Account, Enterprise
from huizheng.outer.accounts.objections import register_objection
from huizheng.outer.accounts.parties import Party, PartyKind, Scope
from huizheng.outer.accounts.policies import can, check_act_for, check_checked, check_party
from huizheng.outer.accounts.queries import account, applicant_facts, greeting, masked_person, profile, recipient_of
from huizheng.outer.accounts.rules import NotAgent, NotChecked, OutOfScope, Refused
from huizheng.outer.accounts.states import Level
from huizheng.outer.accounts.vault import CannotOpen
from huizheng.outer.accounts.web.party import current_account, current_party

__all__ = [
    "Account",
    "CannotOpen",
    "Enterprise",
    "Level",
    "NotAgent",
    "NotChecked",
    "OutOfScope",
    "Party",
    "PartyKind",
    "Refused",
    "Scope",
    "account",
    "applicant_facts",
    "can",
    "check_act_for",
    "check_checked",
    "check_party",
    "current_account",
    "current_party",
    "greeting",
    "mask_certificate",
    "mask_name",
    "masked_person",
    "profile",
    "recipient_of",
    "record_access",
    "register_objection",
    "vault",
]
