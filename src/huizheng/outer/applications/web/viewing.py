"""The applicant's own files while they still lie here: looked at in the browser, or taken back as they were."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from huizheng.commons.files.api import (
    BlobDamaged,
    FileErased,
    InQuarantine,
    StoredFile,
    download_response,
    file_for,
    preview_page,
    preview_picture,
)
from huizheng.commons.files.api import NotVisible as FileNotVisible
from huizheng.outer.applications.materials import owner_of
from huizheng.outer.applications.states import ApplicationState
from huizheng.outer.applications.web import presenters
from huizheng.outer.applications.web.access import ApplicationView


class MaterialView(ApplicationView):
    """A page about one file of the application that has not been handed in yet."""

    http_method_names = ["get", "head"]
    file_id: UUID

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.file_id = kwargs.pop("file_id")
        return super().dispatch(request, *args, **kwargs)

    def stored_file(self) -> StoredFile:
        try:
            return file_for(owner_of(self.application), self.file_id)
        except FileNotVisible:
            raise Http404 from None


class ViewMaterial(MaterialView):
    def get(self, request: HttpRequest) -> HttpResponse:
        stored, pk = self.stored_file(), self.application.pk
        correcting = self.application.state == ApplicationState.CORRECTION_REQUESTED
        back_url = reverse("applications:correct" if correcting else "applications:materials", args=[pk])
        head = presenters.head(self.application)
        page = head | {
            "crumbs": presenters.crumbs((head["title"], back_url), (stored.name, "")),
            "file_name": stored.name,
            "back_url": back_url,
            "preview": preview_page(
                request,
                stored,
                picture=lambda page, zoom: reverse("applications:material_picture", args=[pk, stored.pk, page, zoom]),
                download_url=reverse("applications:material_file", args=[pk, stored.pk]),
            ),
        }
        return render(request, "applications/preview.html", page)


class MaterialPicture(MaterialView):
    def get(self, request: HttpRequest, page: int, zoom: int) -> HttpResponseBase:
        return preview_picture(request, self.stored_file(), page=page, zoom=zoom)


class DownloadMaterial(MaterialView):
    def get(self, request: HttpRequest) -> HttpResponseBase:
        try:
            return download_response(request, self.stored_file())
        except (InQuarantine, FileErased, BlobDamaged):
            raise Http404 from None
