from __future__ import annotations

import datetime as dt

import pytest

from huizheng.commons.events.api import publish
from huizheng.commons.events.testing import deliver_all
from huizheng.inner.publishing.api import Manuscript, State, submit
from huizheng.inner.publishing.testing import given_desk
from huizheng.inner.sites.events import SiteOpened

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 24, 2, 0, tzinfo=dt.UTC)
ITEM = {"column": "news/government", "title": "网站开通试运行", "text": "本网站今日开通试运行。\n欢迎提出意见。"}


def opened(item: dict[str, str], *, times: int = 1) -> None:
    given = given_desk("hefei")
    for _ in range(times):
        publish(SiteOpened(slug="hefei", organ=given.organ, by=str(given.chief.pk), at=NOW, first_item=item))
        deliver_all()


class TestASiteThatOpens:
    def test_finds_its_first_item_as_a_draft(self) -> None:
        opened(ITEM)
        draft = Manuscript.objects.get()
        assert (draft.site, draft.column, draft.title) == ("hefei", ITEM["column"], ITEM["title"])
        assert draft.state == State.DRAFT

    def test_has_it_once_however_often_the_news_comes(self) -> None:
        opened(ITEM, times=2)
        assert Manuscript.objects.count() == 1

    def test_lets_its_own_writers_hand_the_item_in(self) -> None:
        desk = given_desk("hefei")
        publish(SiteOpened(slug="hefei", organ=desk.organ, by=str(desk.chief.pk), at=NOW, first_item=ITEM))
        deliver_all()
        draft = Manuscript.objects.get()
        submit(number=draft.number, by=desk.writer.as_actor(), at=NOW)
        draft.refresh_from_db()
        assert draft.state == State.FIRST

    def test_without_a_first_item_starts_empty(self) -> None:
        opened({})
        assert not Manuscript.objects.exists()
