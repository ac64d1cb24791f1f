"""The life of a licence: issued, renewed, expired; and what the public network is told each time."""

from __future__ import annotations

import datetime as dt

import pytest

from huizheng.commons.audit.api import AuditLine
from huizheng.commons.calendar.testing import load_imagined
from huizheng.commons.events.testing import deliver_all
from huizheng.gate.contracts import LicenceStanding, LicenceState
from huizheng.gate.testing import sent
from huizheng.inner.licences.api import Holder, Licence, ask_renewal, close_renewal, renewals_overdue
from huizheng.inner.licences.tasks import expire_all
from huizheng.inner.licences.testing import SHOP, given_licence, on

pytestmark = pytest.mark.usefixtures("places")


def asks(licence: Licence, day: str, *, case: str = "3401022603100000019", holder: Holder = SHOP):
    return ask_renewal(
        number=licence.number,
        item_slug=licence.item_slug,
        holder=holder,
        case_number=case,
        asked_on=dt.date.fromisoformat(day),
        at=on(day),
    )


class TestIssuing:
    def test_says_how_long_it_is_good_and_until_when_renewal_is_asked_for(self) -> None:
        licence = given_licence("2026-03-10")
        assert (licence.state, licence.valid_until) == (LicenceState.VALID, dt.date(2031, 3, 9))
        assert licence.renew_by_on is not None
        assert licence.renew_by_on < dt.date(2031, 2, 1)
        (told,) = sent(LicenceStanding)
        assert (told.state, told.number, told.renew_by_on) == (LicenceState.VALID, licence.number, licence.renew_by_on)
        assert told.provisional, "no notice has been given for 2031"
        assert told.business_number() == licence.case_number

    def test_keeps_no_number_of_a_certificate(self) -> None:
        licence = given_licence()
        assert SHOP.identifier not in repr(Licence.objects.filter(pk=licence.pk).values())
        assert len(licence.holder_digest) == 64
        assert not AuditLine.objects.filter(facts__icontains=SHOP.name).exists()

    def test_happens_once_a_case(self) -> None:
        licence = given_licence()
        assert given_licence(case_number=licence.case_number) == licence
        assert licence.entries.count() == 1

    def test_a_long_one_never_expires(self) -> None:
        licence = given_licence(validity="长期")
        assert licence.renew_by_on is None
        assert expire_all(at=on("2099-01-01")) == 0


class TestExpiry:
    def test_comes_on_the_day_after_the_last_one(self) -> None:
        licence = given_licence("2021-03-10")
        assert expire_all(at=on("2026-03-09")) == 0
        assert expire_all(at=on("2026-03-10")) == 1
        licence.refresh_from_db()
        assert (licence.state, licence.since_on) == (LicenceState.EXPIRED, dt.date(2026, 3, 10))
        assert sent(LicenceStanding)[-1].state is LicenceState.EXPIRED

    def test_that_the_night_came_late_to_counts_from_its_day_all_the_same(self) -> None:
        licence = given_licence("2021-03-10")
        expire_all(at=on("2026-03-15"))
        licence.refresh_from_db()
        assert licence.since_on == dt.date(2026, 3, 10)
        assert expire_all(at=on("2026-03-15")) == 0

    def test_waits_for_a_renewal_asked_for_in_time(self) -> None:
        licence = given_licence("2021-03-10")
        request = asks(licence, "2026-01-20")
        assert request is not None
        assert request.in_time
        assert expire_all(at=on("2026-03-10")) == 0
        assert [each.pk for each in renewals_overdue(dt.date(2026, 3, 10))] == [request.pk]
        assert list(renewals_overdue(dt.date(2026, 3, 9))) == []

    def test_does_not_wait_for_one_asked_for_late_or_ended(self) -> None:
        late, ended = given_licence("2021-03-10"), given_licence("2021-03-10")
        request = asks(late, "2026-01-21")
        assert request is not None
        assert not request.in_time
        asks(ended, "2026-01-05", case="3401022603100000027")
        close_renewal(case_number="3401022603100000027", closed_on=dt.date(2026, 2, 2), at=on("2026-02-02"))
        assert expire_all(at=on("2026-03-10")) == 2
        assert list(renewals_overdue(dt.date(2026, 3, 10))) == []


class TestAskingForRenewal:
    @pytest.mark.parametrize(
        ("day", "in_time"),
        [
            # The licence is good to Monday 2026-03-09; 02-14 and 02-28 are worked, 02-15 to 02-23 are off.
            ("2026-01-18", True),
            ("2026-01-20", True),
            ("2026-01-21", False),
            ("2026-03-09", False),
        ],
    )
    def test_is_in_time_thirty_working_days_before(self, day: str, *, in_time: bool) -> None:
        licence = given_licence("2021-03-10")
        request = asks(licence, day)
        assert request is not None
        assert (request.in_time, request.renew_by_on) == (in_time, dt.date(2026, 1, 20))
        assert sent(LicenceStanding)[-1].renewing_case == request.case_number

    def test_is_nobody_elses(self) -> None:
        licence = given_licence("2021-03-10")
        other = Holder(kind="enterprise", name="别家", identifier="91340100MA2OTHER0X")
        assert asks(licence, "2026-01-05", holder=other) is None
        assert asks(licence, "2026-01-05", holder=Holder("person", "无证", "")) is None

    def test_a_granted_one_succeeds_the_licence_even_after_its_day(self) -> None:
        before = given_licence("2021-03-10")
        asks(before, "2026-02-20", case="3401022603100000019")
        expire_all(at=on("2026-03-10"))
        after = given_licence("2026-03-12", case_number="3401022603100000019")
        before.refresh_from_db()
        assert after.succeeds == before
        assert (before.state, before.since_on) == (LicenceState.RENEWED, dt.date(2026, 3, 12))
        assert [told.state for told in sent(LicenceStanding)[-2:]] == [LicenceState.RENEWED, LicenceState.VALID]


def test_the_day_follows_a_years_holidays_when_they_are_announced() -> None:
    licence = given_licence("2023-06-30", validity="5年")
    assert licence.valid_until == dt.date(2028, 6, 29)
    before = licence.renew_by_on
    load_imagined(2028, at=on("2027-11-20"), off=("06-26", "06-27"))
    deliver_all()
    licence.refresh_from_db()
    assert licence.renew_by_on is not None
    assert before is not None
    assert licence.renew_by_on < before
    told = sent(LicenceStanding)[-1]
    assert (told.renew_by_on, told.provisional) == (licence.renew_by_on, False)
