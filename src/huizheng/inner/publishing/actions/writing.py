"""Beginning a page, keeping what was written, taking it up again, laying it away."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Page, PageSubscription

from huizheng.inner.publishing.actions.moving import locked, move, note, open_submission
from huizheng.inner.publishing.actions.opening import note_formed
from huizheng.inner.publishing.columns import place, place_for_pages
from huizheng.inner.publishing.errors import NotAllowed, ReasonMissing
from huizheng.inner.publishing.kinds import ContentPage, SitePage, kind_of
from huizheng.inner.publishing.kinds.registry import UnknownKind
from huizheng.inner.publishing.models import Manuscript, Remark
from huizheng.inner.publishing.policies import check_act, check_see, check_write, may_edit, standing_of
from huizheng.inner.publishing.states import Act

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.lib.actors import Actor


@transaction.atomic
def start_page(
    *,
    site: str,
    column: str,
    kind: str = "article",
    title: str,
    values: dict[str, Any] | None = None,
    author: Actor | None = None,
    key: uuid.UUID | None = None,
    organ: str = "",
    by: Actor,
    at: dt.datetime,
) -> Manuscript:
    """This function will begin a page: a manuscript and its working copy, a draft that only the office sees.

    ``values`` are further fields of the kind; ``author`` is whose text it is when the system brings it, ``organ`` who
    speaks where that is not who runs the site, ``key`` the page's own where it is known before. Raises
    ``NoSuchColumn``, ``ColumnTakesNoPages``, ``NotAllowed`` without the duty to write for the column.
    """
    where = place_for_pages(site, column)
    check_write(where.organ, where.owner, standing_of(by, at))
    try:
        page_type = kind_of(kind)
    except UnknownKind as error:
        raise NotAllowed("没有这种稿件类型，请重新选择。") from error
    manuscript = Manuscript.objects.create(
        key=key or uuid.uuid4(),
        site=site,
        column=column,
        kind=kind,
        title=title.strip()[:300],
        organ_id=organ or where.organ,
        owner_id=where.owner,
        chain=where.chain,
        author=str(author or by),
        moved_by=str(by),
        moved_at=at,
        created_at=at,
    )
    given = {"source": where.organ_name, **(values or {})}
    page = page_type(title=title.strip()[:255], column=column, **given)
    _plant(page, manuscript, by=by)
    note_formed(manuscript=manuscript, page=page)
    note(manuscript, "start", {"kind": kind}, by=by, at=at)
    return manuscript


@transaction.atomic
def open_editor(*, number: int, by: Actor, at: dt.datetime) -> int:
    """This function will take a draft up for editing and return the number of its working copy in Wagtail.

    Raises ``NotVisible``, ``NotAllowed`` when the text may not be changed now.
    """
    found = locked(number)
    standing = standing_of(by, at)
    check_see(found, standing)
    if not may_edit(found, standing):
        raise NotAllowed("稿件正在审核或者已经发布，现在不能修改。请先收回或者修订。")
    page = working_copy(found, by=by)
    quiet = {"comment_notifications": False}
    PageSubscription.objects.get_or_create(page_id=page.pk, user_id=int(by.id), defaults=quiet)
    return int(page.pk)


@transaction.atomic
def note_edit(*, manuscript: Manuscript, page: ContentPage, by: Actor, at: dt.datetime) -> Manuscript:
    """This function will take over into the manuscript what an author has just saved in the editor.

    Raises ``NotAllowed`` when the text may not be changed now, ``NoSuchColumn``, ``ColumnTakesNoPages``.
    """
    found = locked(manuscript.number)
    if not may_edit(found, standing_of(by, at)):
        raise NotAllowed("稿件正在审核或者已经发布，现在不能修改。请先收回或者修订。")
    # A page stays where it stands, also in a column that has become a section meanwhile.
    where = (place if page.column == found.column else place_for_pages)(found.site, page.column)
    found.column, found.title = where.column, page.title.strip()
    found.owner_id, found.chain = where.owner, where.chain
    found.appears_at, found.expires_at = page.appears_at, page.expires_at if not found.is_public else found.expires_at
    found.moved_by, found.moved_at = str(by), at
    found.save()
    note_formed(manuscript=found, page=page)
    return found


@transaction.atomic
def revise(*, number: int, by: Actor, at: dt.datetime) -> Manuscript:
    """This function will open a released or withdrawn page for a new edition; what is public stays as it is.

    A page that came as an edition gets its working copy from it now. Raises ``NotVisible``, ``NotNow``, ``NotAllowed``.
    """
    found = locked(number)
    to = check_act(found, Act.REVISE, standing_of(by, at))
    working_copy(found, by=by)
    move(found, to, act="revise", by=by, at=at)
    return found


@transaction.atomic
def archive(*, number: int, reason: str, by: Actor, at: dt.datetime) -> Manuscript:
    """This function will lay away a draft that will not be released, or a withdrawn page; nothing is destroyed.

    Raises ``NotVisible``, ``NotNow``, ``NotAllowed``, ``ReasonMissing``.
    """
    found = locked(number)
    to = check_act(found, Act.ARCHIVE, standing_of(by, at))
    if not reason.strip():
        raise ReasonMissing
    move(found, to, act="archive", facts={"reason": reason.strip()[:400]}, by=by, at=at)
    return found


@transaction.atomic
def recall(*, number: int, by: Actor, at: dt.datetime) -> Manuscript:
    """This function will take a text back from review to go on writing; its passes are void.

    Raises ``NotVisible``, ``NotNow``, ``NotAllowed``.
    """
    found = locked(number)
    to = check_act(found, Act.RECALL, standing_of(by, at))
    if submission := open_submission(found):
        submission.closed_at = at
        submission.save(update_fields=["closed_at"])
    move(found, to, act="recall", by=by, at=at)
    return found


@transaction.atomic
def remark(*, number: int, text: str, by: Actor, at: dt.datetime) -> Remark:
    """This function will write a remark beside a manuscript; raises ``NotVisible``, ``ReasonMissing`` when empty."""
    found = locked(number)
    check_see(found, standing_of(by, at))
    if not text.strip():
        raise ReasonMissing("请写批注内容。")
    written = Remark.objects.create(manuscript=found, text=text.strip()[:1000], written_by=str(by), written_at=at)
    note(found, "remark", {"remark": written.pk}, by=by, at=at)
    return written


def working_copy(manuscript: Manuscript, *, by: Actor) -> ContentPage:
    """Return the working copy, made from the newest edition when there is none yet."""
    if manuscript.page is not None:
        page: ContentPage = manuscript.page.specific
        return page
    edition = manuscript.editions.order_by("-version").first()
    assert edition is not None, "a manuscript without a working copy has an edition"
    page_type = kind_of(manuscript.kind)
    page = page_type(**page_type.values_of(edition.document))
    return _plant(page, manuscript, by=by)


def _plant(page: ContentPage, manuscript: Manuscript, *, by: Actor) -> ContentPage:
    page.slug = str(manuscript.number)
    page.live = False
    page.owner_id = int(by.id) if by.id.isdecimal() else None
    _site_page(manuscript.site).add_child(instance=page)
    manuscript.page = Page.objects.get(pk=page.pk)
    manuscript.save(update_fields=["page"])
    return page


def _site_page(site: str) -> SitePage:
    """Return what a site's pages hang under, made when its first page is."""
    found = SitePage.objects.select_for_update().filter(site_slug=site).first()
    if found is not None:
        return found
    root = Page.get_first_root_node() or Page.add_root(
        instance=Page(title="root", slug="root", content_type=ContentType.objects.get_for_model(Page))
    )
    page = SitePage(title=site, slug=site, site_slug=site, live=False)
    root.add_child(instance=page)
    return page
