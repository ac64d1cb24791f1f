"""The states of a release, who may be waited for in each, and what may follow."""

from __future__ import annotations

from typing import Final

from django.db import models


class ReleaseState(models.TextChoices):
    DRAFT = "draft", "草稿"
    CHECKED = "checked", "已检查"
    RELEASED = "released", "已发布"
    SUPERSEDED = "superseded", "已被新版本取代"
    WITHDRAWN = "withdrawn", "已停办"


TRANSITIONS: Final[dict[ReleaseState, frozenset[ReleaseState]]] = {
    ReleaseState.DRAFT: frozenset({ReleaseState.CHECKED}),
    ReleaseState.CHECKED: frozenset({ReleaseState.DRAFT, ReleaseState.RELEASED}),
    ReleaseState.RELEASED: frozenset({ReleaseState.SUPERSEDED, ReleaseState.WITHDRAWN}),
    ReleaseState.SUPERSEDED: frozenset(),
    ReleaseState.WITHDRAWN: frozenset(),
}
# Once released, a document is what applications were filed under: for ever readable, never changed.
PUBLISHED: Final = (ReleaseState.RELEASED, ReleaseState.SUPERSEDED, ReleaseState.WITHDRAWN)


def release_states() -> list[tuple[str, str]]:
    return list(ReleaseState.choices)
