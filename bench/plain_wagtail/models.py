"""A site's home page, its columns, its articles."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page

PAGE_SIZE = 20


class BasePage(Page):
    """What every page shows around its own part: the columns of the site, with what is below each."""

    class Meta:
        abstract = True

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        home = self.get_site().root_page
        menu = list(ColumnPage.objects.descendant_of(home).live().in_menu().order_by("path"))
        top = home.depth + 1
        context["home"] = home
        context["menu"] = [
            (each, [below for below in menu if below.depth == top + 1 and below.path.startswith(each.path)])
            for each in menu
            if each.depth == top
        ]
        return context


class HomePage(BasePage):
    # Which columns it shows and how many of each: ``[[column page's id, count], …]``.
    sections = models.JSONField(default=list)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        columns = ColumnPage.objects.in_bulk([number for number, _ in self.sections])
        context["sections"] = [
            (columns[number], ArticlePage.objects.descendant_of(columns[number]).live().newest()[:count])
            for number, count in self.sections
        ]
        return context


class ColumnPage(BasePage):
    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        articles = ArticlePage.objects.child_of(self).live().newest()
        context["articles"] = Paginator(articles, PAGE_SIZE).get_page(request.GET.get("page"))
        context["beside"] = ColumnPage.objects.sibling_of(self).live()
        return context


class ArticleQuerySet(Page.objects._queryset_class):  # noqa: SLF001 - so Wagtail's own guide derives it
    def newest(self) -> ArticleQuerySet:
        return self.order_by("-published_at", "-pk")


class ArticlePage(BasePage):
    summary = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(db_index=True)
    body = StreamField([("paragraph", blocks.RichTextBlock())], blank=True)

    objects = Page.objects.__class__.from_queryset(ArticleQuerySet)()

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        column = self.get_parent().specific
        beside = ArticlePage.objects.child_of(column).live()
        context["column"] = column
        context["columns"] = ColumnPage.objects.sibling_of(column).live()
        context["newer"] = beside.filter(published_at__gt=self.published_at).order_by("published_at").first()
        context["older"] = beside.filter(published_at__lt=self.published_at).newest().first()
        return context
