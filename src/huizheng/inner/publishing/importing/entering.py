"""From a judged draft to a manuscript in review: one transaction a file, by the verbs that authors use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from huizheng.commons.files.api import FileRefused
from huizheng.inner.publishing.actions.materials import add_material
from huizheng.inner.publishing.actions.reviewing import submit
from huizheng.inner.publishing.actions.writing import note_edit, recall, revise, start_page, working_copy
from huizheng.inner.publishing.errors import ChecksFailed, PublishingError
from huizheng.inner.publishing.importing.composing import Draft, Terms
from huizheng.inner.publishing.importing.judging import Judgement
from huizheng.inner.publishing.importing.problems import Note, Unfit
from huizheng.inner.publishing.models import ImportRecord, Manuscript, Material
from huizheng.inner.publishing.states import REVIEWS, State

if TYPE_CHECKING:
    from huizheng.inner.publishing.importing.assets import Asset

_UNDER_WAY = frozenset({*REVIEWS, State.APPROVED})


def enter(draft: Draft, judgement: Judgement, terms: Terms) -> int:
    """This function will make a draft a manuscript in review, or a new text of the one it already is.

    Returns the manuscript's number. All of it or nothing: raises ``Unfit`` when the office refuses a part of it.
    """
    try:
        with transaction.atomic():
            return _enter(draft, judgement, terms)
    except ChecksFailed as refused:
        raise Unfit(*(Note(each.message, field=each.where) for each in refused.findings)) from refused
    except (PublishingError, FileRefused) as refused:
        raise Unfit(str(refused)) from refused
    except ValidationError as error:
        raise Unfit(*error.messages) from error


def _enter(draft: Draft, judgement: Judgement, terms: Terms) -> int:
    by, at = terms.official.as_actor(), terms.at
    values = {**draft.values, **_files(draft, terms)}
    record = judgement.record
    if record is None:
        manuscript = start_page(
            site=draft.where.site,
            column=draft.where.column,
            kind=draft.kind,
            title=draft.title,
            values=values,
            by=by,
            at=at,
        )
        record = ImportRecord(site=draft.where.site, identity=draft.identity, manuscript=manuscript)
    else:
        manuscript = _rewrite(record.manuscript_id, draft, values, terms)
    submission = submit(number=manuscript.number, by=by, at=at)
    record.name, record.digest, record.text_digest = draft.name[-400:], draft.digest, submission.digest
    record.imported_by, record.imported_at = str(by), at
    record.save()
    return manuscript.number


def _rewrite(number: int, draft: Draft, values: dict[str, Any], terms: Terms) -> Manuscript:
    """Put a changed file's text in place of the manuscript's: out of review, or as a revision of what is public."""
    by, at = terms.official.as_actor(), terms.at
    manuscript = Manuscript.objects.get(pk=number)
    if manuscript.state in _UNDER_WAY:
        manuscript = recall(number=number, by=by, at=at)
    elif manuscript.state == State.RELEASED:
        manuscript = revise(number=number, by=by, at=at)
    page = working_copy(manuscript, by=by)
    for name, value in {"title": draft.title, "column": draft.where.column, **values}.items():
        setattr(page, name, value)
    page.save()
    if page.latest_revision_id is not None:
        # The editor opens the newest revision, not the row.
        page.save_revision(user=terms.official, log_action=False)
    return note_edit(manuscript=manuscript, page=page, by=by, at=at)


def _files(draft: Draft, terms: Terms) -> dict[str, Any]:
    """Return the fields that name files, after these came into the site's library."""
    keys = {sm3: _material(asset, draft, terms) for sm3, asset in draft.assets.items()}
    attachments = [
        {"type": "file", "value": {"material": str(keys[each.sm3]), "label": each.label}} for each in draft.attachments
    ]
    held = {f"{name}_id": keys[asset.sm3] for name, asset in draft.held.items()}
    return {"attachments": attachments, "image_id": keys[draft.image.sm3] if draft.image else None, **held}


def _material(asset: Asset, draft: Draft, terms: Terms) -> Any:
    site = draft.where.site
    known = Material.objects.filter(site=site, file__sm3=asset.sm3).order_by("added_at").values_list("pk", flat=True)
    if found := known.first():
        return found
    with asset.open() as file:
        uploaded: UploadedFile[Any] = UploadedFile(file=file, name=asset.name, size=asset.size)
        return add_material(
            site=site,
            uploaded=uploaded,
            title=asset.label or asset.name,
            alt=asset.alt,
            by=terms.official.as_actor(),
            at=terms.at,
        ).pk
