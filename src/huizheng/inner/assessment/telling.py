"""Who inside is told what, in the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from huizheng.commons.notices.api import Recipient, notify
from huizheng.inner.assessment.models import Rectification, SupervisionCard
from huizheng.inner.assessment.states import CardLevel, Level
from huizheng.inner.assessment.wording import LEVELS
from huizheng.inner.casework.api import case_numbered
from huizheng.inner.organs.api import Duty, officials_with_duty

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.organs.api import Official


def tell_of_rectification(pk: int, *, at: dt.datetime) -> None:
    """This function will tell the organ's officials with the duty of a new bad rating, each once.

    Of an anonymous one no case number is told, as it would name the applicant.
    """
    with transaction.atomic():
        task = Rectification.objects.select_related("rating__case").get(pk=pk)
        facts = {
            "item_name": task.rating.case.item_name,
            "level_name": str(LEVELS[Level(task.rating.level)]),
            "due_on": task.due_on.isoformat(),
        }
        template = "rectification_anonymous" if task.rating.anonymous else "rectification_assigned"
        if not task.rating.anonymous:
            facts["case_number"] = task.rating.case.number
        for official in officials_with_duty(task.organ_key, Duty.RATING_HANDLE, at):
            notify(
                recipient=_inside(official),
                template=template,
                facts=facts,
                at=at,
                link=reverse("assessment:rectification", args=[task.pk]),
                once=f"rectification:{task.pk}",
            )


def tell_of_card(pk: int, *, at: dt.datetime) -> None:
    """This function will tell whoever the case waits for, and from yellow on the organ's leaders, each once a card.

    Nobody is told of a case that has been dealt with meanwhile.
    """
    with transaction.atomic():
        card = SupervisionCard.objects.get(pk=pk)
        case = case_numbered(card.case_number)
        if not case.waiting_duty:
            return
        told = {official.pk: official for official in _holders(case.waiting_organ, case.waiting_duty, at)}
        if case.claimed_by_id is not None:
            told = {pk: official for pk, official in told.items() if pk == case.claimed_by_id} or told
        if card.level != CardLevel.PREWARNING:
            told |= {official.pk: official for official in _holders(card.organ_key, Duty.LEAD, at)}
        template = "case_due_soon" if card.level == CardLevel.PREWARNING else "case_overdue"
        for official in told.values():
            notify(
                recipient=_inside(official),
                template=template,
                facts={
                    "item_name": card.item_name,
                    "case_number": card.case_number,
                    "due_on": card.due_on.isoformat(),
                },
                at=at,
                link=reverse("casework:case", args=[card.case_number]),
                once=f"card:{card.pk}",
            )


def _holders(organ_key: str, duty: str, at: dt.datetime) -> list[Official]:
    return list(officials_with_duty(organ_key, Duty(duty), at))


def _inside(official: Official) -> Recipient:
    """Return the official as one who is told in the office's own site only."""
    actor = official.as_actor()
    return Recipient(str(actor.kind), actor.id, channels=())
