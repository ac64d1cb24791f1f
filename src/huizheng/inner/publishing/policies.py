"""Who may do what with a manuscript: plain rules over what an official stands for, easy to tabulate."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from huizheng.inner.organs.api import Duty, Official, duties_of
from huizheng.inner.publishing.errors import FourEyes, NotAllowed, NotNow, NotVisible
from huizheng.inner.publishing.states import EDITABLE, TRANSITIONS, WAITED_FOR, Act, State
from huizheng.inner.sites.api import kept_by
from huizheng.lib.actors import Actor, ActorKind

if TYPE_CHECKING:
    from huizheng.inner.publishing.models import Manuscript, Placement, Submission

PUBLISHING = frozenset({Duty.PUBLISH_WRITE, Duty.PUBLISH_REVIEW, Duty.PUBLISH_RELEASE})
_SYSTEM_ACTS = frozenset({Act.RELEASE, Act.WITHDRAW, Act.ARCHIVE, Act.SUBMIT, Act.REVISE, Act.RELEASE_RECORD})


@dataclass(frozen=True)
class Standing:
    """What an official stands for at a moment: duties by organ, and the sites kept as their administrator."""

    actor: Actor
    duties: dict[str, set[Duty]] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()

    @property
    def is_system(self) -> bool:
        return self.actor.kind == ActorKind.SYSTEM

    def organs(self, *duties: Duty) -> list[str]:
        """Return the organs in which the official has any of the duties."""
        return sorted(key for key, held in self.duties.items() if held & set(duties))

    def has(self, manuscript: Manuscript, duty: Duty) -> bool:
        """Say whether the duty reaches the manuscript: in the site's organ, or in the one that owns its column."""
        return any(duty in self.duties.get(key, ()) for key in (manuscript.organ_id, manuscript.owner_id))


def standing_of(official: Official | Actor, at: dt.datetime) -> Standing:
    """Return what somebody stands for, in two questions; the system stands for all, a resident for nothing."""
    actor = official.as_actor() if isinstance(official, Official) else official
    if actor.kind != ActorKind.OFFICIAL:
        return Standing(actor)
    held = duties_of(actor.id, at)
    kept: frozenset[str] = frozenset()
    if any(Duty.SITE_ADMIN in duties for duties in held.values()):
        person = official if isinstance(official, Official) else Official.objects.get(pk=actor.id)
        kept = frozenset(kept_by(person, at).values_list("slug", flat=True))
    return Standing(actor, held, kept)


def visible_to(standing: Standing) -> Q:
    """Return the one predicate by which every list, count and page of manuscripts is filtered."""
    if standing.is_system:
        return Q()
    organs = standing.organs(*PUBLISHING)
    seen = Q(organ__in=organs) | Q(owner__in=organs) if organs else Q(pk__in=[])
    return seen | Q(site__in=standing.kept) if standing.kept else seen


def may_see(manuscript: Manuscript, standing: Standing) -> bool:
    return (
        standing.is_system
        or manuscript.site in standing.kept
        or any(standing.has(manuscript, duty) for duty in PUBLISHING)
    )


def check_see(manuscript: Manuscript, standing: Standing) -> None:
    """Raise ``NotVisible`` unless the manuscript is one the official works with."""
    if not may_see(manuscript, standing):
        raise NotVisible


def check_act(manuscript: Manuscript, act: Act, standing: Standing, *, submission: Submission | None = None) -> State:
    """Return the state that follows; raise ``NotVisible``, ``NotNow``, ``NotAllowed`` or ``FourEyes``.

    Who wrote may not review, and nobody passes two of the three reviews of one text.
    """
    check_see(manuscript, standing)
    state = State(manuscript.state)
    to = TRANSITIONS.get((state, act))
    if to is None:
        raise NotNow
    if act is Act.WITHDRAW and not manuscript.is_public:
        raise NotNow("这份稿件没有发布，不需要撤下。")
    if act is Act.ARCHIVE and manuscript.is_public:
        raise NotNow("这份稿件还在网站上，请先撤下。")
    if standing.is_system:
        if act not in _SYSTEM_ACTS:
            raise NotAllowed
        return to
    _check_duty(manuscript, act, state, standing)
    if act is Act.PASS:
        _check_four_eyes(standing.actor, submission)
    return to


def _check_duty(manuscript: Manuscript, act: Act, state: State, standing: Standing) -> None:
    if act is Act.RELEASE_RECORD:
        raise NotAllowed("人写的稿件须经三审，不能自动发布。")
    if act in {Act.SUBMIT, Act.SUBMIT_ALERT, Act.RECALL, Act.REVISE}:
        if not standing.has(manuscript, Duty.PUBLISH_WRITE):
            raise NotAllowed("您没有这个栏目的采编职责，请联系本机关的机构管理员。")
    elif act in {Act.PASS, Act.RETURN, Act.RELEASE}:
        duty = WAITED_FOR[state]
        if not standing.has(manuscript, duty):
            raise NotAllowed(f"这一步需要“{duty.label}”职责，请交由有这项职责的同事办理。")
    elif act is Act.WITHDRAW:
        if not (standing.has(manuscript, Duty.PUBLISH_RELEASE) or manuscript.site in standing.kept):
            raise NotAllowed("撤下页面需要“信息签发”或者“网站管理”职责。")
    elif act is Act.ARCHIVE and not (standing.has(manuscript, Duty.PUBLISH_WRITE) or manuscript.site in standing.kept):
        raise NotAllowed


def _check_four_eyes(actor: Actor, submission: Submission | None) -> None:
    if submission is None:
        raise NotNow
    if str(actor) in submission.writers or str(actor) == submission.author:
        raise FourEyes
    if any(each.reviewer == str(actor) and each.verdict == "passed" for each in submission.reviews.all()):
        raise FourEyes


def check_after(manuscript: Manuscript, standing: Standing, hands: set[str]) -> None:
    """Raise unless the official may check afterwards what one signature has released; ``hands`` had a part in it."""
    check_see(manuscript, standing)
    if not manuscript.after_check_due:
        raise NotNow
    if not standing.has(manuscript, Duty.PUBLISH_REVIEW):
        raise NotAllowed
    if str(standing.actor) in hands:
        raise FourEyes("事后复核应当由没有参与采编和签发的同事进行。")


def can(manuscript: Manuscript, act: Act, standing: Standing, *, submission: Submission | None = None) -> bool:
    """Turn ``check_act`` into a yes or no."""
    try:
        check_act(manuscript, act, standing, submission=submission)
    except (NotVisible, NotNow, NotAllowed):
        return False
    return True


def may_edit(manuscript: Manuscript, standing: Standing) -> bool:
    """Say whether the text may be changed now: a draft, by a writer of its column."""
    return State(manuscript.state) in EDITABLE and standing.has(manuscript, Duty.PUBLISH_WRITE)


def may_edit_page(user: Any, page: Any) -> bool:
    """Answer Wagtail's editor, which knows no moment: by the standing that ``bring_standing`` brought, else no."""
    manuscript = getattr(page, "manuscript", None)
    standing: Standing | None = getattr(user, "publishing_standing", None)
    return manuscript is not None and standing is not None and may_edit(manuscript, standing)


def bring_standing(official: Official, at: dt.datetime) -> Standing:
    """Work out a request's standing and lay it beside its user: Django makes one such object a request."""
    standing = standing_of(official, at)
    official.publishing_standing = standing  # type: ignore[attr-defined]
    official.duties_now = frozenset().union(*standing.duties.values())  # type: ignore[attr-defined]
    return standing


def check_write(organ: str, owner: str, standing: Standing) -> None:
    """Raise ``NotAllowed`` unless the official writes for a column."""
    if standing.is_system or any(Duty.PUBLISH_WRITE in standing.duties.get(key, ()) for key in (organ, owner)):
        return
    raise NotAllowed("您没有这个栏目的采编职责，请换一个栏目，或者联系本机关的机构管理员。")


def check_receive(placement: Placement, standing: Standing) -> None:
    """Raise ``NotVisible`` or ``NotAllowed`` unless the official decides what stands on the receiving site."""
    if standing.is_system or placement.site in standing.kept:
        return
    if Duty.PUBLISH_RELEASE in standing.duties.get(placement.organ_id, ()):
        return
    raise NotAllowed("是否采用由接收网站有“信息签发”职责的人员审定。")


def may_decide(placement: Placement, standing: Standing) -> bool:
    try:
        check_receive(placement, standing)
    except NotAllowed:
        return False
    return True


def may_end(placement: Placement, standing: Standing) -> bool:
    """Say whether the official may end a placement: the receiving site's releaser, or the source's people."""
    source = placement.manuscript
    return (
        standing.is_system
        or placement.site in standing.kept
        or source.site in standing.kept
        or Duty.PUBLISH_RELEASE in standing.duties.get(placement.organ_id, ())
        or standing.has(source, Duty.PUBLISH_WRITE)
        or standing.has(source, Duty.PUBLISH_RELEASE)
    )
