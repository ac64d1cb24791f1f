"""The way of a text: written, handed in, passed three times, released, withdrawn."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from huizheng.gate.contracts.editions import check_edition, digest_of
from huizheng.gate.models import OutboxEntry
from huizheng.inner.publishing.api import (
    Edition,
    Manuscript,
    State,
    load_editions,
    revise,
    submit,
)
from huizheng.inner.publishing.testing import (
    NOON,
    edition_document,
    given_desk,
    given_loaded,
    given_released,
)

pytestmark = pytest.mark.django_db
LATER = NOON + dt.timedelta(hours=1)


def sent(message: str) -> list[str]:
    return list(OutboxEntry.objects.filter(message=message).values_list("core", flat=True))


def test_a_text_passes_three_people_and_leaves_as_an_immutable_edition() -> None:
    desk = given_desk()
    found = given_released(desk)
    assert found.state == State.RELEASED
    edition = Edition.objects.get(manuscript=found)
    check_edition(edition.document)
    assert edition.sm3 == digest_of(edition.document)
    assert found.current == edition
    assert len(sent("publishing.editions")) == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(sm3="0" * 64)
    with pytest.raises(DatabaseError), transaction.atomic():
        edition.delete()


def test_loading_is_idempotent_and_a_loaded_page_can_be_revised() -> None:
    desk = given_desk()
    document = edition_document()
    assert given_loaded(document) == 1
    assert load_editions([document], at=LATER) == 0
    found = Manuscript.objects.get(key=document["page"])
    assert found.number > 100_000
    revise(number=found.number, by=desk.writer.as_actor(), at=LATER)
    submit(number=found.number, by=desk.writer.as_actor(), at=LATER)
    found.refresh_from_db()
    assert found.state == State.FIRST
