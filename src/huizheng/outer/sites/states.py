"""The ways a page stands, and the words of banners."""

from __future__ import annotations

from django.db.models import TextChoices


class PageState(TextChoices):
    """What people meet at a page's address."""

    SHOWN = "shown", "展示中"
    ABOLISHED = "abolished", "已废止或失效"  # stays readable, marked
    MOVED = "moved", "已转移"
    GONE = "gone", "已撤下"
    EXPIRED = "expired", "已到期"


class How(TextChoices):
    """How a page was withdrawn."""

    ERROR = "error", "误发撤回"
    CONSOLIDATED = "consolidated", "合并"
    ABOLISHED = "abolished", "废止或失效"
    EXPIRED = "expired", "到期"


class Level(TextChoices):
    """How grave an emergency is."""

    RED = "red", "红色"
    ORANGE = "orange", "橙色"
    YELLOW = "yellow", "黄色"
    BLUE = "blue", "蓝色"
    NOTICE = "notice", "提示"


READABLE = (PageState.SHOWN, PageState.ABOLISHED)


def page_states() -> list[tuple[str, str]]:
    return PageState.choices


def withdrawals() -> list[tuple[str, str]]:
    return How.choices


def levels() -> list[tuple[str, str]]:
    return Level.choices
