"""Work that a job does for many things, where what fails for one must not keep the others waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from huizheng.commons.telemetry.actions import record_failure
from huizheng.commons.telemetry.faults import where

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

Thing = TypeVar("Thing")


def one_by_one(
    things: Iterable[Thing],
    act: Callable[[Thing], object],
    *,
    source: str,
    name: Callable[[Thing], object],
    at: dt.datetime,
) -> int:
    """This function will do the act for each thing and return for how many it did; an act that says False did nothing.

    A failure stops no other: the operator sees it under the thing's ``name``, with its kind and place.
    """
    done = 0
    for thing in things:
        try:
            done += act(thing) is not False
        except Exception as error:  # noqa: BLE001 - the operator sees it, the others go on
            record_failure(source=source, summary=f"{name(thing)}: {type(error).__name__}", detail=where(error), at=at)
    return done
