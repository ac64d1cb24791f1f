"""Sentences with legal effect that notices and the messages about them share."""

from __future__ import annotations


def remedy_text(*, review_organ: str, court: str, act: str = "本决定") -> str:
    """Return how and where the person may object: 行政复议法 第二十条 (60 days), 行政诉讼法 第四十六条 (six months).

    The term of the lawsuit is stated from the law as commonly published; its text is not among the project's sources.
    """
    return (
        f"如不服{act}，可以自收到之日起六十日内向{review_organ}申请行政复议，"
        f"也可以自收到之日起六个月内直接向{court}提起行政诉讼。"
    )
