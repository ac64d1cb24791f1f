"""The door of the publishing room."""

from huizheng.inner.publishing.actions.loading import load_editions
from huizheng.inner.publishing.actions.placing import (
    accept_placement,
    decline_placement,
    end_placement,
    request_placement,
)
from huizheng.inner.publishing.actions.recording import amend_record, release_record
from huizheng.inner.publishing.actions.releasing import release, release_bundle
from huizheng.inner.publishing.actions.resending import resend
from huizheng.inner.publishing.actions.reviewing import check_afterwards, pass_review, return_text, submit
from huizheng.inner.publishing.actions.withdrawing import withdraw
from huizheng.inner.publishing.actions.writing import archive, recall, remark, revise, start_page
from huizheng.inner.publishing.documents import to_edition
from huizheng.inner.publishing.errors import ChecksFailed, NotAllowed, NotNow, NotVisible, PublishingError
from huizheng.inner.publishing.examining import register_check, run_checks
from huizheng.inner.publishing.models import Edition, Manuscript, Placement
from huizheng.inner.publishing.policies import Standing, standing_of
from huizheng.inner.publishing.queries import (
    Sieve,
    current_edition,
    manuscript_for,
    manuscript_page,
    manuscripts_for,
    placements_for,
    placements_waiting,
    returned_to,
    state_counts,
    to_check_afterwards,
    waiting_count,
    waiting_for,
)
from huizheng.inner.publishing.states import Act, Openness, PlacementState, State, Withdrawal

__all__ = [
    "Act",
    "ChecksFailed",
    "Edition",
    "Manuscript",
    "NotAllowed",
    "NotNow",
    "NotVisible",
    "Openness",
    "Placement",
    "PlacementState",
    "PublishingError",
    "Sieve",
    "Standing",
    "State",
    "Withdrawal",
    "accept_placement",
    "amend_record",
    "archive",
    "check_afterwards",
    "current_edition",
    "decline_placement",
    "end_placement",
    "load_editions",
    "manuscript_for",
    "manuscript_page",
    "manuscripts_for",
    "pass_review",
    "placements_for",
    "placements_waiting",
    "recall",
    "register_check",
    "release",
    "release_bundle",
    "release_record",
    "remark",
    "request_placement",
    "resend",
    "return_text",
    "returned_to",
    "revise",
    "run_checks",
    "standing_of",
    "start_page",
    "state_counts",
    "submit",
    "to_check_afterwards",
    "to_edition",
    "waiting_count",
    "waiting_for",
    "withdraw",
]
