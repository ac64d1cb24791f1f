"""Periods and limits of this room, with their source."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

# How long an untouched draft is kept. Our own rule: personal data is not kept longer than its purpose needs
# (个人信息保护法 art 19), and an applicant who comes back within a quarter finds the work again.
DRAFT_KEPT = dt.timedelta(days=90)
# Whoever began it is told that long before, so that nobody loses an evening's work by surprise.
DRAFT_WARNED_BEFORE = dt.timedelta(days=14)

# How long after the result the applicant's own copy stays readable. Our own rule on the same article: the applicant may
# ask for review within 60 days (行政复议法 art 20) and needs the papers at hand that long and a little longer.
OWN_COPY_KEPT = dt.timedelta(days=90)

# A rating may be given once, and once more as a second opinion after the organ's call-back (国办发〔2019〕51号).
RATINGS_PER_CASE = 2
# So that nobody fills the disk with drafts; far more than anyone has under way.
DRAFTS_AT_ONCE = 50

# So that nobody floods the office; far more than one has to say.
STATEMENTS_PER_CASE = 20

STATEMENT_LENGTH = 2000
RATING_TEXT_LENGTH = 500
WITHDRAWAL_REASON_LENGTH = 300

# How long before the last day for asking for renewal (行政许可法 art 50(1)) its holder is reminded. Our own rule.
REMINDED_BEFORE = dt.timedelta(days=30)


def draft_kept_until(saved_at: dt.datetime) -> dt.date:
    """Return the day on which a draft is deleted that nobody touches any more."""
    return timezone.localdate(saved_at + DRAFT_KEPT)
