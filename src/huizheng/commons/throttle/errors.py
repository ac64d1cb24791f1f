from __future__ import annotations

import math
from typing import TYPE_CHECKING

from django.utils.translation import gettext

if TYPE_CHECKING:
    import datetime as dt


class LockedOut(Exception):
    """Too many failures: nothing may be tried before ``until``. The text may be shown as it is."""

    def __init__(self, *, until: dt.datetime, at: dt.datetime) -> None:
        self.until = until
        self.minutes = max(1, math.ceil((until - at).total_seconds() / 60))
        super().__init__(self.minutes)

    def __str__(self) -> str:
        return gettext("尝试次数过多，为保护您的信息已暂时锁定。请在%(minutes)d分钟后再试。") % {
            "minutes": self.minutes
        }
