"""The life of a release."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from huizheng.commons.audit.api import AuditLine, verify
from huizheng.gate.contracts import ServiceReleased, ServiceWithdrawn
from huizheng.gate.testing import sent
from huizheng.inner.items.api import (
    AlreadyReleased,
    Item,
    NoSuchRelease,
    NotADocument,
    NotAllowed,
    NotChecked,
    NotOffered,
    ReasonNeeded,
    Release,
    ReleaseState,
    SamePerson,
    check_release,
    current_release,
    differences,
    draft_release,
    release_for,
    release_service,
    release_starting_data,
    withdraw_service,
)
from huizheng.inner.items.documents import digest_of
from huizheng.inner.items.testing import RELEASER, THEN, WRITER, given_draft, given_release, starting_document
from huizheng.inner.organs.api import Duty
from huizheng.inner.organs.testing import given_official

pytestmark = pytest.mark.django_db
LATER = THEN + dt.timedelta(days=30)
SLUG = "individual-registration"


class TestDrafting:
    def test_gives_the_next_version_and_a_digest(self) -> None:
        given_release()
        draft = given_draft()
        assert (draft.version, draft.state) == (2, ReleaseState.DRAFT)
        assert draft.digest == digest_of(draft.document)

    def test_refuses_what_does_not_fit_the_format(self) -> None:
        with pytest.raises(NotADocument, match="levle"):
            draft_release({**starting_document(), "levle": "county"}, by=WRITER, at=THEN)

    def test_goes_on_with_the_one_in_the_making(self) -> None:
        first = given_draft()
        second = given_draft(summary="换一种说法")
        assert second.pk == first.pk
        assert Release.objects.count() == 1

    def test_makes_a_checked_release_a_draft_again(self) -> None:
        checked = check_release(given_draft(next=[], related=[], prerequisites=[]), by=WRITER, at=THEN)
        assert checked.state == ReleaseState.CHECKED
        assert given_draft().state == ReleaseState.DRAFT

    def test_does_not_change_what_the_list_shows(self) -> None:
        given_release()
        given_draft(name="新名称")
        assert Item.objects.get(pk=SLUG).name == "个体工商户登记注册"


class TestChecking:
    def test_keeps_findings_and_lets_nothing_broken_pass(self) -> None:
        draft = given_draft(faq=[], next=[], related=[], prerequisites=[])
        checked = check_release(draft, by=WRITER, at=THEN)
        assert checked.state == ReleaseState.DRAFT
        assert [f["code"] for f in checked.findings if f["severity"] == "error"] == ["licence_faq"]

    def test_shows_warnings_and_lets_them_pass(self) -> None:
        checked = check_release(given_draft(next=[], related=[], prerequisites=[]), by=WRITER, at=THEN)
        assert checked.state == ReleaseState.CHECKED
        assert {f["severity"] for f in checked.findings} == {"warning"}

    def test_refuses_what_was_released(self) -> None:
        given_release()
        with pytest.raises(AlreadyReleased):
            check_release(Release.objects.get(), by=WRITER, at=LATER)


class TestReleasing:
    def test_crosses_the_gate_and_supersedes_the_one_before(self) -> None:
        given_release()
        given_release(summary="新版说明", at=LATER)
        assert list(Release.objects.order_by("version").values_list("version", "state")) == [
            (1, "superseded"),
            (2, "released"),
        ]
        first, second = sent(ServiceReleased)
        assert (first.version, second.version) == (1, 2)
        assert second.release["summary"] == "新版说明"
        assert digest_of(second.release) == second.sm3
        assert current_release(SLUG).version == 2

    def test_needs_a_check_first(self) -> None:
        with pytest.raises(NotChecked):
            release_service(given_draft(), by=RELEASER, at=THEN)

    def test_needs_four_eyes(self) -> None:
        checked = check_release(given_draft(next=[], related=[], prerequisites=[]), by=WRITER, at=THEN)
        with pytest.raises(SamePerson):
            release_service(checked, by=WRITER, at=THEN)
        with pytest.raises(IntegrityError, match="release_four_eyes"), transaction.atomic():
            Release.objects.filter(pk=checked.pk).update(state="released", released_by=str(WRITER), released_at=THEN)

    def test_leaves_an_audit_line_for_every_act(self) -> None:
        given_release()
        withdraw_service(SLUG, by=RELEASER, at=LATER, reason="并入企业开办一件事")
        lines = [(line.action, line.target_id) for line in AuditLine.objects.order_by("pk")]
        assert [action for action, _ in lines] == [
            "items:release:draft",
            "items:release:check",
            "items:release:release",
            "items:release:withdraw",
        ]
        assert verify().intact


class TestWhoMay:
    def test_an_editor_of_the_kind_or_of_the_library_writes_and_nobody_else(self) -> None:
        kind = given_official("340102-market-regulation", Duty.ITEM_EDIT)
        library = given_official("340100-data-resources", Duty.ITEM_EDIT)
        other = given_official("340102-health", Duty.ITEM_EDIT)
        clerk = given_official("340102-market-regulation", Duty.CASE_ACCEPT)
        for writer in (kind, library):
            draft_release(starting_document(), by=writer.as_actor(), at=THEN)
        for stranger in (other, clerk):
            with pytest.raises(NotAllowed):
                draft_release(starting_document(), by=stranger.as_actor(), at=THEN)

    def test_editing_is_not_releasing(self) -> None:
        editor = given_official("340102-market-regulation", Duty.ITEM_EDIT)
        releaser = given_official("340102-market-regulation", Duty.ITEM_RELEASE)
        checked = check_release(given_draft(next=[], related=[], prerequisites=[]), by=WRITER, at=THEN)
        with pytest.raises(NotAllowed):
            release_service(checked, by=editor.as_actor(), at=THEN)
        assert release_service(checked, by=releaser.as_actor(), at=THEN).state == ReleaseState.RELEASED


class TestWithdrawing:
    def test_leaves_the_release_readable_for_running_cases(self) -> None:
        given_release()
        withdraw_service(SLUG, by=RELEASER, at=LATER, reason="并入企业开办一件事")
        assert release_for(SLUG, 1).document["name"] == "个体工商户登记注册"
        with pytest.raises(NotOffered):
            current_release(SLUG)
        assert [message.reason for message in sent(ServiceWithdrawn)] == ["并入企业开办一件事"]

    def test_needs_a_reason_and_something_to_withdraw(self) -> None:
        given_release()
        with pytest.raises(ReasonNeeded):
            withdraw_service(SLUG, by=RELEASER, at=LATER, reason=" ")
        with pytest.raises(NotOffered):
            withdraw_service("passport", by=RELEASER, at=LATER, reason="停办")


class TestImmutability:
    @pytest.mark.parametrize(
        "change",
        [
            {"document": {}},
            {"digest": "0" * 64},
            {"version": 9},
            {"state": "draft"},
            {"state": "checked"},
            {"drafted_by": "x"},
            {"released_by": "x"},
        ],
    )
    def test_a_release_cannot_be_changed_even_by_sql(self, change: dict) -> None:
        given_release()
        with pytest.raises(IntegrityError), transaction.atomic():
            Release.objects.update(**change)

    def test_a_release_cannot_be_deleted_and_a_draft_can(self) -> None:
        given_release()
        with pytest.raises(IntegrityError), transaction.atomic():
            Release.objects.all().delete()
        draft = given_draft()
        draft.delete()
        assert Release.objects.count() == 1

    def test_an_unpublished_release_is_not_given_to_cases(self) -> None:
        given_draft()
        with pytest.raises(NoSuchRelease):
            release_for(SLUG, 1)


class TestStartingData:
    def test_puts_all_items_in_force_and_does_nothing_the_second_time(self) -> None:
        lines: list[str] = []
        assert release_starting_data(at=THEN, progress=lines.append) == 169
        assert Release.objects.current().count() == 169
        assert len(sent(ServiceReleased)) == 169
        assert release_starting_data(at=LATER) == 0
        assert lines == ["政务服务事项 169 个"]

    def test_leaves_alone_what_officials_have_taken_over(self) -> None:
        release_starting_data(at=THEN)
        given_release(SLUG, summary="人工修改", at=LATER)
        withdraw_service("passport", by=RELEASER, at=LATER, reason="停办")
        assert release_starting_data(at=LATER) == 0
        assert current_release(SLUG).document["summary"] == "人工修改"

    def test_makes_the_next_version_when_the_facts_changed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from huizheng.inner.items.actions import starting

        release_starting_data(at=THEN)
        known = starting.document
        monkeypatch.setattr(
            starting,
            "document",
            lambda fact, version=1: {
                **known(fact, version=version),
                **({"scope": "全国通办"} if fact["slug"] == "talent-recognition" else {}),
            },
        )
        assert release_starting_data(at=LATER) == 1
        assert current_release("talent-recognition").version == 2


class TestDifferences:
    def test_tell_parts_apart_by_their_keys(self) -> None:
        before = starting_document()
        after = starting_document()
        after["materials"][2]["note"] = "改了"
        after["materials"].append({**after["materials"][0], "key": "m09", "name": "新材料"})
        after["limits"]["promised"]["n"] = 1
        after["form"]["sections"][0]["fields"].pop()
        found = {(d.member, d.path): d.change.value for d in differences(before, after)}
        assert found == {
            ("materials", "m03.note"): "changed",
            ("materials", "m09"): "added",
            ("limits", "promised.n"): "changed",
            ("form", "person.mobile"): "removed",
        }

    def test_of_a_document_with_itself_are_none(self) -> None:
        assert differences(starting_document(), starting_document()) == []


class TestQueries:
    def test_a_release_costs_one_small_question_once_known(self, django_assert_num_queries) -> None:
        given_release()
        release_for(SLUG, 1)
        with django_assert_num_queries(1):
            found = release_for(SLUG, 1)
        assert found.step("accept")["duty"] == "case_accept"
        assert found.material("m02")["reuse_from"]["licence"] == "id-card"
        with pytest.raises(KeyError):
            found.step("nope")

    def test_an_unknown_release_is_named(self) -> None:
        with pytest.raises(NoSuchRelease, match="passport"):
            release_for("passport", 3)
