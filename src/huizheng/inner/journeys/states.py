"""The life of a publication: who is waited for, and what may follow."""

from __future__ import annotations

from typing import Final

from django.db import models


class PublicationState(models.TextChoices):
    WAITING = "waiting", "待公开"
    HELD = "held", "待判断"
    PUBLISHED = "published", "已公开"
    ELSEWHERE = "elsewhere", "已另行公开"
    WITHHELD = "withheld", "依法不公开"


TRANSITIONS: Final[dict[PublicationState, frozenset[PublicationState]]] = {
    PublicationState.WAITING: frozenset(
        {PublicationState.PUBLISHED, PublicationState.ELSEWHERE, PublicationState.WITHHELD}
    ),
    PublicationState.HELD: frozenset({PublicationState.WAITING, PublicationState.WITHHELD}),
    PublicationState.PUBLISHED: frozenset(),
    PublicationState.ELSEWHERE: frozenset(),
    # A ground may fall away, or the holder agrees: then it is published after all.
    PublicationState.WITHHELD: frozenset({PublicationState.WAITING}),
}
OPEN: Final = frozenset({PublicationState.WAITING, PublicationState.HELD})
TONES: Final = {
    PublicationState.WAITING: "info",
    PublicationState.HELD: "warning",
    PublicationState.PUBLISHED: "success",
    PublicationState.ELSEWHERE: "success",
    PublicationState.WITHHELD: "neutral",
}


class Trouble(models.TextChoices):
    """Why software could not publish."""

    NO_SITE = "no_site", "机关没有可以公开的网站"
    NO_COLUMN = "no_column", "网站没有“行政许可”栏目"
    REFUSED = "refused", "没有通过发布检查"


class Ground(models.TextChoices):
    """What keeps a grant from the public (行政许可法 arts 5, 40; 政府信息公开条例 arts 14, 15)."""

    STATE = "state", "国家秘密（行政许可法第五条，政府信息公开条例第十四条）"
    COMMERCIAL = "commercial", "商业秘密（行政许可法第五条，政府信息公开条例第十五条）"
    PRIVACY = "privacy", "个人隐私（行政许可法第五条，政府信息公开条例第十五条）"


class LicenceStatus(models.TextChoices):
    """What became of a licence, as its public record says it; the words are those of the licences room."""

    VALID = "valid", "有效"
    EXPIRED = "expired", "已过期"
    RENEWED = "renewed", "已延续"
    WITHDRAWN = "withdrawn", "已撤回"
    REVOKED = "revoked", "已撤销"
    CANCELLED = "cancelled", "已注销"


def publication_states() -> list[tuple[str, str]]:
    return list(PublicationState.choices)


def troubles() -> list[tuple[str, str]]:
    return list(Trouble.choices)


def grounds() -> list[tuple[str, str]]:
    return list(Ground.choices)


def licence_statuses() -> list[tuple[str, str]]:
    return list(LicenceStatus.choices)
