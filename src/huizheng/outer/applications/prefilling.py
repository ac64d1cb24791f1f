"""What is already known of the party, for the form."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext, override

from huizheng.commons.forms.api import Known
from huizheng.outer.accounts.api import Party, profile


def known_of(party: Party, *, at: dt.datetime) -> dict[str, Known]:
    """Return what the account knows, for prefilling a form, each value with its source."""
    with override("en"):
        english = gettext("您的账号信息")
    return {
        source: Known(value, "您的账号信息", at, english)
        for source, value in profile(party).items()
        if value not in ("", None)
    }
