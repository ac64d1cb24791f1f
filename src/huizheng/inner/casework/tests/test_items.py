"""Every item of the starting data runs on the same machinery; the five that are followed run to their delivery."""

from __future__ import annotations

import re

import pytest

from huizheng.commons.events.testing import deliver_all
from huizheng.commons.reference.api import organ_for
from huizheng.commons.reference.testing import given_places
from huizheng.inner.casework.api import Case, DeliveryWay, Staff, State, accept, deliver, grant, pass_step
from huizheng.inner.casework.clockwork import acceptance_rule, delivery_rule, promised_rule, statutory_rule
from huizheng.inner.casework.plan import cited, plan_of
from huizheng.inner.casework.policies import DUTIES
from huizheng.inner.casework.releases import plan_for
from huizheng.inner.casework.testing import given_staff, on, received_case
from huizheng.inner.items.testing import given_release, starting_documents
from huizheng.inner.organs.api import Official

FIVE = (
    "individual-registration",
    "food-business-licence",
    "birth-service-registration",
    "subsistence-allowance",
    "foreigner-work-permit",
)


def test_every_item_has_a_plan_that_leads_from_acceptance_to_a_decision() -> None:
    documents = starting_documents()
    assert len(documents) == 169
    for document in documents:
        plan = plan_of(document, digest=document["slug"])
        assert plan.accepting.duty in DUTIES, plan.slug
        assert all(step.duty in DUTIES for step in plan.path), plan.slug
        assert plan.deciding.performer == "official", plan.slug
        assert plan.after(plan.deciding) is None
        assert plan.before(plan.path[0]) == ()
        assert acceptance_rule(plan).n == 5
        assert delivery_rule(plan).n >= 1
        assert statutory_rule(plan) or promised_rule(plan) or not plan.licence, plan.slug


@pytest.mark.parametrize(
    ("law", "article", "said"),
    [
        ("行政许可法", "第四十五条", "《行政许可法》第四十五条"),
        (
            "行政许可法第四十二条（部门规章已缩短，按新规定）",
            "",
            "《行政许可法》第四十二条（部门规章已缩短，按新规定）",
        ),
        ("《食品经营许可和备案管理办法》", "第二十条", "《食品经营许可和备案管理办法》第二十条"),
        ("社会救助暂行办法", "", "《社会救助暂行办法》"),
        ("", "", ""),
    ],
)
def test_a_law_wears_its_marks_around_its_name_only(law: str, article: str, said: str) -> None:
    assert cited(law, article) == said


def test_every_clock_of_every_item_cites_a_law_properly() -> None:
    for document in starting_documents():
        plan = plan_of(document, digest=document["slug"])
        named = [step.stop_law for step in plan.path if step.stop_law]
        rule = statutory_rule(plan)
        named += [rule.law] if rule and not rule.article else []
        assert not any(re.search("《[^》]*第[^》]+条[^》]*》", each) for each in named), (plan.slug, named)


@pytest.mark.django_db
@pytest.mark.parametrize("slug", FIVE)
def test_the_five_items_run_from_receipt_to_delivery(slug: str) -> None:
    given_places()
    release = given_release(slug)
    plan = plan_of(release.document, digest=slug)
    level = "county" if plan.level == "town" else plan.level
    organ = organ_for(kind=plan.organ_kind, level=level, division_code="340102").key
    case = received_case("2026-03-10", item=slug, organ=organ, division="340102")
    staff: dict[str, Staff] = {}

    def on_duty(case: Case) -> Staff:
        if case.waiting_organ not in staff:
            staff[case.waiting_organ] = given_staff(case.waiting_organ)
        return staff[case.waiting_organ]

    accept(case, by=on_duty(case), at=on("2026-03-10"))
    plan = plan_for(case)
    while case.step_index != plan.deciding.index:
        handler = on_duty(case)
        pair = [Official.objects.get(pk=each.pk) for each in (handler, given_staff(case.waiting_organ))]
        pass_step(case, by=handler, at=on("2026-03-11"), opinion="符合条件。", officials=pair)
    grant(case, by=on_duty(case), at=on("2026-03-12"))
    case.refresh_from_db()
    if case.state == State.GRANTED:
        from huizheng.inner.casework.api import conclude

        conclude(case, by=on_duty(case), at=on("2026-03-12"))
    deliver_all()
    assert all(notice.file_id for notice in case.notices.all())
    deliver(case, by=on_duty(case), at=on("2026-03-13"), way=DeliveryWay.WINDOW, receiver="王小明")
    assert case.state == State.DELIVERED
    assert [entry.position for entry in case.entries.all()] == list(range(1, case.entries.count() + 1))
