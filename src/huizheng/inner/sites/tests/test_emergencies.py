"""One signature opens an emergency everywhere below; another person looks at it afterwards."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from huizheng.commons.audit.models import AuditLine
from huizheng.gate.contracts.publishing import EmergencyChanged
from huizheng.gate.testing import sent
from huizheng.inner.organs.api import Duty
from huizheng.inner.organs.testing import given_official
from huizheng.inner.sites.api import (
    Emergency,
    NotYours,
    Refused,
    close_emergency,
    confirm_emergency,
    open_emergency,
    update_emergency,
)
from huizheng.inner.sites.rules import ChangedMeanwhile, NotNow
from huizheng.inner.sites.testing import HEFEI, PROVINCE, given_site
from huizheng.lib.actors import SYSTEM, Actor

AT = dt.datetime(2026, 7, 3, 1, tzinfo=dt.UTC)
FLOOD: dict[str, Any] = {
    "kind": "natural",
    "level": "red",
    "title": "巢湖流域洪水红色预警",
    "english_title": "Red flood warning for Lake Chao",
    "summary": "巢湖水位今晨六时超过保证水位，预计还将上涨。",
    "area": "合肥市沿湖各县区",
    "measures": ["沿湖群众听从安排，尽快转移。", "不要在堤坝上停留。"],
    "phone": "0551-12345",
}


@pytest.fixture
def signer(db: None) -> Actor:
    given_site("yaohai")
    return given_official(HEFEI, Duty.PUBLISH_RELEASE).as_actor()


def opened(by: Actor, **changes: Any) -> Emergency:
    return open_emergency(**{"site_slug": "hefei", **FLOOD, **changes}, by=by, at=AT)


class TestOpening:
    def test_reaches_the_site_and_all_below_at_once(self, signer: Actor) -> None:
        found = opened(signer)
        assert found.sites == ["hefei", "yaohai"]
        [crossed] = sent(EmergencyChanged)
        assert crossed.sites == ["hefei", "yaohai"]
        assert crossed.address == f"/emergencies/{found.number}/"
        assert (crossed.state, crossed.level) == ("open", "red")
        assert "咨询求助电话：0551-12345" in crossed.summary
        assert "发布单位：合肥市人民政府办公室" in crossed.summary

    def test_is_numbered_by_division_and_year(self, signer: Actor) -> None:
        assert [opened(signer).number, opened(signer).number] == ["340100-2026-001", "340100-2026-002"]

    def test_may_reach_one_site_or_named_ones(self, signer: Actor) -> None:
        assert opened(signer, scope="this").sites == ["hefei"]
        assert opened(signer, scope=["yaohai"]).sites == ["yaohai"]
        with pytest.raises(Refused, match="anhui"):
            opened(signer, scope=["anhui", "yaohai"])

    @pytest.mark.parametrize(
        ("organ", "duty", "may"),
        [
            (HEFEI, Duty.PUBLISH_RELEASE, True),
            (HEFEI, Duty.LEAD, True),
            (PROVINCE, Duty.LEAD, True),
            (HEFEI, Duty.PUBLISH_WRITE, False),
            (HEFEI, Duty.SITE_ADMIN, False),
            ("340102-general-office", Duty.LEAD, False),
            ("340100-emergency", Duty.LEAD, False),
        ],
    )
    @pytest.mark.django_db
    def test_needs_who_signs_or_leads_at_that_tier(self, organ: str, duty: Duty, may: bool) -> None:
        given_site("yaohai")
        by = given_official(organ, duty).as_actor()
        if may:
            assert opened(by).sites
        else:
            with pytest.raises(NotYours):
                opened(by)
            assert not sent(EmergencyChanged)

    @pytest.mark.django_db
    def test_is_no_act_of_the_system(self) -> None:
        given_site("hefei")
        with pytest.raises(NotYours):
            opened(SYSTEM)

    @pytest.mark.django_db
    def test_of_the_province_needs_english_words_for_the_english_site(self) -> None:
        given_site("yaohai")
        by = given_official(PROVINCE, Duty.LEAD).as_actor()
        with pytest.raises(Refused) as refused:
            opened(by, site_slug="anhui", english_title="")
        assert refused.value.field == "english_title"
        assert "english" in opened(by, site_slug="anhui").sites

    @pytest.mark.parametrize(
        ("field", "value"), [("title", " "), ("summary", ""), ("area", ""), ("level", "pink"), ("kind", "x")]
    )
    def test_says_what_is_missing(self, signer: Actor, field: str, value: str) -> None:
        with pytest.raises(Refused):
            opened(signer, **{field: value})
        assert not Emergency.objects.exists()


class TestAfterwards:
    def test_it_is_changed_as_things_change(self, signer: Actor) -> None:
        found = opened(signer)
        update_emergency(found.number, level="orange", note="水位回落", by=signer, at=AT, seen=1)
        assert [each.level for each in sent(EmergencyChanged)] == ["red", "orange"]
        with pytest.raises(ChangedMeanwhile):
            update_emergency(found.number, level="yellow", by=signer, at=AT, seen=1)

    def test_it_is_closed_with_a_word_of_how_it_ended(self, signer: Actor) -> None:
        found = opened(signer)
        with pytest.raises(Refused):
            close_emergency(found.number, note="", by=signer, at=AT)
        close_emergency(found.number, note="水位已降至警戒以下。", by=signer, at=AT)
        crossed = sent(EmergencyChanged)[-1]
        assert crossed.state == "closed"
        assert "解除情况：水位已降至警戒以下。" in crossed.summary
        with pytest.raises(NotNow):
            update_emergency(found.number, level="red", by=signer, at=AT)

    def test_another_person_checks_it(self, signer: Actor) -> None:
        found = opened(signer)
        with pytest.raises(NotYours, match="签发人不能自己复核"):
            confirm_emergency(found.number, note="属实", by=signer, at=AT)
        other = given_official(HEFEI, Duty.LEAD)
        confirm_emergency(found.number, note="属实", by=other.as_actor(), at=AT)
        found.refresh_from_db()
        assert found.checked_by_id == other.pk
        with pytest.raises(NotNow):
            confirm_emergency(found.number, note="属实", by=other.as_actor(), at=AT)

    def test_others_keep_their_hands_off(self, signer: Actor) -> None:
        found = opened(signer)
        stranger = given_official("340102-general-office", Duty.LEAD).as_actor()
        for act in (
            lambda: update_emergency(found.number, level="blue", by=stranger, at=AT),
            lambda: close_emergency(found.number, note="完", by=stranger, at=AT),
            lambda: confirm_emergency(found.number, note="好", by=stranger, at=AT),
        ):
            with pytest.raises(NotYours):
                act()

    def test_every_act_stands_in_the_audit(self, signer: Actor) -> None:
        found = opened(signer)
        update_emergency(found.number, level="blue", by=signer, at=AT)
        close_emergency(found.number, note="完", by=signer, at=AT)
        lines = AuditLine.objects.filter(target_kind="emergency", target_id=found.number).order_by("id")
        assert [line.action for line in lines] == [
            "sites:emergency:open",
            "sites:emergency:update",
            "sites:emergency:close",
        ]
        assert found.entries.filter(envelope__isnull=False).count() == 3
