"""What would happen to a draft, before anything happens: its checks, and the page it already may be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.db.models import Q

from huizheng.gate.contracts.editions import NotAnEdition, check_edition
from huizheng.inner.organs.api import Duty
from huizheng.inner.publishing.documents import edition_of, reviewed_digest
from huizheng.inner.publishing.examining import BLOCK, run_checks
from huizheng.inner.publishing.importing.assets import size_of
from huizheng.inner.publishing.importing.composing import Draft, Terms, checked_values
from huizheng.inner.publishing.importing.problems import Note, Unfit, raise_faults
from huizheng.inner.publishing.models import ImportRecord, Manuscript
from huizheng.inner.publishing.states import Openness, State

_GONE: Final = frozenset({State.WITHDRAWN, State.ARCHIVED})
_UNREAL_NUMBER: Final = 100_000  # stands in the document that is only checked; no page has it


class Fate(StrEnum):
    """What becomes of a file."""

    NEW = "new"
    REVISED = "revised"
    SAME = "same"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return {"new": "新建并送审", "revised": "修订并送审", "same": "没有变化，跳过", "refused": "不能导入"}[
            self.value
        ]


@dataclass(frozen=True)
class Judgement:
    fate: Fate
    record: ImportRecord | None = None


def judge(draft: Draft, terms: Terms) -> Judgement:
    """Return what importing the draft would do; raises ``Unfit`` with all that speaks against it. Writes nothing."""
    record = (
        ImportRecord.objects.select_related("manuscript__page")
        .filter(site=draft.where.site, identity=draft.identity)
        .first()
    )
    if record is not None and record.digest == draft.digest:
        return Judgement(Fate.SAME, record)
    _check_files_allowed(draft, terms)
    if record is None:
        _check_no_twin(draft)
    else:
        _check_may_revise(draft, record, terms)
    _check_page(draft, record)
    return Judgement(Fate.NEW if record is None else Fate.REVISED, record)


def _check_files_allowed(draft: Draft, terms: Terms) -> None:
    standing = terms.standing
    if not draft.assets or draft.where.site in standing.kept:
        return
    if Duty.PUBLISH_WRITE not in standing.duties.get(draft.where.organ, ()):
        raise Unfit("您没有这个网站的采编职责，不能向它的素材库加入图片和附件。")


def _check_no_twin(draft: Draft) -> None:
    """Raise ``Unfit`` when the site already has the page and it did not come from here."""
    same = Manuscript.objects.filter(site=draft.where.site, kind=draft.kind).exclude(state=State.ARCHIVED)
    twin = same.filter(title=draft.title, column=draft.where.column).order_by("number").first()
    number = draft.values.get("document_number")
    if twin is None and number:
        written = draft.page_type.objects.filter(document_number=number, manuscript__site=draft.where.site)
        twin = same.filter(
            Q(current__document__openness__document_number=number) | Q(page__in=written.values("page_ptr"))
        ).first()
    if twin is not None:
        raise Unfit(
            f"网站上已有同一份稿件（编号{twin.number}，{State(twin.state).label}），不重复导入。要改它的内容，请在系统里修订。"
        )


def _check_may_revise(draft: Draft, record: ImportRecord, terms: Terms) -> None:
    manuscript = record.manuscript
    if manuscript.kind != draft.kind:
        raise Unfit(Note("稿件的类型不能改变。请改回原来的类型，或者写一个新的 id 作为另一份稿件。", field="稿件类型"))
    if State(manuscript.state) in _GONE:
        raise Unfit(
            f"这份稿件（编号{manuscript.number}）{State(manuscript.state).label}，不会因为导入而恢复。需要恢复的，请在系统里修订。"
        )
    if not terms.overwrite and manuscript.page is not None:
        now = edition_of(manuscript.page.specific)
        if reviewed_digest(now) != record.text_digest:
            raise Unfit(
                f"稿件（编号{manuscript.number}）导入以后有人在系统里改过，没有覆盖。"
                "请先核对；确实要用文件里的内容替换的，加 --overwrite 再导入。"
            )


def _check_page(draft: Draft, record: ImportRecord | None) -> None:
    """Raise ``Unfit`` for what its kind, the form of an edition or the checks before submission find."""
    page = draft.page_type(title=draft.title, slug="import", column=draft.where.column, **draft.values)
    page.manuscript = Manuscript(
        number=record.manuscript_id if record else _UNREAL_NUMBER,
        site=draft.where.site,
        column=draft.where.column,
        kind=draft.kind,
        title=draft.title,
        organ_id=draft.where.organ,
        owner_id=draft.where.owner,
    )
    draft.notes += checked_values(draft.page_type, page)
    if page.openness != Openness.OPEN:
        draft.notes.append(Note("只有“主动公开”的内容才能导入网站。请不要导入其他文件。", field="公开属性"))
    raise_faults(draft.notes)
    document = _with_files(draft, edition_of(page, at=page.dated_at or page.manuscript.created_at or None))
    try:
        check_edition(document)
    except NotAnEdition as error:
        raise Unfit(f"内容还不完整（{error}）。") from error
    for finding in run_checks(document):
        law = f"（{finding.law}）" if finding.law else ""
        is_fault = finding.severity == BLOCK
        draft.notes.append(Note(f"{finding.message}{law}", field=finding.where, is_fault=is_fault, code=finding.code))
    raise_faults(draft.notes)


def _with_files(draft: Draft, document: dict[str, Any]) -> dict[str, Any]:
    """Return the document as it will be once its files are in the library."""
    image = None
    if draft.image is not None:
        width, height = size_of(draft.image)
        image = {**draft.image.as_picture(), "width": width, "height": height}
    return {**document, "image": image, "files": [each.as_file() for each in draft.attachments]}
