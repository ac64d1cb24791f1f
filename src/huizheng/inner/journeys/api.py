"""The door of the stories."""

from huizheng.inner.journeys.models import GrantPublication
from huizheng.inner.journeys.publication_of_grants import (
    judge_open,
    mark_grant,
    note_elsewhere,
    publish_grant,
    take_up,
    withhold,
)
from huizheng.inner.journeys.queries import (
    publication_for,
    publication_of,
    publication_page,
    publications_for,
    todo_count,
    todo_for,
)
from huizheng.inner.journeys.rules import Incomplete, JourneyRefusal, NotNow, NotVisible, NotYourDuty
from huizheng.inner.journeys.states import Ground, LicenceStatus, PublicationState, Trouble

__all__ = [
    "GrantPublication",
    "Ground",
    "Incomplete",
    "JourneyRefusal",
    "LicenceStatus",
    "NotNow",
    "NotVisible",
    "NotYourDuty",
    "PublicationState",
    "Trouble",
    "judge_open",
    "mark_grant",
    "note_elsewhere",
    "publication_for",
    "publication_of",
    "publication_page",
    "publications_for",
    "publish_grant",
    "take_up",
    "todo_count",
    "todo_for",
    "withhold",
]
