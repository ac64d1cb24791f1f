"""Who may do what with a manuscript: every state, every act, everybody."""

from __future__ import annotations

import itertools

import pytest

from huizheng.inner.organs.api import Duty
from huizheng.inner.publishing.cleaning import clean, fits_the_editor
from huizheng.inner.publishing.models import Manuscript
from huizheng.inner.publishing.policies import Standing, can, may_edit, may_see
from huizheng.inner.publishing.states import TRANSITIONS, Act, State
from huizheng.lib.actors import SYSTEM, Actor, ActorKind

SITE, OWNER, OTHER = "340100-general-office", "340100-health", "340200-general-office"


def manuscript(state: State, *, public: bool) -> Manuscript:
    return Manuscript(
        number=1,
        site="hefei",
        column="news/government",
        organ_id=SITE,
        owner_id=OWNER,
        state=state,
        current_id=1 if public else None,
    )


class Submission:
    """What the policy asks of a text that was handed in."""

    author, writers = "official:1", ["official:1", "official:2"]

    class reviews:  # noqa: N801 - Django's name
        @staticmethod
        def all() -> list:
            return [type("Review", (), {"reviewer": "official:3", "verdict": "passed"})()]


def person(number: int, organ: str, *duties: Duty, kept: frozenset[str] = frozenset()) -> Standing:
    return Standing(Actor(ActorKind.OFFICIAL, str(number)), {organ: set(duties)} if duties else {}, kept)


WRITER, REVIEWER, RELEASER = Duty.PUBLISH_WRITE, Duty.PUBLISH_REVIEW, Duty.PUBLISH_RELEASE
NEEDS = {
    Act.SUBMIT: {WRITER},
    Act.SUBMIT_ALERT: {WRITER},
    Act.RECALL: {WRITER},
    Act.REVISE: {WRITER},
    Act.ARCHIVE: {WRITER},
    Act.RELEASE: {RELEASER},
    Act.WITHDRAW: {RELEASER},
    # The system alone: people's texts go through the three reviews.
    Act.RELEASE_RECORD: set(),
}
STEP_NEEDS = {State.FIRST: REVIEWER, State.SECOND: REVIEWER, State.FINAL: RELEASER, State.APPROVED: RELEASER}
TABLE = list(itertools.product(State, Act, (WRITER, REVIEWER, RELEASER, Duty.LEAD), (SITE, OWNER, OTHER)))


@pytest.mark.parametrize("public", [True, False])
def test_the_whole_table(public: bool) -> None:
    for state, act, duty, organ in TABLE:
        found = manuscript(state, public=public)
        wanted = {STEP_NEEDS.get(state)} if act in {Act.PASS, Act.RETURN} else NEEDS[act]
        expected = (
            (state, act) in TRANSITIONS
            and duty in wanted
            and organ != OTHER
            and (act is not Act.WITHDRAW or public)
            and (act is not Act.ARCHIVE or not public)
        )
        got = can(found, act, person(9, organ, duty), submission=Submission())
        assert got is expected, (state, act, duty, organ, public)


def test_four_eyes_forbid_the_writers_and_whoever_has_passed_it() -> None:
    for number, allowed in ((1, False), (2, False), (3, False), (4, True)):
        reviewer = person(number, SITE, REVIEWER)
        assert can(manuscript(State.SECOND, public=False), Act.PASS, reviewer, submission=Submission()) is allowed


def test_the_administrator_of_a_site_sees_it_takes_down_and_archives_but_writes_and_reviews_nothing() -> None:
    keeper = person(9, "340000-general-office", Duty.SITE_ADMIN, kept=frozenset({"hefei"}))
    for state, act in TRANSITIONS:
        for public in (True, False):
            found = manuscript(state, public=public)
            assert may_see(found, keeper)
            assert not may_edit(found, keeper)
            expected = (act is Act.WITHDRAW and public) or (act is Act.ARCHIVE and not public)
            assert can(found, act, keeper, submission=Submission()) is expected


def test_the_system_releases_on_time_and_takes_down_but_passes_nothing() -> None:
    nobody = Standing(SYSTEM)
    assert can(manuscript(State.APPROVED, public=False), Act.RELEASE, nobody)
    assert can(manuscript(State.RELEASED, public=True), Act.WITHDRAW, nobody)
    for state in (State.FIRST, State.SECOND, State.FINAL):
        assert not can(manuscript(state, public=False), Act.PASS, nobody, submission=Submission())


def test_only_a_draft_is_edited() -> None:
    writer = person(9, OWNER, WRITER)
    assert {state for state in State if may_edit(manuscript(state, public=False), writer)} == {State.DRAFT}


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<p onclick='x()'>字<script>alert(1)</script></p>", "<p>字</p>"),
        ('<a href="javascript:alert(1)">去</a>', "<a>去</a>"),
        ('<a href="//evil.example/">去</a>', "<a>去</a>"),
        ('<a href="/news/" target="_blank" style="x">去</a>', '<a href="/news/">去</a>'),
        ('<img src="https://evil.example/x.png" alt="图">', '<img alt="图">'),
        (f'<img src="file:{"a" * 64}" alt="图">', f'<img src="file:{"a" * 64}" alt="图">'),
        ("<h1>题</h1><p><b>粗</b></p><p> </p>", "<h2>题</h2><p><strong>粗</strong></p>"),
        ("<style>p{}</style><iframe src='/x'></iframe><p>文</p>", "<p>文</p>"),
    ],
)
def test_a_text_holds_only_what_an_edition_may(html: str, cleaned: str) -> None:
    assert clean(html) == cleaned


def test_a_text_with_a_table_does_not_go_into_the_editor_that_would_drop_it() -> None:
    assert fits_the_editor("<p>文<strong>字</strong></p>")
    assert not fits_the_editor("<table><tbody><tr><td>1</td></tr></tbody></table>")
