"""Questions about cases. Every one starts from the viewer and passes through ``cases_for``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, Q

from huizheng.inner.casework.enclosing import disclose
from huizheng.inner.casework.errors import NotVisible
from huizheng.inner.casework.models import Case, CaseContent, CaseEntry, CaseFile, CaseMaterial, Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huizheng.inner.casework.models.case import CaseQuerySet
    from huizheng.inner.casework.policies import Staff

SEARCH_PAGE = 50
EXPORT_LIMIT = 5000


def cases_for(staff: Staff) -> CaseQuerySet:
    """Return the cases that the viewer may see: those that one of the viewer's organs handles or has handled."""
    return Case.objects.of_organs(staff.organ_keys)


def case_for(staff: Staff, *, number: str) -> Case:
    """Return one case; raises ``NotVisible`` for another organ's and for a made-up number alike."""
    found = cases_for(staff).select_related("claimed_by").filter(number=number).first()
    if found is None:
        raise NotVisible("没有这个办件。")
    return found


def case_numbered(number: str) -> Case:
    """Return a case for the gate and other rooms, which act as the system; raises ``NotVisible``."""
    found = Case.objects.filter(number=number).first()
    if found is None:
        raise NotVisible("没有这个办件。")
    return found


def search_cases(
    staff: Staff,
    text: str,
    *,
    before: int | None = None,
    size: int = SEARCH_PAGE,
) -> tuple[list[Case], int | None]:
    """Return cases whose number or applicant begins with ``text``, the newest first, and the key of the next page."""
    wanted = re.sub(r"\s", "", text)
    if not wanted:
        return [], None
    matching = Q(number__startswith=wanted) if wanted.isdecimal() else Q(applicant_name__startswith=wanted)
    found = cases_for(staff).filter(matching).select_related("claimed_by").order_by("-id")
    if before is not None:
        found = found.filter(id__lt=before)
    rows = list(found[: size + 1])
    return rows[:size], rows[size - 1].pk if len(rows) > size else None


def journal_of(case: Case) -> list[CaseEntry]:
    return list(case.entries.order_by("position"))


def acts_since(case: Case, *, version: int) -> list[CaseEntry]:
    """Return what has been done to the case since a page of that version was opened."""
    return list(case.entries.filter(case_version__gt=version).order_by("position"))


def notices_of(case: Case) -> list[Notice]:
    return list(case.notices.order_by("issued_at", "id"))


def notice_for(case: Case, *, pk: int) -> Notice:
    """Return a notice of a case that the viewer has been given already; raises ``NotVisible``."""
    found = case.notices.filter(pk=pk).first()
    if found is None:
        raise NotVisible("没有这份文书。")
    return found


def file_for(case: Case, *, pk: int) -> CaseFile:
    """Return a material's file of a case that the viewer has been given already; raises ``NotVisible``."""
    found = CaseFile.objects.filter(material__content__case=case, pk=pk).select_related("material__content").first()
    if found is None:
        raise NotVisible("没有这个文件。")
    return found


@dataclass(frozen=True)
class HandIn:
    """One version of what the applicant handed in, opened."""

    content: CaseContent
    applicant: dict[str, Any]
    agent: dict[str, Any] | None
    answers: dict[str, Any]
    delivery: dict[str, Any]
    materials: list[CaseMaterial]


def hand_ins(case: Case) -> list[HandIn]:
    """Return every version of the applicant's content, the original first.

    The caller has seen to it that the viewer may, and writes the reading into the audit chain.
    """
    contents = case.contents.order_by("version").prefetch_related(
        Prefetch("materials", CaseMaterial.objects.order_by("position").prefetch_related("files")),
    )
    return [open_hand_in(content) for content in contents]


def open_hand_in(content: CaseContent) -> HandIn:
    body = disclose(content.sealed_body, bound_to=binding(content.case_id, content.version))
    return HandIn(
        content=content,
        applicant=body.get("applicant") or {},
        agent=body.get("agent"),
        answers=body.get("answers") or {},
        delivery=body.get("delivery") or {},
        materials=list(content.materials.all()),
    )


def binding(case_id: int, version: int) -> str:
    """Return what an enclosed content is bound to."""
    return f"casework:{case_id}:{version}"


def exported_cases(staff: Staff, *, states: frozenset[str] = frozenset()) -> Iterator[Case]:
    """Yield the viewer's cases for an export, newest first, up to the limit."""
    found = cases_for(staff).order_by("-id")
    if states:
        found = found.filter(state__in=states)
    yield from found[:EXPORT_LIMIT].iterator(chunk_size=500)
