"""单页: the one page of a column, such as the functions of an organ or a guide."""

from __future__ import annotations

from huizheng.inner.publishing.kinds.base import ContentPage
from huizheng.inner.publishing.kinds.registry import register_kind


@register_kind
class InfoPage(ContentPage):
    """A text that stands for its column and is kept up to date."""

    KIND = "info"
    PERSONAL_DATA: tuple[str, ...] = ()

    class Meta:
        verbose_name = "单页"
        ordering = ("pk",)
