"""The verb of supervision: a case near or past a limit gets its card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from huizheng.commons.audit.api import record
from huizheng.commons.events.api import publish
from huizheng.inner.assessment.cards import supervisor_of
from huizheng.inner.assessment.events import SupervisionCardRaised
from huizheng.inner.assessment.models import SupervisionCard
from huizheng.inner.assessment.rules import level_of
from huizheng.lib.actors import SYSTEM

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.casework.api import Case


def raise_card(case: Case, *, at: dt.datetime) -> SupervisionCard | None:
    """This function will raise the card that a waiting case deserves now; each level is raised once a case.

    Returns nothing when none is due, or it has been raised already.
    """
    level = level_of(case, today=timezone.localdate(at))
    if level is None or not case.waiting_duty or case.due_on is None:
        return None
    responsible = case.waiting_organ
    supervisor = supervisor_of(responsible)
    with transaction.atomic():
        card, new = SupervisionCard.objects.get_or_create(
            case_number=case.number,
            level=level,
            defaults={
                "item_name": case.item_name,
                "organ_key": responsible,
                "organ_keys": sorted({responsible, *([supervisor] if supervisor else [])}),
                "due_on": case.due_on,
                "statutory_due_on": case.statutory_due_on,
                "raised_at": at,
            },
        )
        if not new:
            return None
        record(
            actor=SYSTEM,
            action="assessment:card:raise",
            target=("case", case.number),
            facts={"level": str(level), "organ": responsible, "due_on": case.due_on.isoformat()},
            at=at,
        )
        publish(SupervisionCardRaised(card=card.pk, at=at))
    return card
