"""From a working copy to the edition document that is reviewed, released and kept for ever (``docs/editions.md``)."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.utils import timezone

from huizheng.gate.contracts.editions import FORMAT, NotAnEdition, check_edition, digest_of
from huizheng.inner.publishing.blocks.media import file_of, picture_of
from huizheng.inner.publishing.columns import place
from huizheng.inner.publishing.errors import NotReady
from huizheng.inner.publishing.models import Manuscript

_APART = re.compile(r"[\s,，;；、]+")
# What release fills in: the same text may be released later, or again, and is the same text.
_NOT_REVIEWED = ("version", "published_at")
_NOT_REVIEWED_OF_ENTRY = ("index_number", "published_on", "validity")


def to_edition(page: Any, version: int, at: dt.datetime) -> dict[str, Any]:
    """Return the edition document of a working copy; raises ``NotReady`` when it is not one yet."""
    document = edition_of(page, version=version, at=at)
    try:
        check_edition(document)
    except NotAnEdition as error:
        raise NotReady(f"稿件内容还不完整，请补充后再提交（{error}）。") from error
    return document


def edition_of(page: Any, *, version: int = 1, at: dt.datetime | None = None) -> dict[str, Any]:
    """Return the document as far as it goes, for previews and checks."""
    manuscript: Manuscript = page.manuscript
    where = place(manuscript.site, page.column or manuscript.column)
    published = page.dated_at or at or manuscript.moved_at
    image = picture_of(page.image, alt=page.image_alt) if page.image else None
    return {
        "format": FORMAT,
        "page": str(manuscript.key),
        "number": manuscript.number,
        "version": version,
        "site": manuscript.site,
        "column": where.column,
        "kind": page.KIND,
        "language": where.language,
        "title": page.title.strip(),
        "short_title": page.short_title.strip() or page.title.strip()[:60],
        "subtitle": page.subtitle.strip(),
        "summary": page.summary.strip(),
        "keywords": [word for word in _APART.split(page.keywords) if word],
        "source": page.source.strip(),
        "author": page.writer.strip(),
        "editor": "",
        "organ": manuscript.organ_id,
        "published_at": moment(published),
        "expires_at": moment(page.expires_at) if page.expires_at else None,
        "image": image,
        "pinned": page.pinned,
        "blocks": page.blocks(),
        "facts": page.facts(),
        "files": [
            file_of(part.value["material"], label=part.value["label"])
            for part in page.attachments
            if part.value["material"] is not None
        ],
        "openness": page.openness_entry(at=published),
        "related": _related(page),
        "demonstration": manuscript.is_demonstration,
    }


def moment(at: dt.datetime) -> str:
    """Return a moment as editions write it: in the province's own time, to the second."""
    return timezone.localtime(at).replace(microsecond=0).isoformat()


def reviewed_digest(document: dict[str, Any]) -> str:
    """Return the digest of what reviewers look at: the document without what the release fills in."""
    reviewed = {name: value for name, value in document.items() if name not in _NOT_REVIEWED}
    if entry := document["openness"]:
        reviewed["openness"] = {name: value for name, value in entry.items() if name not in _NOT_REVIEWED_OF_ENTRY}
    return digest_of(reviewed)


def files_named_in(document: Any) -> set[str]:
    """Return the SM3 of every file a document refers to, wherever it does."""
    found: set[str] = set()
    _collect(document, found)
    return found


_IN_TEXT = re.compile(r"file:([0-9a-f]{64})")


def _collect(value: Any, found: set[str]) -> None:
    if isinstance(value, dict):
        if isinstance(value.get("sm3"), str):
            found.add(value["sm3"])
        if isinstance(value.get("poster"), str):
            found.add(value["poster"])
        for each in value.values():
            _collect(each, found)
    elif isinstance(value, list):
        for each in value:
            _collect(each, found)
    elif isinstance(value, str) and "file:" in value:
        found.update(_IN_TEXT.findall(value))


def _related(page: Any) -> list[dict[str, Any]]:
    """Name the related pages that are public: a draft's title is nobody's business."""
    wanted = [(part.value["role"], part.value["number"]) for part in page.related]
    known = {
        each.number: each
        for each in Manuscript.objects.filter(pk__in=[number for _, number in wanted], current__isnull=False)
    }
    return [
        {"page": str(known[number].key), "number": number, "title": known[number].title, "role": role}
        for role, number in wanted
        if number in known
    ]
