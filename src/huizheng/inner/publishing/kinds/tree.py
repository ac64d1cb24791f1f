"""The root of a site's pages. Columns are no pages: a page says in which column it stands."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from wagtail.models import Page

from huizheng.inner.publishing.kinds.permissions import NobodysTester


class SitePage(Page):
    """What the pages of one site hang under; nobody edits it."""

    page_ptr = models.OneToOneField(
        Page, on_delete=models.PROTECT, parent_link=True, primary_key=True, related_name="+", verbose_name="页面"
    )
    site_slug = models.CharField("网站", max_length=40, unique=True)

    PERSONAL_DATA: tuple[str, ...] = ()
    is_creatable: ClassVar[bool] = False
    parent_page_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = []
    promote_panels: ClassVar[list[Any]] = []
    settings_panels: ClassVar[list[Any]] = []
    preview_modes: ClassVar[list[tuple[str, str]]] = []

    class Meta:
        verbose_name = "网站根页面"
        ordering = ("site_slug",)

    def permissions_for_user(self, user: Any) -> NobodysTester:
        return NobodysTester(user, self)
