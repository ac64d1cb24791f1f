"""Who inside is told that an applicant has spoken: whoever the case waits for, in the office's own site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from huizheng.commons.notices.api import Recipient, notify
from huizheng.inner.casework.models import Statement
from huizheng.inner.organs.api import Duty, officials_with_duty

if TYPE_CHECKING:
    import datetime as dt


def tell_of_statement(entry_id: int, *, at: dt.datetime) -> None:
    """This function will tell the claimer, or else everybody whom the case waits for, of a statement, each once.

    Nobody is told of a case that waits for nobody any more.
    """
    with transaction.atomic():
        statement = Statement.objects.select_related("case").get(entry_id=entry_id)
        case = statement.case
        if not case.waiting_duty:
            return
        holders = list(officials_with_duty(case.waiting_organ, Duty(case.waiting_duty), at))
        claimers = [official for official in holders if official.pk == case.claimed_by_id]
        facts = {"item_name": case.item_name, "case_number": case.number, "legal_on": statement.made_on.isoformat()}
        template = "case_statement_made"
        if statement.asks_hearing and case.hearing_due_on is not None:
            template, facts["due_on"] = "case_hearing_asked", case.hearing_due_on.isoformat()
        for official in claimers or holders:
            actor = official.as_actor()
            notify(
                recipient=Recipient(str(actor.kind), actor.id, channels=()),
                template=template,
                facts=facts,
                at=at,
                link=reverse("casework:case", args=[case.number]),
                once=f"statement:{entry_id}",
            )
