"""Where a case meets the licences room: what it asks to be renewed, what it results in, what keeps somebody from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.utils.formats import date_format

from huizheng.inner.casework.errors import Incomplete
from huizheng.inner.casework.models import Case, Decision
from huizheng.inner.casework.queries import open_hand_in
from huizheng.inner.casework.releases import plan_named
from huizheng.inner.casework.states import Outcome
from huizheng.inner.licences import api as licences

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from huizheng.inner.casework.acting import Doing
    from huizheng.inner.casework.plan import Plan

# Art 39: a permit or certificate, and an approval paper as well.
_PAPERS_OF_ARTICLE_39 = ("证照", "批文")
ARTICLE_78 = licences.BAR_LAWS[licences.BarGround.FALSE_MATERIAL]


def holder_of(case: Case, applicant: dict[str, Any]) -> licences.Holder:
    """Return the applicant as the licences room knows holders."""
    number = applicant.get("certificate_number") or applicant.get("cert_no") or applicant.get("uscc") or ""
    return licences.Holder(kind=case.applicant_kind, name=case.applicant_name, identifier=str(number))


def applicant_of(case: Case) -> licences.Holder:
    """Return the applicant of a case that the caller has been given already; its latest hand-in is opened."""
    content = case.contents.order_by("-version").first()
    return holder_of(case, open_hand_in(content).applicant if content else {})


def note_renewal(case: Case, plan: Plan, *, number: str, applicant: dict[str, Any], at: dt.datetime) -> dict[str, Any]:
    """Note that a new case asks for a renewal (art 50(1)); return what its journal says of it."""
    if not number or not plan.licence:
        return {}
    request = licences.ask_renewal(
        number=number,
        item_slug=case.item_slug,
        holder=holder_of(case, applicant),
        case_number=case.number,
        asked_on=case.received_on,
        at=at,
    )
    return {"renews": number, "renewal": "unknown" if request is None else "in_time" if request.in_time else "late"}


def leads_to_licence(plan: Plan) -> bool:
    """Say whether a grant results in a licence in the sense of the law."""
    return plan.licence and plan.result_kind in _PAPERS_OF_ARTICLE_39


def issue_licence(case: Case, plan: Plan, decision: Decision, *, issued_on: dt.date, at: dt.datetime) -> None:
    """Write the licence that the granted case results in, with its result (art 39)."""
    if not leads_to_licence(plan) or decision.valid_from is None:
        return
    licences.issue_licence(
        case_number=case.number,
        number=decision.result_number,
        name=decision.result_name,
        item_slug=case.item_slug,
        item_name=case.item_name,
        organ_key=decision.entry.organ_key,
        holder=applicant_of(case),
        validity=plan.result_validity,
        valid_from=decision.valid_from,
        valid_until=decision.valid_until,
        issued_on=issued_on,
        at=at,
    )


def decisions_without_licence() -> Iterator[Decision]:
    """Yield the concluded grants that lead to a licence and have none yet, the oldest first."""
    written = licences.Licence.objects.filter(case_number=OuterRef("case__number"))
    found = Decision.objects.filter(outcome=Outcome.GRANTED, case__concluded_on__isnull=False).exclude(Exists(written))
    kinds = found.order_by().values_list("case__item_slug", "case__release_version").distinct()
    for slug, version in kinds:
        if leads_to_licence(plan_named(slug, version)):
            these = found.filter(case__item_slug=slug, case__release_version=version)
            yield from these.select_related("case", "entry").order_by("id").iterator(chunk_size=200)


def is_open(plan: Plan) -> bool:
    """Say whether the words of the release leave the result's last day to the official."""
    return licences.term_of(plan.result_validity).kind is licences.TermKind.OPEN


def check_last_day(act: Doing, valid_until: dt.date | None) -> None:
    """Raise ``Incomplete`` for a last day that is past, or that the release has fixed already."""
    if valid_until is None:
        return
    if not is_open(act.plan):
        raise Incomplete("valid_until", f"事项已定明有效期限（{act.plan.result_validity}），不用填写。")
    if valid_until <= act.today:
        raise Incomplete("valid_until", "有效期的最后一日应当在今天以后。")


def open_validity(plan: Plan, valid_until: dt.date | None) -> dict[str, Any]:
    """Return what a certificate without a last day says instead: that it is long, or the words of the release."""
    if valid_until is not None:
        return {}
    if is_open(plan) and plan.result_validity.strip():
        return {"validity": plan.result_validity.strip()}
    return {"long_term": True}


def bar_after_false_material(act: Doing, *, reasons: str, touches_safety: bool | None) -> str:
    """Bar the applicant for a year where art 78 does, and return the reasons with what the law adds to them.

    Raises ``Incomplete`` while nobody has said whether the item directly concerns public safety, health, life or
    property: no release says it, so the official does, case by case.
    """
    if touches_safety is None:
        raise Incomplete(
            "touches_safety",
            "请认定申请事项是否属于直接关系公共安全、人身健康、生命财产安全事项（行政许可法第七十八条）。",
        )
    said = f"申请人隐瞒有关情况或者提供虚假材料，依据{ARTICLE_78}，给予警告。"
    if touches_safety:
        holder = applicant_of(act.case)
        if holder.digest:
            bar = licences.impose_bar(
                ground=licences.BarGround.FALSE_MATERIAL,
                item_slug=act.case.item_slug,
                item_name=act.case.item_name,
                organ_key=act.organ_before,
                holder_name=holder.name,
                holder_digest=holder.digest,
                reasons=reasons,
                case_number=act.case.number,
                decided_on=act.today,
                decided_by=act.by.pk,
                by=act.by.actor,
                at=act.at,
            )
            said += (
                f"申请事项属于直接关系公共安全、人身健康、生命财产安全事项，"
                f"{date_format(bar.barred_until, 'Y年n月j日')}以前不得再次申请该行政许可。"
            )
    return f"{reasons.strip()}\n{said}"


def bars_on(case: Case, plan: Plan, holder: licences.Holder) -> list[licences.Bar]:
    """Return what kept the applicant from applying on the day the application was received (arts 78, 79)."""
    return licences.bars_of(holder, item_slug=case.item_slug, on=case.received_on) if plan.licence else []


def bar_words(bar: licences.Bar) -> str:
    """Return a bar as the reason of a refusal, with the article."""
    ground = licences.BarGround(bar.ground)
    return (
        f"申请人因{licences.BARS[ground]}，在{date_format(bar.barred_until, 'Y年n月j日')}以前不得再次申请该行政许可"
        f"（{licences.BAR_LAWS[ground]}，认定办件{bar.case_number}）。"
    )
