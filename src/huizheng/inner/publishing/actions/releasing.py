"""Release: one text or many become editions and leave for the public network, all at one second or none."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db import transaction

from huizheng.commons.events.api import publish
from huizheng.gate.contracts.editions import digest_of
from huizheng.inner.publishing.actions.moving import locked, move, open_submission
from huizheng.inner.publishing.actions.opening import opened
from huizheng.inner.publishing.carrying import entry, send_editions
from huizheng.inner.publishing.documents import moment, reviewed_digest
from huizheng.inner.publishing.errors import ContentChanged, NothingToRelease, NotNow, TwoSites
from huizheng.inner.publishing.events import EditionsPublished
from huizheng.inner.publishing.models import Bundle, Edition, Manuscript, Submission
from huizheng.inner.publishing.policies import check_act, standing_of
from huizheng.inner.publishing.states import CHAIN_ALERT, Act
from huizheng.inner.sites.api import note_release

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from huizheng.lib.actors import Actor


def release(*, number: int, by: Actor, at: dt.datetime) -> Edition:
    """This function will make the passed text public: an immutable edition, sent in the same transaction.

    Raises ``NotVisible``, ``NotNow``, ``NotAllowed``, ``ContentChanged``. (政府信息公开条例 art 17: review first.)
    """
    return release_bundle(numbers=[number], by=by, at=at)[0]


@transaction.atomic
def release_bundle(*, numbers: Sequence[int], by: Actor, at: dt.datetime) -> list[Edition]:
    """This function will make many passed texts of one site public at one second, all or none.

    Raises ``NothingToRelease``, ``TwoSites``, and for any of them what ``release`` raises: then none goes.
    """
    if not numbers:
        raise NothingToRelease
    standing = standing_of(by, at)
    # One order for everybody, so that two bundles never wait for each other.
    found = [locked(number) for number in sorted(set(numbers))]
    for each in found:
        check_act(each, Act.RELEASE, standing)
    if len({each.site for each in found}) > 1:
        raise TwoSites
    return send_out(found, act=Act.RELEASE, by=by, at=at)


def send_out(found: Sequence[Manuscript], *, act: Act, by: Actor, at: dt.datetime) -> list[Edition]:
    """Make editions of one site's submissions and send them, inside the transaction of the act that let them go."""
    site = found[0].site
    bundle = Bundle.objects.create(key=uuid.uuid4(), site=site, size=len(found), released_at=at, released_by=str(by))
    editions = [_edition(each, bundle, act=act, by=by, at=at) for each in found]
    send_editions(site=site, bundle=bundle.key, entries=[entry(each.document, each.sm3) for each in editions], at=at)
    for column in sorted({each.column for each in found}):
        note_release(site=site, column=column, at=at)
    publish(EditionsPublished(site=site, numbers=[each.number for each in found], at=at))
    return editions


def _edition(manuscript: Manuscript, bundle: Bundle, *, act: Act, by: Actor, at: dt.datetime) -> Edition:
    submission = open_submission(manuscript)
    if submission is None:
        raise NotNow
    document = released_document(submission, version=manuscript.version + 1, at=at)
    document = opened(document, manuscript=manuscript, at=at)
    edition = Edition.objects.create(
        manuscript=manuscript,
        version=manuscript.version + 1,
        document=document,
        sm3=digest_of(document),
        bundle=bundle,
        released_at=at,
        released_by=str(by),
    )
    submission.closed_at = at
    submission.save(update_fields=["closed_at"])
    manuscript.version, manuscript.current = edition.version, edition
    manuscript.withdrawn_how = manuscript.withdrawn_reason = manuscript.withdrawn_to = ""
    manuscript.withdrawn_at = None
    manuscript.after_check_due = manuscript.chain == CHAIN_ALERT
    to = check_act(manuscript, act, standing_of(by, at))
    move(manuscript, to, act=str(act), facts={"version": edition.version, "sm3": edition.sm3}, by=by, at=at)
    return edition


def released_document(submission: Submission, *, version: int, at: dt.datetime) -> dict[str, Any]:
    """Return the reviewed document as it becomes public now; raises ``ContentChanged`` when it is another text."""
    document = dict(submission.document)
    if reviewed_digest(document) != submission.digest:
        raise ContentChanged
    dated = getattr(submission.manuscript.page and submission.manuscript.page.specific, "dated_at", None)
    return {**document, "version": version, "published_at": moment(dated or at)}
