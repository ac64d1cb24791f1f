"""Files for a site's pages: inspected, kept encrypted, private until a released page names them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from PIL import Image

from huizheng.commons.audit.api import record
from huizheng.commons.files.api import FileRule, StoredFile, read_file, store_uploaded
from huizheng.inner.organs.api import Duty
from huizheng.inner.publishing.checks import blocking, examine_text
from huizheng.inner.publishing.errors import BearsSecrecyMark, NotAllowed, NotReady
from huizheng.inner.publishing.models import Material
from huizheng.inner.publishing.policies import standing_of
from huizheng.inner.sites.api import site as site_of

if TYPE_CHECKING:
    import datetime as dt

    from django.core.files.uploadedfile import UploadedFile

    from huizheng.lib.actors import Actor

PURPOSE: Final = "publishing.material"
PICTURES: Final = ("jpg", "png", "webp")
RULE: Final = FileRule.of(
    (*PICTURES, "pdf", "ofd", "doc", "docx", "xls", "xlsx", "pptx", "txt", "zip", "mp4", "mp3"),
    max_megabytes=200,
    max_files=1_000_000,
)


def add_material(
    *, site: str, uploaded: UploadedFile[Any], title: str = "", alt: str = "", by: Actor, at: dt.datetime
) -> Material:
    """This function will add a file to a site's library: its real type and content are inspected, its key is its own.

    Raises ``FileRefused`` of the files room, ``NotAllowed`` without the duty to write for the site,
    ``BearsSecrecyMark`` when its name bears a mark of secrecy, ``NotReady`` for a picture without words for the blind.
    """
    where = site_of(site)
    standing = standing_of(by, at)
    if not (
        standing.is_system or site in standing.kept or Duty.PUBLISH_WRITE in standing.duties.get(where.organ_id, ())
    ):
        raise NotAllowed("您没有这个网站的采编职责，不能向它的素材库上传文件。")
    name = uploaded.name or ""
    if marked := blocking(examine_text(title, name=name)):
        raise BearsSecrecyMark(marked)
    if name.rpartition(".")[2].lower() in {*PICTURES, "jpeg"} and not alt.strip():
        raise NotReady("请填写图片的替代文字：看不见图片的人靠它知道图片上是什么。")
    stored = store_uploaded(uploaded, owner=f"publishing:site:{site}", purpose=PURPOSE, rule=RULE, by=by, at=at)
    return _enter(stored, site=site, organ=where.organ_id, title=title, alt=alt, by=by, at=at)


@transaction.atomic
def _enter(stored: StoredFile, *, site: str, organ: str, title: str, alt: str, by: Actor, at: dt.datetime) -> Material:
    width, height = _size(stored)
    material = Material.objects.create(
        site=site,
        organ_id=organ,
        file=stored,
        title=title.strip()[:200] or stored.name[:200],
        alt=alt.strip()[:300],
        width=width,
        height=height,
        added_by=str(by),
        added_at=at,
    )
    record(
        actor=by,
        action="publishing:material:add",
        target=("material", str(material.key)),
        facts={"site": site, "media": stored.media, "size": stored.size},
        at=at,
    )
    return material


def _size(stored: StoredFile) -> tuple[int | None, int | None]:
    """Return a picture's width and height; the files room has made sure that it is a sane picture."""
    if not stored.media.startswith("image/") or stored.state != "private":
        return None, None
    with Image.open(io.BytesIO(read_file(stored))) as picture:
        return picture.width, picture.height
