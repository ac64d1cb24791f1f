"""Everything that readers see is made again from the kept editions, with equal bytes."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command

from huizheng.gate.contracts import EditionsWanted
from huizheng.gate.testing import sent
from huizheng.outer.sites import api, testing
from huizheng.outer.sites.actions.rebuilding import digest_of_all, rebuild
from huizheng.outer.sites.models import Edition, Listing, Page, PageFile
from huizheng.outer.sites.testing import THEN

pytestmark = pytest.mark.django_db
LATER = THEN + dt.timedelta(days=1)


@pytest.fixture
def a_little_of_all():
    testing.given_site("anhui")
    testing.given_site("hefei")
    plain = testing.given_page(openness=testing.openness(), expires_at="2027-01-01T00:00:00+08:00")
    testing.given_page(number=plain, version=2, title="新版", at=THEN + dt.timedelta(hours=1))
    gone, moved, abolished = (testing.given_page(openness=testing.openness(each)) for each in (2, 3, 4))
    testing.withdraw(gone)
    testing.withdraw(moved, how="consolidated", to=str(plain))
    testing.withdraw(abolished, how="abolished", reason="废止")
    testing.place(plain, "hefei", "news/notices", rank=4)
    testing.place(plain, "hefei", "news/government", on=False)
    testing.given_page(
        blocks=[
            {
                "type": "figures", "title": "收入", "unit": "元",
                "series": [{"label": "a", "points": [{"at": "2024", "value": 1.0}]}],
            },
            {"type": "column", "title": "新闻", "site": "anhui", "column": "news/government", "limit": 3},
        ],
        image={"sm3": "a" * 64, "media": "image/png", "alt": "图"},
        facts={"amount": 12.5},
    )  # fmt: skip
    return plain


class TestRebuild:
    def test_makes_the_same_bytes(self, a_little_of_all):
        before = digest_of_all()
        assert rebuild(at=LATER) == 5
        assert digest_of_all() == before

    def test_makes_all_from_nothing(self, a_little_of_all):
        before = digest_of_all()
        for model in (PageFile, Listing, Page):
            model.objects.all().delete()
        assert digest_of_all() != before
        rebuild(at=LATER)
        assert digest_of_all() == before
        assert api.page(api.site("hefei"), a_little_of_all, at=LATER).title == "新版"

    def test_undoes_what_a_hand_changed(self, a_little_of_all):
        before = digest_of_all()
        Page.objects.filter(number=a_little_of_all).update(title="改过的标题")
        Listing.objects.filter(page=a_little_of_all).update(column="surveys")
        out = io.StringIO()
        with pytest.raises(CommandError):
            call_command("rebuild", "--verify", stdout=out)
        assert digest_of_all() == before
        assert "5/5" in out.getvalue()

    def test_refuses_a_text_that_is_not_that_of_its_digest(self, a_little_of_all):
        edition = Edition.objects.filter(number=a_little_of_all).first()
        Edition.objects.filter(pk=edition.pk).update(document=edition.document.replace("新版", "假版"))
        with pytest.raises(CommandError, match="摘要"):
            call_command("rebuild")

    def test_asks_the_office_when_the_editions_are_lost(self):
        call_command("rebuild", "--from-inner", stdout=io.StringIO())
        (wanted,) = sent(EditionsWanted)
        assert wanted.site == ""
