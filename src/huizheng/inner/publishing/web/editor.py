"""Wagtail's form for one page, without its own ways of publishing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import PreviewSidePanel
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.preview import PreviewOnEditView
from wagtail.admin.viewsets.pages import PageViewSet

from huizheng.inner.publishing.actions.writing import note_edit
from huizheng.inner.publishing.errors import PublishingError
from huizheng.inner.publishing.kinds import ContentPage

if TYPE_CHECKING:
    from huizheng.inner.organs.api import Official


class Editor(EditView):
    """The form of a draft: saving keeps a revision and brings the manuscript up to date, in one transaction."""

    def get_template_names(self) -> list[str]:
        return ["publishing/studio/edit.html"]

    def get_page_title(self) -> str:
        return f"编辑{self.page_class.get_verbose_name()}"

    def add_save_confirmation_message(self) -> None:
        messages.success(self.request, f"“{self.page.title}”已保存。")

    def save_action(self) -> HttpResponse:
        official: Official = self.request.user
        try:
            with transaction.atomic():
                response = super().save_action()
                note_edit(manuscript=self.page.manuscript, page=self.page, by=official.as_actor(), at=timezone.now())
        except PublishingError as error:
            messages.error(self.request, str(error))
            return redirect("publishing:manuscript", self.page.manuscript.number)
        return response

    def redirect_and_remain(self) -> HttpResponse:
        if "action-done" in self.request.POST:
            return redirect("publishing:manuscript", self.page.manuscript.number)
        return super().redirect_and_remain()

    def get_editing_sessions(self) -> None:
        """Two authors are told by the revision they loaded, not by rows written when a page is only looked at."""
        return

    def get_history_url(self) -> None:
        return None

    def get_side_panels(self) -> MediaContainer:
        return MediaContainer([PreviewSidePanel(self.page, self.request, preview_url=self.get_preview_url())])

    @property
    def header_more_buttons(self) -> list[Any]:
        return []

    def get_translations(self) -> list[Any]:
        return []


class Preview(PreviewOnEditView):
    """The working copy as it will look, beside its form."""


class ContentViewSet(PageViewSet):
    model = ContentPage
    edit_view_class = Editor
    preview_on_edit_view_class = Preview


content_viewset = ContentViewSet("publishing_pages")
