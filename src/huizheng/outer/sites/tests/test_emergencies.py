"""Banners: at once on every site named, gone when closed, the address stays."""

from __future__ import annotations

import datetime as dt

import pytest

from huizheng.gate.registry import Rejected
from huizheng.outer.sites import api, testing
from huizheng.outer.sites.testing import THEN

pytestmark = pytest.mark.django_db


def test_a_banner_stands_on_the_sites_it_names_and_no_other():
    for slug in ("anhui", "hefei", "wuhu"):
        testing.given_site(slug)
    testing.given_emergency("E1", sites=["anhui", "hefei"])
    assert [len(api.emergencies(slug)) for slug in ("anhui", "hefei", "wuhu")] == [1, 1, 0]


def test_a_closed_one_has_no_banner_and_keeps_its_address():
    testing.given_site()
    testing.given_emergency("E1")
    testing.given_emergency("E1", state="closed", at=THEN + dt.timedelta(hours=2))
    assert api.emergencies("anhui") == ()
    assert api.emergency("E1", slug="anhui").state == "closed"
    assert api.emergency("E1", slug="hefei") is None


def test_an_older_word_that_comes_late_changes_nothing():
    testing.given_site()
    testing.given_emergency("E1", state="closed", at=THEN + dt.timedelta(hours=2))
    testing.given_emergency("E1")
    assert api.emergencies("anhui") == ()


def test_an_address_that_leads_into_a_script_is_refused():
    testing.given_site()
    with pytest.raises(Rejected):
        testing.given_emergency("E1", address="javascript:alert(1)")
