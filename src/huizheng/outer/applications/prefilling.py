"""What is already known of the party, for the form."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext, override

from huizheng.commons.forms.api import Known
from huizheng.outer.accounts.api import Party, profile
from huizheng.outer.applications.services import OfferedService

# What is said or handed in anew each time.
_SAID_ANEW = frozenset({"declaration", "file", "note"})
_RENEWAL = "延续"


def known_of(party: Party, *, at: dt.datetime) -> dict[str, Known]:
    """Return what the account knows, for prefilling a form, each value with its source."""
    with override("en"):
        english = gettext("您的账号信息")
    return {
        source: Known(value, "您的账号信息", at, english)
        for source, value in profile(party).items()
        if value not in ("", None)
    }


def renewed_answers(service: OfferedService, earlier: dict[str, Any]) -> dict[str, Any]:
    """Return the earlier answers that today's form still asks for; where it asks what for, "for renewal" is chosen."""
    answers: dict[str, Any] = {}
    for key, field in service.form.fields.items():
        if field.type in _SAID_ANEW:
            continue
        chosen = next((option.value for option in field.options if _RENEWAL in (option.value, option.label)), None)
        if chosen is not None and field.type != "multi_choice":
            answers[key] = chosen
        elif key in earlier:
            answers[key] = earlier[key]
    return answers
