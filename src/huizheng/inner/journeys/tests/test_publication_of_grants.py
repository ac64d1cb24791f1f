"""The story from the decision to the public record, and every way in which it does not go by itself."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from huizheng.commons.audit.api import verify
from huizheng.commons.clocks.api import GRANT_PUBLICATION, clock_of
from huizheng.commons.events.testing import deliver_all
from huizheng.commons.reference.testing import given_places
from huizheng.gate.contracts import LicenceGround
from huizheng.inner.casework.api import Doubt, grant
from huizheng.inner.casework.testing import ORGAN, deciding_case, declined_case, given_staff, granted_case, on
from huizheng.inner.items.testing import given_release
from huizheng.inner.journeys.api import (
    Ground,
    Incomplete,
    LicenceStatus,
    NotNow,
    NotVisible,
    NotYourDuty,
    PublicationState,
    Trouble,
    judge_open,
    mark_grant,
    note_elsewhere,
    publication_for,
    publication_of,
    publish_grant,
    take_up,
    todo_for,
    withhold,
)
from huizheng.inner.journeys.publication_of_grants import page_key, subject_of
from huizheng.inner.licences.api import LicenceAct, licence_of_case
from huizheng.inner.licences.testing import ended
from huizheng.inner.organs.api import Duty
from huizheng.inner.publishing.api import Manuscript
from huizheng.inner.sites.testing import given_site

if TYPE_CHECKING:
    from huizheng.inner.casework.api import Case, Staff
    from huizheng.inner.journeys.api import GrantPublication

pytestmark = pytest.mark.django_db
SITE = "yaohai"


@pytest.fixture
def clerk() -> Staff:
    given_places()
    given_release("individual-registration")
    given_site(SITE)
    return given_staff(ORGAN)


@pytest.fixture
def judge(clerk: Staff) -> Staff:
    return given_staff(ORGAN, Duty.PUBLISH_RELEASE)


def publication(case: Case) -> GrantPublication:
    found = publication_of(case.number)
    assert found is not None
    return found


def record_of(case: Case) -> dict:
    manuscript = Manuscript.objects.get(key=page_key(case.number))
    assert manuscript.current is not None
    document: dict = manuscript.current.document
    return document


class TestALicenceIsGranted:
    def test_and_its_record_is_on_the_site_of_the_deciding_organs_county(self, clerk: Staff) -> None:
        case = granted_case(by=clerk)
        deliver_all()
        found, document = publication(case), record_of(case)
        assert (found.state, found.site) == (PublicationState.PUBLISHED, SITE)
        assert (document["column"], document["kind"], document["organ"]) == ("openness/permits", "permit", ORGAN)
        assert document["openness"]["organ"] == ORGAN
        assert document["openness"]["validity"] == "有效"
        assert document["number"] == found.page_number

    def test_with_the_fields_of_the_public_list_and_a_masked_name(self, clerk: Staff) -> None:
        case = granted_case(by=clerk)
        deliver_all()
        facts = record_of(case)["facts"]
        assert facts["grantee"] == "王**"
        assert facts["grantee_kind"] == "自然人"
        assert "grantee_code" not in facts
        assert facts["status"] == "有效"
        assert facts["decided_on"] == "2026-03-10"
        assert facts["decision_number"]
        assert facts["authority"] == "合肥市瑶海区市场监督管理局"
        assert "340100199001010011" not in str(record_of(case))
        assert "王小明" not in str(record_of(case))
        assert "13800000000" not in str(record_of(case))

    def test_an_enterprise_is_named_with_its_code(self, clerk: Staff) -> None:
        from huizheng.commons.keys.api import seal_for

        content = {
            "applicant": {"name": "合肥示例商贸有限公司", "certificate_number": "91340100MA2MRE0E4L"},
            "agent": None,
            "answers": {},
            "materials": [],
            "delivery": {"way": "electronic"},
        }
        case = granted_case(by=clerk, applicant_kind="enterprise", content=seal_for("inner", content))
        deliver_all()
        facts = record_of(case)["facts"]
        assert facts["grantee"] == "合肥示例商贸有限公司"
        assert facts["grantee_code"] == "91340100MA2MRE0E4L"

    def test_the_clock_is_stopped_and_explains_itself(self, clerk: Staff) -> None:
        case = granted_case(by=clerk)
        deliver_all()
        clock = clock_of(subject_of(case.number), GRANT_PUBLICATION.code)
        assert clock is not None
        assert clock.stopped_on is not None

    def test_the_same_news_twice_publishes_once(self, clerk: Staff) -> None:
        case = granted_case(by=clerk)
        deliver_all()
        version = publication(case).version
        take_up(case.number, at=on("2026-03-11"))
        publish_grant(case.number, at=on("2026-03-11"))
        deliver_all()
        assert publication(case).version == version
        assert Manuscript.objects.get(key=page_key(case.number)).version == 1

    def test_a_refusal_is_not_published(self, clerk: Staff) -> None:
        case = declined_case(by=clerk)
        deliver_all()
        assert publication_of(case.number) is None

    def test_what_is_no_licence_is_not_published(self, clerk: Staff) -> None:
        given_release("individual-registration", item_type={"code": "20", "name": "公共服务"}, version=2)
        case = granted_case(by=clerk, version=2)
        deliver_all()
        assert publication_of(case.number) is None


class TestTheSevenWorkingDays:
    @pytest.mark.parametrize(
        ("decided", "last"),
        [
            ("2026-03-10", "2026-03-19"),
            # The first of May and its bridge days are left out, the Saturday of the 9th is worked.
            ("2026-04-30", "2026-05-13"),
            # Spring festival from the 15th to the 23rd; the 14th and the 28th are Saturdays that are worked.
            ("2026-02-12", "2026-02-28"),
            # The Sunday of the 20th is worked, the 25th to the 27th is the mid-autumn festival.
            ("2026-09-18", "2026-09-29"),
        ],
    )
    def test_run_over_holidays_and_make_up_days(self, clerk: Staff, decided: str, last: str) -> None:
        case = granted_case(decided, by=clerk)
        found = take_up(case.number, at=on(decided))
        assert found is not None
        assert found.due_on == dt.date.fromisoformat(last)

    def test_are_explained_in_one_paragraph(self, clerk: Staff) -> None:
        from huizheng.inner.journeys.queries import explanation

        case = granted_case("2026-04-30", by=clerk)
        found = take_up(case.number, at=on("2026-04-30"))
        assert found is not None
        said = explanation(found)
        assert "公开准予行政许可决定的期限为7个工作日" in said
        assert "行政许可法" in said
        assert "2026年4月30日作出决定之日起算" in said
        assert "2026年5月13日" in said

    def test_warn_after_four_fifths(self, clerk: Staff) -> None:
        case = granted_case("2026-04-30", by=clerk)
        found = take_up(case.number, at=on("2026-04-30"))
        assert found is not None
        assert found.warn_on == dt.date(2026, 5, 12)


def doubtful(clerk: Staff, doubt: Doubt = Doubt.PRIVACY) -> Case:
    case = deciding_case(by=clerk)
    grant(case, by=clerk, at=on("2026-03-10"), doubt=doubt)
    deliver_all()
    return case


class TestADoubt:
    def test_holds_the_record_back_and_tells_who_judges(self, clerk: Staff, judge: Staff) -> None:
        case = doubtful(clerk)
        assert publication(case).state == PublicationState.HELD
        assert not Manuscript.objects.filter(key=page_key(case.number)).exists()
        assert [each.case_number for each in todo_for(judge, today=dt.date(2026, 3, 10))] == [case.number]

    def test_is_judged_open_and_published_at_once(self, clerk: Staff, judge: Staff) -> None:
        case = doubtful(clerk)
        found = judge_open(case.number, by=judge, reason="不涉及隐私。", at=on("2026-03-11"))
        assert (found.state, found.published_on) == (PublicationState.PUBLISHED, dt.date(2026, 3, 11))
        assert found.judged_by == str(judge.actor)

    def test_is_judged_to_be_withheld_with_ground_and_reason(self, clerk: Staff, judge: Staff) -> None:
        case = doubtful(clerk)
        with pytest.raises(Incomplete):
            withhold(case.number, by=judge, ground="因为不方便", reason="", at=on("2026-03-11"))
        with pytest.raises(Incomplete):
            withhold(case.number, by=judge, ground=Ground.PRIVACY, reason=" ", at=on("2026-03-11"))
        found = withhold(case.number, by=judge, ground=Ground.PRIVACY, reason="含病史。", at=on("2026-03-11"))
        assert found.state == PublicationState.WITHHELD
        clock = clock_of(subject_of(case.number), GRANT_PUBLICATION.code)
        assert clock is not None
        assert clock.stopped_on == dt.date(2026, 3, 11)
        assert not Manuscript.objects.filter(key=page_key(case.number)).exists()

    def test_is_not_judged_by_whoever_holds_no_such_duty(self, clerk: Staff) -> None:
        case = doubtful(clerk)
        reviewer = given_staff(ORGAN, Duty.CASE_APPROVE)
        with pytest.raises(NotYourDuty):
            judge_open(case.number, by=reviewer, reason="可以。", at=on("2026-03-11"))

    def test_is_not_seen_by_another_organ(self, clerk: Staff) -> None:
        case = doubtful(clerk)
        stranger = given_staff("340102-health", Duty.LEAD)
        with pytest.raises(NotVisible):
            publication_for(stranger, case.number)

    def test_is_judged_once(self, clerk: Staff, judge: Staff) -> None:
        case = doubtful(clerk)
        seen = publication(case).version
        judge_open(case.number, by=judge, reason="不涉及隐私。", seen=seen, at=on("2026-03-11"))
        with pytest.raises(NotNow):
            judge_open(case.number, by=judge, reason="不涉及隐私。", seen=seen, at=on("2026-03-11"))

    def test_that_was_withheld_may_be_opened_later(self, clerk: Staff, judge: Staff) -> None:
        case = doubtful(clerk)
        withhold(case.number, by=judge, ground=Ground.COMMERCIAL, reason="含配方。", at=on("2026-03-11"))
        found = judge_open(case.number, by=judge, reason="权利人同意公开。", at=on("2026-03-20"))
        assert (found.state, found.ground) == (PublicationState.PUBLISHED, "")


class TestWhatStandsInTheWay:
    def test_an_organ_without_a_site_is_somebodys_to_do(self, clerk: Staff, judge: Staff) -> None:
        from huizheng.inner.sites.api import Site

        case = granted_case(by=clerk)
        Site.objects.filter(slug=SITE).update(kind="theme")
        deliver_all()
        found = publication(case)
        assert (found.state, found.trouble) == (PublicationState.WAITING, Trouble.NO_SITE)
        assert [each.pk for each in todo_for(judge, today=dt.date(2026, 3, 10))] == [found.pk]

    def test_is_told_once_however_often_it_is_tried(self, clerk: Staff, judge: Staff) -> None:
        from huizheng.commons.notices.api import Message
        from huizheng.inner.sites.api import Site

        case = granted_case(by=clerk)
        Site.objects.filter(slug=SITE).update(kind="theme")
        deliver_all()
        for _ in range(3):
            publish_grant(case.number, at=on("2026-03-11"))
            deliver_all()
        told = Message.objects.filter(template="grant_not_published", recipient=f"official:{judge.actor.id}")
        assert told.count() == 1

    def test_a_site_without_the_column_is_tried_again_every_hour(self, clerk: Staff) -> None:
        from huizheng.inner.journeys.tasks import look_after_grants
        from huizheng.inner.sites.api import Site

        case = granted_case(by=clerk)
        Site.objects.filter(slug=SITE).update(functions={"grants": False})
        deliver_all()
        assert publication(case).trouble == Trouble.NO_COLUMN
        Site.objects.filter(slug=SITE).update(functions={})
        look_after_grants(at=on("2026-03-11"))
        assert publication(case).state == PublicationState.PUBLISHED
        assert publication(case).trouble == ""

    def test_a_record_that_a_check_refuses_does_not_go_out(self, clerk: Staff) -> None:
        from huizheng.commons.keys.api import seal_for

        name = "绝密★1年建材有限公司"
        content = {
            "applicant": {"name": name, "certificate_number": "91340100MA2MRE0E4L"},
            "agent": None,
            "answers": {},
            "materials": [],
            "delivery": {"way": "electronic"},
        }
        case = granted_case(by=clerk, applicant_kind="enterprise", content=seal_for("inner", content))
        deliver_all()
        found = publication(case)
        assert (found.state, found.trouble) == (PublicationState.WAITING, Trouble.REFUSED)
        assert found.trouble_note
        assert not Manuscript.objects.filter(key=page_key(case.number)).exists()

    def test_can_be_met_by_another_way_of_opening(self, clerk: Staff, judge: Staff) -> None:
        from huizheng.inner.sites.api import Site

        case = granted_case(by=clerk)
        Site.objects.filter(slug=SITE).update(kind="theme")
        deliver_all()
        with pytest.raises(Incomplete):
            note_elsewhere(case.number, by=judge, where="区政府公告栏", on=dt.date(2026, 3, 9), at=on("2026-03-12"))
        found = note_elsewhere(
            case.number, by=judge, where="区政府公告栏", on=dt.date(2026, 3, 11), at=on("2026-03-12")
        )
        assert (found.state, found.published_on) == (PublicationState.ELSEWHERE, dt.date(2026, 3, 11))

    def test_is_warned_of_before_the_last_day_once(self, clerk: Staff, judge: Staff) -> None:
        from huizheng.commons.notices.api import Message
        from huizheng.inner.journeys.tasks import look_after_grants

        case = doubtful(clerk)
        told = Message.objects.filter(template="grant_due_soon", recipient=f"official:{judge.actor.id}")
        look_after_grants(at=on(publication(case).warn_on - dt.timedelta(days=1)))
        assert told.count() == 0
        look_after_grants(at=on(publication(case).warn_on))
        look_after_grants(at=on(publication(case).due_on))
        assert told.count() == 1


class TestALicenceIsTakenBack:
    def test_and_the_public_record_says_so_in_a_new_edition(self, clerk: Staff) -> None:
        case = granted_case(by=clerk)
        deliver_all()
        day = dt.date(2026, 6, 1)
        mark_grant(case.number, status=LicenceStatus.REVOKED, on=day, reason="以欺骗手段取得。", at=on(day))
        document = record_of(case)
        assert document["version"] == 2
        assert document["facts"]["status"] == "已撤销"
        assert document["facts"]["status_on"] == day.isoformat()
        assert document["openness"]["validity"] == "废止"

    def test_by_the_licences_room_and_the_record_follows_with_its_ground(self, clerk: Staff) -> None:
        case = granted_case(by=clerk)
        deliver_all()
        licence = licence_of_case(case.number)
        assert licence is not None
        ended(licence, LicenceAct.REVOKE, day="2026-06-01", ground=LicenceGround.NOT_QUALIFIED)
        deliver_all()
        facts = record_of(case)["facts"]
        assert (facts["status"], facts["status_on"]) == ("已撤销", "2026-06-01")
        assert facts["status_reason"] == "申请人不具备申请资格或者不符合法定条件"

    def test_because_the_holder_died_and_the_record_does_not_say_that(self, clerk: Staff) -> None:
        case = granted_case(by=clerk)
        deliver_all()
        licence = licence_of_case(case.number)
        assert licence is not None
        ended(licence, LicenceAct.CANCEL, day="2026-06-01", ground=LicenceGround.HOLDER_INCAPABLE)
        deliver_all()
        facts = record_of(case)["facts"]
        assert facts["status"] == "已注销"
        assert "status_reason" not in facts

    def test_the_same_news_twice_makes_one_edition(self, clerk: Staff) -> None:
        case = granted_case(by=clerk)
        deliver_all()
        for _ in range(2):
            mark_grant(case.number, status=LicenceStatus.CANCELLED, on=dt.date(2026, 11, 1), at=on("2026-11-02"))
        assert record_of(case)["version"] == 2

    def test_before_it_was_public_the_record_says_it_from_the_beginning(self, clerk: Staff, judge: Staff) -> None:
        case = doubtful(clerk)
        mark_grant(case.number, status=LicenceStatus.REVOKED, on=dt.date(2026, 3, 12), at=on("2026-03-12"))
        judge_open(case.number, by=judge, reason="不涉及。", at=on("2026-03-13"))
        assert record_of(case)["facts"]["status"] == "已撤销"
        assert record_of(case)["version"] == 1


def test_every_step_leaves_its_line_in_the_chain(clerk: Staff, judge: Staff) -> None:
    case = doubtful(clerk)
    judge_open(case.number, by=judge, reason="不涉及。", at=on("2026-03-11"))
    assert verify().intact
