"""The door of the items room."""

from huizheng.inner.items.actions import (
    check_release,
    draft_release,
    release_service,
    release_starting_data,
    withdraw_service,
)
from huizheng.inner.items.diff import Difference, differences
from huizheng.inner.items.errors import (
    AlreadyReleased,
    ItemsError,
    NoSuchRelease,
    NotADocument,
    NotAllowed,
    NotChecked,
    NotFit,
    NotOffered,
    ReasonNeeded,
    SamePerson,
)
from huizheng.inner.items.models import Item, Release
from huizheng.inner.items.queries import ServiceRelease, current_release, item_names, release_by_digest, release_for
from huizheng.inner.items.rules import Finding, Severity, examine
from huizheng.inner.items.states import ReleaseState

__all__ = [
    "AlreadyReleased",
    "Difference",
    "Finding",
    "Item",
    "ItemsError",
    "NoSuchRelease",
    "NotADocument",
    "NotAllowed",
    "NotChecked",
    "NotFit",
    "NotOffered",
    "ReasonNeeded",
    "Release",
    "ReleaseState",
    "SamePerson",
    "ServiceRelease",
    "Severity",
    "check_release",
    "current_release",
    "differences",
    "draft_release",
    "examine",
    "item_names",
    "release_by_digest",
    "release_for",
    "release_service",
    "release_starting_data",
    "withdraw_service",
]
