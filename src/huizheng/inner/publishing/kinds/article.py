"""信息: news, notices, interviews: whatever is a title and a text."""

from __future__ import annotations

from huizheng.inner.publishing.kinds.base import ContentPage
from huizheng.inner.publishing.kinds.registry import register_kind


@register_kind
class ArticlePage(ContentPage):
    """A text with a date: the most frequent kind."""

    KIND = "article"
    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "信息"
        ordering = ("pk",)
