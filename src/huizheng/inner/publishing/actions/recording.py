"""Records that a law itself orders to be published: composed of facts by software, released without the three reviews.

Why that is right, and what was rejected: ``docs/decisions/0007-records-that-a-law-orders.md``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from huizheng.inner.publishing.actions.moving import locked, move
from huizheng.inner.publishing.actions.releasing import send_out
from huizheng.inner.publishing.actions.writing import start_page, working_copy
from huizheng.inner.publishing.columns import place
from huizheng.inner.publishing.documents import reviewed_digest, to_edition
from huizheng.inner.publishing.errors import BearsSecrecyMark, ChecksFailed, NotAllowed, NotNow, NotReady, NotVisible
from huizheng.inner.publishing.examining import BLOCK, SECRECY, run_checks
from huizheng.inner.publishing.kinds import kind_of
from huizheng.inner.publishing.models import Edition, Manuscript, Submission
from huizheng.inner.publishing.policies import check_act, standing_of
from huizheng.inner.publishing.states import Act, State
from huizheng.inner.sites.api import review_chain
from huizheng.lib.actors import SYSTEM

if TYPE_CHECKING:
    import datetime as dt
    import uuid

    from huizheng.inner.publishing.kinds import ContentPage
    from huizheng.lib.actors import Actor

# The chain of a column that the trees give to what systems make.
BY_SYSTEM = "auto"


@transaction.atomic
def release_record(
    *,
    key: uuid.UUID,
    site: str,
    column: str,
    kind: str,
    title: str,
    organ: str,
    values: dict[str, Any],
    by: Actor = SYSTEM,
    at: dt.datetime,
) -> Edition:
    """This function will make public what a law orders to be published and software composed of facts.

    The same ``key`` is the same page, however often it comes: one that is public already is returned as it stands.
    ``organ`` is who answers for the record. Only for kinds that name the law (``ORDERED_BY``), in columns whose chain
    is the system's own, after every check that a person's text passes too. Raises ``PermissionError`` for anybody but
    the system, ``NotAllowed``, ``NoSuchColumn``, ``NotNow`` when it was withdrawn, ``NotReady``, ``ChecksFailed``,
    ``BearsSecrecyMark``. (行政许可法 art 40; 政府信息公开条例 art 17: the checks are the review.)
    """
    _check_system(by)
    if not kind_of(kind).ORDERED_BY:
        raise NotAllowed("这类稿件没有法律直接规定公开，须经三审发布。")
    where = place(site, column)
    if review_chain(site, column)["code"] != BY_SYSTEM:
        raise NotAllowed(f"栏目“{where.column_name}”须经三审发布，系统不能自动发布。")
    known = Manuscript.objects.filter(key=key).first()
    if known is not None:
        return _public(locked(known.number))
    draft = start_page(
        site=site, column=column, kind=kind, title=title, values=values, key=key, organ=organ, by=by, at=at
    )
    return _release(draft, by=by, at=at)


@transaction.atomic
def amend_record(*, key: uuid.UUID, values: dict[str, Any], by: Actor = SYSTEM, at: dt.datetime) -> Edition:
    """This function will release a new edition of a record in which some facts are different by now.

    An amendment that changes nothing makes no edition. Raises ``PermissionError``, ``NotVisible`` for an unknown key,
    ``NotNow`` while it is not public or somebody revises it, and what ``release_record`` raises of the text.
    """
    _check_system(by)
    known = Manuscript.objects.filter(key=key).first()
    if known is None:
        raise NotVisible
    found = locked(known.number)
    current = _public(found)
    if found.state != State.RELEASED:
        raise NotNow("这条记录正在修订，修订结束以后再更新。")
    page = working_copy(found, by=by)
    if all(page.value(name) == value for name, value in values.items()):
        return current
    for name, value in values.items():
        setattr(page, name, value)
    page.save()
    move(found, check_act(found, Act.REVISE, standing_of(by, at)), act="revise", by=by, at=at)
    return _release(found, by=by, at=at)


def _check_system(by: Actor) -> None:
    if by != SYSTEM:
        raise PermissionError("only the system releases what it composed; people's texts go through review")


def _public(manuscript: Manuscript) -> Edition:
    """Return what is public of a record; raises ``NotNow`` when it was taken down."""
    current: Edition | None = manuscript.current
    if current is None:
        raise NotNow("这条记录已经从网站撤下，不能由系统再次发布。确需公开的，请由有“信息采编”职责的同事修订后送审。")
    return current


def _release(draft: Manuscript, *, by: Actor, at: dt.datetime) -> Edition:
    assert draft.page is not None, "a record has its working copy"
    page: ContentPage = draft.page.specific
    if faults := [sentence for _, sentence in page.faults() if sentence]:
        raise NotReady("；".join(faults))
    document = to_edition(page, draft.version + 1, at)
    blocking = [each for each in run_checks(document) if each.severity == BLOCK]
    if secret := [each for each in blocking if each.code.startswith(SECRECY)]:
        raise BearsSecrecyMark(secret)
    if blocking:
        raise ChecksFailed(blocking)
    Submission.objects.create(
        manuscript=draft,
        round=draft.submissions.count() + 1,
        document=document,
        digest=reviewed_digest(document),
        findings=[],
        author=str(by),
        writers=[str(by)],
        submitted_at=at,
    )
    return send_out([draft], act=Act.RELEASE_RECORD, by=by, at=at)[0]
