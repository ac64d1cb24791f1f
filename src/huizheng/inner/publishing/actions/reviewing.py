"""Handing in, the three reviews, and sending back. Every verdict is about one exact text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from huizheng.commons.events.api import publish
from huizheng.inner.organs.api import delegation_behind
from huizheng.inner.publishing.actions.moving import locked, move, note, open_submission
from huizheng.inner.publishing.documents import files_named_in, reviewed_digest, to_edition
from huizheng.inner.publishing.errors import (
    BearsSecrecyMark,
    ChecksFailed,
    ContentChanged,
    NotNow,
    NotOpen,
    NotReady,
    ReasonMissing,
)
from huizheng.inner.publishing.events import ManuscriptSubmitted, SecrecyMarkFound
from huizheng.inner.publishing.examining import BLOCK, SECRECY, run_checks
from huizheng.inner.publishing.models import Manuscript, Material, Review, Submission
from huizheng.inner.publishing.policies import Standing, check_act, check_after, standing_of
from huizheng.inner.publishing.queries import hands_of
from huizheng.inner.publishing.states import CHAIN_ALERT, WAITED_FOR, Act, Openness, State, Verdict

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.publishing.kinds import ContentPage
    from huizheng.lib.actors import Actor


def submit(*, number: int, by: Actor, at: dt.datetime) -> Submission:
    """This function will hand a draft in for review: this very text, after the checks, and lock it.

    Raises ``NotVisible``, ``NotNow``, ``NotAllowed``, ``NotReady`` when the text is no edition yet, ``NotOpen``
    unless it is openly published (政府信息公开条例 arts 13, 17), ``ChecksFailed`` with what must be mended first,
    ``BearsSecrecyMark``: then the secrecy officer is told, whoever tries (保守国家秘密法 art 31).
    """
    refused: BearsSecrecyMark | None = None
    with transaction.atomic():
        found = locked(number)
        act = Act.SUBMIT_ALERT if found.chain == CHAIN_ALERT else Act.SUBMIT
        to = check_act(found, act, standing_of(by, at))
        page = _page(found)
        if page.openness != Openness.OPEN:
            raise NotOpen
        document = to_edition(page, found.version + 1, at)
        _check_files(document)
        findings = run_checks(document)
        if secret := [each for each in findings if each.severity == BLOCK and each.code.startswith(SECRECY)]:
            # The refusal must leave a trace, so this transaction is not rolled back.
            codes = sorted({each.code for each in secret})
            note(found, "refuse_secrecy", {"codes": codes}, by=by, at=at)
            publish(SecrecyMarkFound(number=found.number, organ=found.organ_id, codes=codes, at=at))
            refused = BearsSecrecyMark(secret)
        elif blocking := [each for each in findings if each.severity == BLOCK]:
            raise ChecksFailed(blocking)
        else:
            submission = Submission.objects.create(
                manuscript=found,
                round=found.submissions.count() + 1,
                document=document,
                digest=reviewed_digest(document),
                findings=[each.to_facts() for each in findings],
                author=str(by),
                writers=_writers(found, page, by),
                submitted_at=at,
            )
            found.title = document["title"]
            move(found, to, act="submit", facts={"digest": submission.digest}, by=by, at=at)
            publish(ManuscriptSubmitted(number=found.number, state=to, at=at))
    if refused is not None:
        raise refused
    return submission


def pass_review(*, number: int, reason: str = "", by: Actor, at: dt.datetime) -> Review:
    """This function will pass the text at the step it waits at; after the last one it may be released.

    Raises ``NotVisible``, ``NotNow``, ``NotAllowed``, ``FourEyes``, and ``ContentChanged`` when the working copy is
    no longer what was handed in: the submission is void and the author has it back.
    """
    changed = False
    with transaction.atomic():
        found = locked(number)
        submission = open_submission(found)
        standing = standing_of(by, at)
        to = check_act(found, Act.PASS, standing, submission=submission)
        assert submission is not None, "the policy asks for one"
        if reviewed_digest(to_edition(_page(found), found.version + 1, at)) != submission.digest:
            changed = True
            submission.closed_at = at
            submission.save(update_fields=["closed_at"])
            move(found, State.DRAFT, act="void", by=by, at=at)
        else:
            verdict = _record(found, submission, Verdict.PASSED, reason, standing=standing, at=at)
            move(found, to, act="pass", facts={"digest": submission.digest, "review": verdict.pk}, by=by, at=at)
            publish(ManuscriptSubmitted(number=found.number, state=to, at=at))
    if changed:
        raise ContentChanged
    return verdict


@transaction.atomic
def return_text(*, number: int, reason: str, by: Actor, at: dt.datetime) -> Review:
    """This function will send the text back to its author, with the reason; all its passes are void.

    Raises ``NotVisible``, ``NotNow``, ``NotAllowed``, ``ReasonMissing``.
    """
    found = locked(number)
    standing = standing_of(by, at)
    to = check_act(found, Act.RETURN, standing)
    submission = open_submission(found)
    if submission is None:
        raise NotNow
    if not reason.strip():
        raise ReasonMissing("请写明退回的理由，让作者知道怎样修改。")
    if str(by) == submission.author:
        raise NotNow("这是您提交的稿件，请用“收回修改”。")
    verdict = _record(found, submission, Verdict.RETURNED, reason, standing=standing, at=at)
    submission.closed_at = at
    submission.save(update_fields=["closed_at"])
    move(found, to, act="return", facts={"digest": submission.digest, "review": verdict.pk}, by=by, at=at)
    return verdict


@transaction.atomic
def check_afterwards(*, number: int, reason: str, by: Actor, at: dt.datetime) -> Manuscript:
    """This function will note that somebody else than the signer has checked what went through the green channel.

    Raises ``NotVisible``, ``NotAllowed``, ``FourEyes``, ``NotNow``.
    """
    found = locked(number)
    check_after(found, standing_of(by, at), hands_of(found))
    found.after_check_due, found.after_checked_by, found.after_checked_at = False, str(by), at
    found.save()
    note(found, "check_afterwards", {"reason": reason.strip()[:400]}, by=by, at=at)
    return found


def _record(
    manuscript: Manuscript,
    submission: Submission,
    verdict: Verdict,
    reason: str,
    *,
    standing: Standing,
    at: dt.datetime,
) -> Review:
    actor = standing.actor
    duty = WAITED_FOR[State(manuscript.state)]
    behind = next(
        (
            found
            for key in (manuscript.organ_id, manuscript.owner_id)
            if duty in standing.duties.get(key, ()) and (found := delegation_behind(actor.id, duty, key, at))
        ),
        None,
    )
    return Review.objects.create(
        submission=submission,
        step=manuscript.state,
        verdict=verdict,
        digest=submission.digest,
        author=submission.author,
        reviewer=str(actor),
        delegation=behind.pk if behind else None,
        reason=reason.strip()[:1000],
        reviewed_at=at,
    )


def _page(manuscript: Manuscript) -> ContentPage:
    if manuscript.page is None:
        raise NotReady
    page: ContentPage = manuscript.page.specific
    return page


def _writers(manuscript: Manuscript, page: ContentPage, by: Actor) -> list[str]:
    """Return everybody who has saved the text since it was last released, and who hands it in."""
    last = manuscript.editions.order_by("-version").values_list("released_at", flat=True).first()
    saved = page.revisions.filter(user__isnull=False)
    if last is not None:
        saved = saved.filter(created_at__gt=last)
    hands = {f"official:{pk}" for pk in saved.values_list("user_id", flat=True).distinct()}
    if manuscript.version == 0:
        hands.add(manuscript.author)
    return sorted({*hands, str(by)})


def _check_files(document: dict[str, Any]) -> None:
    """Raise ``NotReady`` unless every file named is in the site's own library: another's drafts stay another's."""
    named = files_named_in(document)
    known = set(Material.objects.filter(site=document["site"], file__sm3__in=named).values_list("file__sm3", flat=True))
    if named - known:
        raise NotReady("稿件用到的文件不在本网站的素材库里，请先上传到本网站再选用。")
