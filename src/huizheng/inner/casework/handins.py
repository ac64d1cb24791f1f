"""Taking in what the applicant handed in: the content enclosed, the materials as rows, the files adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO, cast

from huizheng.commons.files.api import adopt_sealed
from huizheng.gate.api import open_blob
from huizheng.inner.casework.enclosing import enclose
from huizheng.inner.casework.models import Case, CaseContent, CaseFile, CaseMaterial
from huizheng.inner.casework.queries import binding
from huizheng.lib.actors import SYSTEM

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.casework.states import ContentKind


def take_in(
    case: Case,
    *,
    version: int,
    kind: ContentKind,
    document: dict[str, Any],
    sm3: str,
    submitted_at: dt.datetime,
    at: dt.datetime,
) -> CaseContent:
    """Keep one hand-in as that version of the case's content."""
    body = {key: document.get(key) for key in ("applicant", "agent", "answers", "delivery")}
    content = CaseContent.objects.create(
        case=case,
        version=version,
        kind=kind,
        submitted_at=submitted_at,
        registered_at=at,
        sm3=sm3,
        sealed_body=enclose(body, bound_to=binding(case.pk, version)),
    )
    materials = document.get("materials") or ()
    rows = CaseMaterial.objects.bulk_create(
        CaseMaterial(
            content=content,
            position=position,
            key=material["key"],
            name=material["name"],
            origin=material.get("origin") or "",
        )
        for position, material in enumerate(materials)
    )
    for row, material in zip(rows, materials, strict=True):
        for place, file in enumerate(material.get("files") or ()):
            _adopt(case, row, place, file, at=at)
    return content


def _adopt(case: Case, material: CaseMaterial, position: int, file: dict[str, Any], *, at: dt.datetime) -> None:
    with cast("BinaryIO", open_blob(file["sm3"])) as sealed:
        stored = adopt_sealed(
            sealed,
            file_key=file["file_key"],
            name=file["name"],
            owner=owner_of(case),
            purpose=f"material:{material.pk}",
            by=SYSTEM,
            at=at,
        )
    CaseFile.objects.create(
        material=material,
        position=position,
        name=file["name"],
        media=stored.media,
        size=stored.size,
        sm3=stored.sm3,
        file_id=str(stored.pk),
    )


def owner_of(case: Case) -> str:
    """Return the name under which the files room keeps the case's files."""
    return f"casework:case:{case.number}"
