"""Days and moments as the office reads them; nothing where there is none."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format


def day(value: dt.date | None) -> str:
    return date_format(value, "Y年n月j日") if value else ""


def moment(value: dt.datetime | None) -> str:
    return date_format(timezone.localtime(value), "Y年n月j日 H:i") if value else ""
