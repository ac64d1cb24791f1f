"""The story: casework grants a licence, publishing makes it public, and the clock of art 40 stops.

    DecisionMade → take_up → the clock runs → publish ─► on the organ's site: the clock stops
                                               └► a doubt, no site, a refused check: somebody is told, and judges

Every step is safe to be done twice.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from huizheng.commons.audit.api import record
from huizheng.commons.calendar.api import working_calendar
from huizheng.commons.clocks.api import GRANT_PUBLICATION, clock_of, start_clock, stop_clock
from huizheng.commons.events.api import publish
from huizheng.commons.reference.api import organ
from huizheng.gate.contracts import LicenceGround
from huizheng.inner.casework.api import grant_facts
from huizheng.inner.journeys.composing import status_values, title_of, values_of
from huizheng.inner.journeys.events import GrantNeedsJudgement, GrantPublished, GrantTakenUp
from huizheng.inner.journeys.models import GrantPublication
from huizheng.inner.journeys.policies import check_judge, check_move
from huizheng.inner.journeys.rules import Incomplete, NotNow, NotVisible, warn_on
from huizheng.inner.journeys.states import Ground, LicenceStatus, PublicationState, Trouble
from huizheng.inner.licences.api import Licence
from huizheng.inner.publishing.api import PublishingError, amend_record, release_record
from huizheng.inner.sites.api import UnknownColumn, column, site_of_organ
from huizheng.lib.actors import SYSTEM

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.casework.api import GrantFacts, Staff
    from huizheng.inner.sites.api import Site
    from huizheng.lib.actors import Actor

COLUMN = "openness/permits"
_PAGES = uuid.UUID("5d0c3f6e-5c0e-4d53-9a0e-2f6f6b1d4a40")


def page_key(case_number: str) -> uuid.UUID:
    """Return the key of a grant's page: the same case is the same page for ever."""
    return uuid.uuid5(_PAGES, case_number)


def subject_of(case_number: str) -> tuple[str, str]:
    return ("grant", case_number)


@transaction.atomic
def take_up(case_number: str, *, at: dt.datetime) -> GrantPublication | None:
    """This function will open what a granted licence owes the public and start its seven working days (art 40).

    Return None for what is no licence: of other items the law orders no such record. The same grant is taken up once.
    Raises casework's ``NotVisible`` unless the case was granted.
    """
    facts = grant_facts(case_number)
    if not facts.is_licence:
        return None
    known = GrantPublication.objects.filter(case_number=case_number).first()
    if known is not None:
        return known
    calendar = working_calendar()
    clock = start_clock(
        subject=subject_of(case_number),
        rule=GRANT_PUBLICATION,
        by=SYSTEM,
        at=at,
        started_on=facts.decided_on,
        calendar=calendar,
    )
    assert clock.due_on is not None, "nothing pauses this clock"
    publication = GrantPublication.objects.create(
        case_number=case_number,
        item_slug=facts.item_slug,
        item_name=facts.item_name,
        organ_key=facts.organ_key,
        decided_on=facts.decided_on,
        state=PublicationState.HELD if facts.doubt else PublicationState.WAITING,
        doubt=facts.doubt,
        due_on=clock.due_on,
        warn_on=warn_on(facts.decided_on, GRANT_PUBLICATION.n, calendar),
    )
    _note(publication, "take_up", {"due_on": publication.due_on.isoformat(), "doubt": facts.doubt}, by=SYSTEM, at=at)
    publish(
        GrantNeedsJudgement(case_number=case_number, at=at)
        if facts.doubt
        else GrantTakenUp(case_number=case_number, at=at)
    )
    return publication


@transaction.atomic
def publish_grant(case_number: str, *, at: dt.datetime) -> GrantPublication:
    """This function will release the record of a grant on its organ's site and stop the clock (arts 40, 54).

    One that is public, withheld or waits for a judgement stays as it is. What stands in the way is written down and
    somebody is told, once a reason. Raises ``NotVisible`` for a grant that was never taken up.
    """
    publication = _locked(case_number)
    if publication.state != PublicationState.WAITING:
        return publication
    facts = grant_facts(case_number)
    site = site_of_organ(facts.organ_key)
    if site is None:
        return _in_trouble(publication, Trouble.NO_SITE, _NO_SITE, at=at)
    if not _has_column(site):
        return _in_trouble(publication, Trouble.NO_COLUMN, _NO_COLUMN.format(site=site.name), at=at)
    try:
        with transaction.atomic():
            number = _release(publication, facts, site, at=at)
    except PublishingError as refusal:
        return _in_trouble(publication, Trouble.REFUSED, str(refusal), at=at)
    today = timezone.localdate(at)
    publication.site, publication.page_number, publication.published_on = site.slug, number, today
    publication.trouble = publication.trouble_note = ""
    _move(publication, PublicationState.PUBLISHED, "publish", {"site": site.slug, "page": number}, by=SYSTEM, at=at)
    _stop(publication, outcome="published", by=SYSTEM, at=at)
    publish(GrantPublished(case_number=case_number, site=site.slug, page_number=number, at=at))
    return publication


_NO_SITE = "本节点没有该机关的网站，也没有同级政府的门户网站。请另行公开后登记公开途径，或者请系统运维开通网站。"
_NO_COLUMN = "“{site}”没有显示“行政许可”栏目。请网站管理员显示该栏目，系统会自动再次公开。"


def _has_column(site: Site) -> bool:
    try:
        return column(site, COLUMN).is_shown
    except UnknownColumn:
        return False


def _release(publication: GrantPublication, facts: GrantFacts, site: Site, *, at: dt.datetime) -> int:
    authority = organ(facts.organ_key)
    edition = release_record(
        key=page_key(publication.case_number),
        site=site.slug,
        column=COLUMN,
        kind="permit",
        title=title_of(facts),
        organ=authority.key,
        values=values_of(facts, publication, authority),
        at=at,
    )
    return int(edition.manuscript_id)


@transaction.atomic
def judge_open(
    case_number: str, *, by: Staff, reason: str, seen: int | None = None, at: dt.datetime
) -> GrantPublication:
    """This function will let a grant be published after somebody judged that nothing stands against it (art 5).

    Raises ``NotVisible``, ``NotYourDuty``, ``NotNow``, ``Incomplete`` without a reason.
    """
    publication = _to_judge(case_number, by=by, seen=seen)
    _reasoned(reason)
    _judged(publication, reason, by=by, at=at)
    publication.ground = ""
    _move(publication, PublicationState.WAITING, "judge_open", {"doubt": publication.doubt}, by=by.actor, at=at)
    return publish_grant(case_number, at=at)


@transaction.atomic
def withhold(
    case_number: str, *, by: Staff, ground: str, reason: str, seen: int | None = None, at: dt.datetime
) -> GrantPublication:
    """This function will keep a grant from the public for one of the grounds of art 5, and stop the clock.

    Raises ``NotVisible``, ``NotYourDuty``, ``NotNow``, ``Incomplete`` without a ground and a reason
    (政府信息公开条例 arts 14, 15: what is not opened has its ground).
    """
    publication = _to_judge(case_number, by=by, seen=seen)
    if ground not in set(Ground):
        raise Incomplete("ground", "请选择不公开的依据。准予许可的决定以公开为原则，只有这三种情形可以不公开。")
    _reasoned(reason)
    publication.ground = ground
    _judged(publication, reason, by=by, at=at)
    publication.trouble = publication.trouble_note = ""
    _move(publication, PublicationState.WITHHELD, "withhold", {"ground": ground}, by=by.actor, at=at)
    _stop(publication, outcome="withheld", by=by.actor, at=at)
    return publication


@transaction.atomic
def note_elsewhere(
    case_number: str, *, by: Staff, where: str, on: dt.date | None, seen: int | None = None, at: dt.datetime
) -> GrantPublication:
    """This function will write down that a grant was opened another way, where no site carries it (条例 art 23).

    Raises ``NotVisible``, ``NotYourDuty``, ``NotNow``, ``Incomplete`` without way and day.
    """
    publication = _to_judge(case_number, by=by, seen=seen)
    if not where.strip():
        raise Incomplete("elsewhere", "请写明公开的途径，如政府公报的期号、公告栏的地点或者网页地址。")
    if on is None or not publication.decided_on <= on <= timezone.localdate(at):
        raise Incomplete("published_on", "请填写实际公开的日期：不早于决定日期，不晚于今天。")
    publication.elsewhere, publication.published_on = where.strip()[:200], on
    _judged(publication, "", by=by, at=at)
    publication.trouble = publication.trouble_note = ""
    _move(publication, PublicationState.ELSEWHERE, "note_elsewhere", {"on": on.isoformat()}, by=by.actor, at=at)
    _stop(publication, outcome="published elsewhere", on=on, by=by.actor, at=at)
    return publication


@transaction.atomic
def mark_grant(
    case_number: str, *, status: LicenceStatus, on: dt.date, reason: str = "", at: dt.datetime
) -> GrantPublication:
    """This function will let the public record say what became of the licence: revoked, cancelled, expired …

    The record stays, in a new edition (行政许可法 arts 8, 69, 70). One that is not public yet will say it from the
    beginning. The same news twice makes no second edition. Raises ``NotVisible`` for a grant that was never taken up,
    publishing's ``NotNow`` while somebody revises the page: then it is tried again.
    """
    publication = _locked(case_number)
    said = (str(status), on, reason.strip()[:300])
    if (publication.status, publication.status_on, publication.status_reason) == said:
        return publication
    publication.status, publication.status_on, publication.status_reason = said
    publication.save()
    _note(publication, "mark", {"status": str(status), "on": on.isoformat()}, by=SYSTEM, at=at)
    if publication.state == PublicationState.PUBLISHED:
        amend_record(key=page_key(case_number), values=status_values(publication), at=at)
    return publication


@transaction.atomic
def follow_licence(licence_id: int, *, at: dt.datetime) -> GrantPublication | None:
    """This function will let the public record say how a licence stands today, whatever news of it comes when.

    Of a person who died or cannot act any more the ground is nobody's business (个人信息保护法 arts 6, 34). Return None
    for a licence whose grant owes nothing here. Raises what ``mark_grant`` raises.
    """
    licence = Licence.objects.get(pk=licence_id)
    if not GrantPublication.objects.filter(case_number=licence.case_number).exists():
        return None
    told = "" if licence.ground == LicenceGround.HOLDER_INCAPABLE else licence.get_ground_display()
    status = LicenceStatus(licence.state)
    return mark_grant(licence.case_number, status=status, on=licence.since_on, reason=str(told), at=at)


@transaction.atomic
def follow_calendar(case_number: str) -> None:
    """This function will take over the last day after a notice of holidays moved it."""
    publication = GrantPublication.objects.select_for_update().filter(case_number=case_number).first()
    clock = clock_of(subject_of(case_number), GRANT_PUBLICATION.code)
    if publication is None or clock is None or clock.due_on is None:
        return
    publication.due_on = clock.due_on
    publication.warn_on = warn_on(publication.decided_on, GRANT_PUBLICATION.n, working_calendar())
    publication.save(update_fields=["due_on", "warn_on"])


def _locked(case_number: str) -> GrantPublication:
    found = GrantPublication.objects.select_for_update().filter(case_number=case_number).first()
    if found is None:
        raise NotVisible("没有这项许可公开。")
    return found


def _to_judge(case_number: str, *, by: Staff, seen: int | None) -> GrantPublication:
    publication = _locked(case_number)
    check_judge(publication, by=by)
    if seen is not None and seen != publication.version:
        raise NotNow("您打开页面之后，这项许可公开有了新的变化，请看过以后再办。")
    return publication


def _reasoned(reason: str) -> None:
    if not reason.strip():
        raise Incomplete("reason", "请写明判断的理由。")


def _judged(publication: GrantPublication, reason: str, *, by: Staff, at: dt.datetime) -> None:
    publication.reason, publication.judged_by, publication.judged_at = reason.strip()[:600], str(by.actor), at


def _in_trouble(publication: GrantPublication, trouble: Trouble, note: str, *, at: dt.datetime) -> GrantPublication:
    """Write down what stands in the way; a new reason is told, the same one is not told every hour."""
    said = (str(trouble), note[:600])
    if (publication.trouble, publication.trouble_note) != said:
        publication.trouble, publication.trouble_note = said
        publication.version += 1
        publication.save()
        _note(publication, "fail", {"trouble": str(trouble)}, by=SYSTEM, at=at)
        publish(GrantNeedsJudgement(case_number=publication.case_number, at=at))
    return publication


def _move(
    publication: GrantPublication, to: PublicationState, act: str, facts: dict[str, Any], *, by: Actor, at: dt.datetime
) -> None:
    check_move(publication, to)
    publication.state = to
    publication.version += 1
    publication.save()
    _note(publication, act, facts, by=by, at=at)


def _note(publication: GrantPublication, act: str, facts: dict[str, Any], *, by: Actor, at: dt.datetime) -> None:
    record(
        actor=by,
        action=f"journeys:grant_publication:{act}",
        target=("case", publication.case_number),
        facts={"state": str(publication.state), **facts},
        at=at,
    )


def _stop(
    publication: GrantPublication, *, outcome: str, by: Actor, at: dt.datetime, on: dt.date | None = None
) -> None:
    clock = clock_of(subject_of(publication.case_number), GRANT_PUBLICATION.code)
    if clock is not None and clock.stopped_on is None:
        stop_clock(clock=clock, outcome=outcome, by=by, at=at, on=on)
