from __future__ import annotations


class NoticeRefused(ValueError):
    """The rows are no holiday notice of that year; the text says in Chinese which row and what to mend."""
