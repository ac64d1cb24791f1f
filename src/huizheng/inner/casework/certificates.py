"""What a result's own document shows: the facts of the decision and the answers that the licence repeats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huizheng.commons.forms.api import in_words, load_form
from huizheng.inner.casework.queries import open_hand_in

if TYPE_CHECKING:
    from huizheng.commons.forms.api import Field
    from huizheng.inner.casework.acting import Doing

# A certificate names what is permitted and where, not whom to call: contact and identity fields stay in the file.
_KEPT_BACK = frozenset(
    {"citizen_number", "mobile", "phone", "email", "file", "declaration", "repeat", "textarea", "bank_card", "note"},
)
_MOST = 12


def certificate_fields(act: Doing) -> list[dict[str, str]]:
    """Return the label and value of the single-valued answers about the matter itself."""
    content = act.case.contents.order_by("-version").first()
    if content is None:
        return []
    answers = open_hand_in(content).answers
    shown: list[dict[str, str]] = []
    for field in load_form(act.plan.form).fields.values():
        if field.type in _KEPT_BACK or field.key.startswith(("person.", "delivery.", "agent.")):
            continue
        value = _words(field, answers.get(field.key))
        if value:
            shown.append({"label": field.label, "value": value})
    return shown[:_MOST]


def _words(field: Field, value: object) -> str:
    """Return the answer in words; one that does not fit its field is left off rather than holding up the decision."""
    try:
        return in_words(field, value)
    except (AttributeError, KeyError, TypeError, ValueError):
        return ""
