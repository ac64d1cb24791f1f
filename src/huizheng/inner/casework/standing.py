"""An official with the duties held at a moment, as the policies know one; and the system itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huizheng.inner.casework.policies import Staff
from huizheng.inner.organs.api import duties_of
from huizheng.lib.actors import SYSTEM

if TYPE_CHECKING:
    import datetime as dt

    from huizheng.inner.organs.api import Official

THE_SYSTEM = Staff(actor=SYSTEM, official_id=None, name="系统", post="", grants=frozenset())


def staff_of(official: Official, *, at: dt.datetime) -> Staff:
    """Return the official with every duty held at that moment, delegated ones included."""
    held = duties_of(official, at)
    return Staff(
        actor=official.as_actor(),
        official_id=official.pk,
        name=official.display_name,
        post=official.post_label,
        grants=frozenset((organ, str(duty)) for organ, duties in held.items() for duty in duties),
    )
