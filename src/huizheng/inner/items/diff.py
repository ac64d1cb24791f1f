"""What changed between two releases, part by part, in words an official can check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from huizheng.inner.items.wording import MEMBERS

Document = Mapping[str, Any]
# Lists whose parts are known by a key of their own; every other list is compared as a whole.
_KEYED: Final = {"materials": "key", "steps": "key", "clocks": "code", "prerequisites": "slug", "unverified": "part"}
_UNTOLD: Final = frozenset({"version", "format"})


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"

    @property
    def label(self) -> str:
        return {"added": "新增", "removed": "删除", "changed": "修改"}[self.value]


@dataclass(frozen=True)
class Difference:
    """One change: the member it belongs to, the path inside, and what stood there before and after."""

    member: str
    path: str
    change: Change
    before: Any
    after: Any

    @property
    def label(self) -> str:
        return MEMBERS.get(self.member, self.member)


def differences(before: Document, after: Document) -> list[Difference]:
    """Return every change from one release to another, in the order of the document."""
    return [
        difference
        for member in dict.fromkeys((*before, *after))
        if member not in _UNTOLD
        for difference in _member(member, before.get(member), after.get(member))
    ]


def _member(member: str, before: Any, after: Any) -> Iterator[Difference]:
    if member == "form":
        yield from _compared(member, _fields(before or {}), _fields(after or {}))
    elif member in _KEYED:
        key = _KEYED[member]
        yield from _compared(
            member, {part[key]: part for part in before or ()}, {part[key]: part for part in after or ()}
        )
    else:
        yield from _value(member, "", before, after)


def _fields(form: Document) -> dict[str, Any]:
    """Return a form's questions by key, the section's title with each, so that a moved question is told too."""
    return {
        field["key"]: {"section": section["title"], **field}
        for section in form.get("sections", ())
        for field in section["fields"]
    }


def _compared(member: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for key in dict.fromkeys((*before, *after)):
        if key not in after:
            yield Difference(member, key, Change.REMOVED, before[key], None)
        elif key not in before:
            yield Difference(member, key, Change.ADDED, None, after[key])
        else:
            for name in dict.fromkeys((*before[key], *after[key])):
                yield from _value(member, f"{key}.{name}", before[key].get(name), after[key].get(name))


def _value(member: str, path: str, before: Any, after: Any) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in dict.fromkeys((*before, *after)):
            yield from _value(member, f"{path}.{name}".lstrip("."), before.get(name), after.get(name))
        return
    change = Change.ADDED if before in (None, "", []) else Change.REMOVED if after in (None, "", []) else Change.CHANGED
    yield Difference(member, path, change, before, after)
