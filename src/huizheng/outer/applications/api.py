"""The door of the applications room."""

from huizheng.outer.applications.actions.drafting import (
    attach_material,
    discard_draft,
    remove_material,
    save_draft,
    start_application,
)
from huizheng.outer.applications.actions.following import (
    confirm_result,
    erase_own_copies,
    note_progress,
    note_rating_answer,
    rate,
    withdraw,
)
from huizheng.outer.applications.actions.submitting import correct, submit
from huizheng.outer.applications.errors import (
    AlreadyRated,
    ApplicationError,
    Incomplete,
    NotForOrganisations,
    NotForPersons,
    NotNamed,
    NotNow,
    NotVisible,
    ServiceGone,
    StaleDraft,
)
from huizheng.outer.applications.queries import (
    application_by_code,
    application_for,
    mine,
    my_page,
    own_copy,
    receipt_by_code,
)

__all__ = [
    "AlreadyRated",
    "ApplicationError",
    "Incomplete",
    "NotForOrganisations",
    "NotForPersons",
    "NotNamed",
    "NotNow",
    "NotVisible",
    "ServiceGone",
    "StaleDraft",
    "application_by_code",
    "application_for",
    "attach_material",
    "confirm_result",
    "correct",
    "discard_draft",
    "erase_own_copies",
    "mine",
    "my_page",
    "note_progress",
    "note_rating_answer",
    "own_copy",
    "rate",
    "receipt_by_code",
    "remove_material",
    "save_draft",
    "start_application",
    "submit",
    "withdraw",
]
