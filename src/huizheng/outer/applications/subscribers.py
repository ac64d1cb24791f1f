"""What this room hears: the office's acts through the gate."""

from __future__ import annotations

from huizheng.gate.api import EnvelopeFacts, receives
from huizheng.gate.contracts import CaseProgressed, RatingAnswered
from huizheng.outer.applications.actions.following import note_progress, note_rating_answer


@receives(CaseProgressed)
def show_progress(message: CaseProgressed, envelope: EnvelopeFacts) -> None:
    note_progress(message, envelope_id=envelope.env_id)


@receives(RatingAnswered)
def show_rating_answer(message: RatingAnswered, envelope: EnvelopeFacts) -> None:
    note_rating_answer(message, envelope_id=envelope.env_id)
