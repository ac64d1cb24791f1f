"""The pinned releases of cases, read once: a release never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huizheng.commons.reference.api import NoCompetentOrgan, organ_for
from huizheng.inner.casework.plan import plan_of
from huizheng.inner.items.api import release_for

if TYPE_CHECKING:
    from huizheng.inner.casework.models import Case
    from huizheng.inner.casework.plan import Plan, Step


_plans: dict[str, Plan] = {}


def plan_named(slug: str, version: int) -> Plan:
    """Return the plan of one release; raises ``NoSuchRelease`` when it was never published.

    A plan is kept by the digest of its document: the same digest is the same plan for ever.
    """
    release = release_for(slug, version)
    plan = _plans.get(release.digest)
    if plan is None:
        plan = _plans[release.digest] = plan_of(release.document, digest=release.digest)
    return plan


def plan_for(case: Case) -> Plan:
    """Return the plan that the case is pinned to."""
    return plan_named(case.item_slug, case.release_version)


def organ_of(step: Step, case: Case, plan: Plan) -> str:
    """Return the key of the organ that does the step for this case.

    A step of the handling organ's own kind stays with the organ that the applicant chose; raises ``NoCompetentOrgan``
    where the case's division has no organ of the step's kind.
    """
    if step.organ_kind in ("", plan.organ_kind):
        return case.filed_organ_key
    level = "county" if plan.level == "town" else plan.level
    return organ_for(kind=step.organ_kind, level=level, division_code=case.division_code).key


def government_over(case: Case, plan: Plan) -> str:
    """Return the key of the office of the government whose head extends a joint handling, else nothing (art 42(2)).

    A town's own government handles its items itself. Where the starting data knows no such office, the handling
    organ's head decides, as for any other licence.
    """
    if not plan.joint or plan.level == "town":
        return ""
    try:
        return organ_for(kind="general-office", level=plan.level, division_code=case.division_code).key
    except NoCompetentOrgan:
        return ""
