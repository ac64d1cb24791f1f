"""Who read an applicant's data: written down for the person to see (个人信息保护法 arts 44, 45)."""

from __future__ import annotations

from django.utils import translation

from huizheng.gate.contracts import CaseProgressed
from huizheng.lib.actors import SYSTEM
from huizheng.outer.accounts.api import recipient_of, record_access
from huizheng.outer.applications.models import Application
from huizheng.outer.applications.telling import organ_name
from huizheng.outer.applications.wording import READINGS

_LONGEST_READER = 100


def note_reading(application: Application, message: CaseProgressed) -> None:
    """This function will note that the office has read the application to act on it: which organ, when and what for.

    What happens by itself, such as the end of a period, reads nothing; a closed account has nobody left to show it to.
    """
    purpose = READINGS.get(message.act)
    account = application.account
    if purpose is None or account.erased_at is not None:
        return
    english = recipient_of(account).language.startswith("en")
    with translation.override("en" if english else "zh-hans"):
        words = str(purpose)
    record_access(
        account=account,
        reader=organ_name(application, english=english)[:_LONGEST_READER],
        purpose=words,
        matter=application.case_number or "",
        by=SYSTEM,
        at=message.at,
    )
