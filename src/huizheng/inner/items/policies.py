"""Who may write, release and withdraw items, now.

The item library is one for the whole province: an item is kept by the organs of its kind and by the organ that runs
government services. Whoever drafted a release never releases it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from huizheng.inner.items.errors import NotAllowed, SamePerson
from huizheng.inner.organs.api import Duty, organs_with_duty
from huizheng.lib.actors import ActorKind

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.items.models import Item, Release
    from huizheng.lib.actors import Actor

# 政务服务主管部门: the data resources administration of any level.
LIBRARY_KEEPER: Final = "data-resources"


def check_edit_item(item: Item, *, by: Actor, at: dt.datetime) -> None:
    """Raise ``NotAllowed`` unless the actor may write releases of the item; the starting data is the system's."""
    _check(item, Duty.ITEM_EDIT, by=by, at=at, sentence="您没有编制这个事项的职责，请联系本机关的事项编制人员。")


def check_release_item(release: Release, *, by: Actor, at: dt.datetime) -> None:
    """Raise ``SamePerson`` for the drafter, ``NotAllowed`` without the duty."""
    if release.drafted_by == str(by):
        raise SamePerson
    _check(release.item, Duty.ITEM_RELEASE, by=by, at=at, sentence="您没有发布事项的职责，请交由有发布职责的同事办理。")


def check_withdraw_item(release: Release, *, by: Actor, at: dt.datetime) -> None:
    """Raise ``NotAllowed`` without the duty to release."""
    _check(release.item, Duty.ITEM_RELEASE, by=by, at=at, sentence="您没有停办事项的职责，请交由有发布职责的同事办理。")


def can_edit(item: Item, *, by: Actor, at: dt.datetime) -> bool:
    try:
        check_edit_item(item, by=by, at=at)
    except NotAllowed:
        return False
    return True


def can_release(release: Release, *, by: Actor, at: dt.datetime) -> bool:
    try:
        check_release_item(release, by=by, at=at)
    except NotAllowed:
        return False
    return True


def _check(item: Item, duty: Duty, *, by: Actor, at: dt.datetime, sentence: str) -> None:
    if by.kind == ActorKind.SYSTEM:
        return
    if by.kind == ActorKind.OFFICIAL:
        kinds = {key.partition("-")[2] for key in organs_with_duty(by.id, duty, at)}
        if kinds & {item.organ_kind, LIBRARY_KEEPER}:
            return
    raise NotAllowed(sentence)
