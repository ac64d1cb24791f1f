"""The way of a text: written, handed in, passed three times, released, placed, withdrawn, sent again."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.db import DatabaseError, transaction

from huizheng.commons.audit.api import lines_about
from huizheng.gate.contracts.editions import check_edition, digest_of
from huizheng.gate.models import OutboxEntry
from huizheng.inner.organs.api import Duty
from huizheng.inner.organs.testing import given_official
from huizheng.inner.publishing import errors
from huizheng.inner.publishing.actions.writing import working_copy
from huizheng.inner.publishing.api import (
    Edition,
    Manuscript,
    Placement,
    State,
    accept_placement,
    load_editions,
    pass_review,
    recall,
    release,
    release_bundle,
    request_placement,
    resend,
    return_text,
    revise,
    standing_of,
    submit,
    waiting_for,
    withdraw,
)
from huizheng.inner.publishing.documents import to_edition
from huizheng.inner.publishing.models import Review
from huizheng.inner.publishing.tasks import keep_schedule
from huizheng.inner.publishing.testing import (
    NOON,
    Desk,
    edition_document,
    given_desk,
    given_draft,
    given_loaded,
    given_passed,
    given_released,
)
from huizheng.lib.actors import SYSTEM

pytestmark = pytest.mark.django_db
LATER = NOON + dt.timedelta(hours=1)


def sent(message: str) -> list[dict]:
    return [json.loads(core) for core in OutboxEntry.objects.filter(message=message).values_list("core", flat=True)]


@pytest.fixture
def desk() -> Desk:
    return given_desk()


class TestReview:
    def test_three_people_pass_it_and_it_leaves_as_an_immutable_edition(self, desk: Desk) -> None:
        found = given_released(desk)
        edition = Edition.objects.get(manuscript=found)
        check_edition(edition.document)
        assert (found.state, found.current, edition.sm3) == (State.RELEASED, edition, digest_of(edition.document))
        assert len(sent("publishing.editions")) == 1
        for change in (
            lambda: Edition.objects.filter(pk=edition.pk).update(sm3="0" * 64),
            edition.delete,
            found.delete,
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()

    def test_the_author_and_whoever_has_passed_it_may_not_pass_it(self, desk: Desk) -> None:
        both = given_official(desk.organ, Duty.PUBLISH_WRITE, Duty.PUBLISH_REVIEW)
        draft = given_draft(desk)
        submit(number=draft.number, by=both.as_actor(), at=NOON)
        with pytest.raises(errors.FourEyes):
            pass_review(number=draft.number, by=both.as_actor(), at=NOON)
        assert not waiting_for(standing_of(both, NOON)).exists()
        pass_review(number=draft.number, by=desk.first.as_actor(), at=NOON)
        with pytest.raises(errors.FourEyes):
            pass_review(number=draft.number, by=desk.first.as_actor(), at=NOON)
        review = Review.objects.get()
        with pytest.raises(DatabaseError), transaction.atomic():
            Review.objects.create(
                submission=review.submission,
                step="second",
                verdict="passed",
                digest=review.digest,
                author=review.author,
                reviewer=str(both.as_actor()),
                reviewed_at=NOON,
            )

    def test_an_edit_after_submission_voids_it(self, desk: Desk) -> None:
        draft = given_draft(desk)
        submit(number=draft.number, by=desk.writer.as_actor(), at=NOON)
        page = draft.page.specific
        page.summary = "悄悄换掉的摘要。"
        page.save()
        with pytest.raises(errors.ContentChanged):
            pass_review(number=draft.number, by=desk.first.as_actor(), at=NOON)
        draft.refresh_from_db()
        assert draft.state == State.DRAFT
        assert not Review.objects.exists()

    def test_a_returned_text_begins_anew_with_all_three(self, desk: Desk) -> None:
        draft = given_draft(desk)
        submit(number=draft.number, by=desk.writer.as_actor(), at=NOON)
        pass_review(number=draft.number, by=desk.first.as_actor(), at=NOON)
        return_text(number=draft.number, reason="日期不对", by=desk.second.as_actor(), at=NOON)
        submit(number=draft.number, by=desk.writer.as_actor(), at=LATER)
        draft.refresh_from_db()
        assert draft.state == State.FIRST
        recall(number=draft.number, by=desk.writer.as_actor(), at=LATER)
        draft.refresh_from_db()
        assert draft.state == State.DRAFT

    def test_a_mark_of_secrecy_is_refused_and_leaves_a_trace(self, desk: Desk) -> None:
        body = [{"type": "text", "value": "<p>机密★5年</p>"}]
        draft = given_draft(desk, body=body)
        with pytest.raises(errors.BearsSecrecyMark):
            submit(number=draft.number, by=desk.writer.as_actor(), at=NOON)
        draft.refresh_from_db()
        assert draft.state == State.DRAFT
        assert any(line.action.endswith("refuse_secrecy") for line in lines_about(("manuscript", str(draft.number))))

    def test_a_section_that_only_gathers_takes_no_page_of_its_own(self, desk: Desk) -> None:
        with pytest.raises(errors.ColumnTakesNoPages, match="下面的一个栏目"):
            given_draft(desk, column="openness")

    def test_what_is_not_open_is_not_handed_in(self, desk: Desk) -> None:
        draft = given_draft(desk, openness="on-request", ground="16-internal")
        with pytest.raises(errors.NotOpen):
            submit(number=draft.number, by=desk.writer.as_actor(), at=NOON)

    def test_another_organs_people_see_nothing_of_it(self, desk: Desk) -> None:
        draft = given_draft(desk)
        other = given_desk("wuhu")
        for verb in (submit, recall, revise, release):
            with pytest.raises(errors.NotVisible):
                verb(number=draft.number, by=other.writer.as_actor(), at=NOON)


class TestRelease:
    def test_many_go_at_one_second_or_none(self, desk: Desk) -> None:
        passed, draft = given_passed(desk), given_draft(desk)
        with pytest.raises(errors.NotNow):
            release_bundle(numbers=[passed.number, draft.number], by=desk.chief.as_actor(), at=NOON)
        assert not Edition.objects.exists()
        second = given_passed(desk, title="第二条")
        editions = release_bundle(numbers=[passed.number, second.number], by=desk.chief.as_actor(), at=NOON)
        assert len({each.bundle_id for each in editions}) == 1
        assert len(sent("publishing.editions")) == 1

    def test_the_clock_releases_and_takes_down_to_the_minute(self, desk: Desk) -> None:
        found = given_passed(desk, appears_at=LATER, expires_at=LATER + dt.timedelta(days=1))
        Manuscript.objects.filter(pk=found.pk).update(appears_at=LATER, expires_at=LATER + dt.timedelta(days=1))
        assert keep_schedule(at=NOON) == 0
        assert keep_schedule(at=LATER) == 1
        found.refresh_from_db()
        assert found.state == State.RELEASED
        assert keep_schedule(at=LATER + dt.timedelta(days=1)) == 1
        found.refresh_from_db()
        assert (found.state, found.withdrawn_how) == (State.WITHDRAWN, "expired")

    def test_a_loaded_page_comes_back_as_it_was(self, desk: Desk) -> None:
        document = edition_document(
            blocks=[
                {"type": "html", "html": "<p>第一段，<strong>重点</strong>。</p>"},
                {"type": "html", "html": "<table><tbody><tr><td>1</td></tr></tbody></table>"},
                {
                    "type": "table",
                    "columns": ["年", "值"],
                    "numeric": [False, True],
                    "rows": [["甲", "1"]],
                    "title": "表",
                },
                {"type": "callout", "tone": "info", "html": "<p>提示</p>"},
                {"type": "facts", "rows": [{"label": "地点", "value": "合肥"}]},
                {"type": "questions", "items": [{"question": "问", "answer_html": "<p>答</p>"}]},
                {"type": "links", "links": [{"label": "首页", "href": "/"}]},
                {"type": "column", "site": "hefei", "column": "news/government", "limit": 6},
            ]
        )
        assert given_loaded(document) == 1
        assert load_editions([document], at=LATER) == 0
        found = Manuscript.objects.get(key=document["page"])
        revise(number=found.number, by=desk.writer.as_actor(), at=LATER)
        found.refresh_from_db()
        page = working_copy(found, by=SYSTEM)
        assert to_edition(page, 1, LATER) == {**document, "number": found.number}

    def test_the_public_network_gets_all_of_it_again(self, desk: Desk) -> None:
        given_loaded(edition_document(), edition_document(title="另一条"))
        gone = given_released(desk)
        withdraw(number=gone.number, how="error", reason="有误", by=desk.chief.as_actor(), at=LATER)
        OutboxEntry.objects.all().delete()
        assert resend(site="hefei", at=LATER) == 2
        assert len(sent("publishing.editions")) == 1
        assert len(sent("publishing.withdrawn")) == 1


class TestPlacement:
    def test_withdrawing_at_the_source_ends_it_everywhere(self, desk: Desk) -> None:
        found, other = given_released(desk), given_desk("anhui")
        placed = request_placement(
            number=found.number, site="anhui", column="news/government", by=desk.writer.as_actor(), at=NOON
        )
        with pytest.raises(errors.NotAllowed):
            accept_placement(key=placed.key, by=desk.chief.as_actor(), at=NOON)
        accept_placement(key=placed.key, by=other.chief.as_actor(), at=NOON)
        withdraw(number=found.number, how="error", reason="有误", by=desk.chief.as_actor(), at=LATER)
        assert Placement.objects.get().state == "ended"
        assert len(sent("publishing.placement")) == 2
