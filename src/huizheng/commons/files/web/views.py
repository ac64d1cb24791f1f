"""Resumable uploads: the core of tus 1.0 with its extensions creation, expiration and termination.

A ticket of the owner room says what for; the session says who. ``PATCH`` and ``DELETE`` change state as ``POST`` does,
and are guarded by the same CSRF token.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views import View

from huizheng.commons.files.actions import append, cancel_upload, start_upload
from huizheng.commons.files.errors import (
    FileRefused,
    FileTooLarge,
    NotVisible,
    OffsetMismatch,
    QuotaExceeded,
    TicketRefused,
)
from huizheng.commons.files.holders import holder_of
from huizheng.commons.files.queries import released_file, upload_for
from huizheng.commons.files.responses import download_response
from huizheng.commons.files.storages import StorageUnreachable

if TYPE_CHECKING:
    from huizheng.commons.files.models import Upload

VERSION = "1.0.0"
BODY = "application/offset+octet-stream"


class _Tus(View):
    """Speaks the protocol: version header, and refusals as status with words for the person."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        speaks = (request.method or "").lower() in self.http_method_names and request.method != "OPTIONS"
        if speaks and request.headers.get("Tus-Resumable") != VERSION:
            response: HttpResponseBase = HttpResponse(status=412)
        else:
            try:
                response = self._answer(request, *args, **kwargs)
            except StorageUnreachable:
                # What had arrived before lies there still: the sender asks where it stands and goes on.
                response = _refusal(503, Exception(_("文件库暂时连不上，稍后会自动续传。")))
                response["Retry-After"] = "5"
        response["Tus-Resumable"] = VERSION
        response["Tus-Version"] = VERSION
        response["Cache-Control"] = "no-store"
        return response

    def _answer(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotVisible as error:
            return _refusal(404, error)
        except TicketRefused as error:
            return _refusal(403, error)
        except OffsetMismatch as error:
            response = _refusal(409, error)
            response["Upload-Offset"] = str(error.offset)
            return response
        except (FileTooLarge, QuotaExceeded) as error:
            return _refusal(413, error)
        except FileRefused as error:
            return _refusal(422, error)

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ARG002 - a view's signature
        response = HttpResponse(status=204)
        response["Tus-Extension"] = "creation,expiration,termination"
        return response


class StartUpload(_Tus):
    """Opens an upload under a ticket."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            facts = _metadata(request.headers.get("Upload-Metadata", ""))
            size = int(request.headers["Upload-Length"])
            name, ticket = facts["filename"], facts["ticket"]
        except (KeyError, ValueError):
            return HttpResponse(status=400)
        upload = start_upload(ticket=ticket, holder=holder_of(request), name=name, size=size, at=timezone.now())
        response = _state(upload, status=201)
        response["Location"] = reverse("files:continue_upload", args=[upload.pk])
        return response


class ContinueUpload(_Tus):
    """Says how far an upload is, takes more of it, or drops it."""

    http_method_names = ("head", "patch", "delete", "options")

    def head(self, request: HttpRequest, upload: UUID) -> HttpResponse:
        return _state(upload_for(holder_of(request), upload, at=timezone.now()), status=200)

    def patch(self, request: HttpRequest, upload: UUID) -> HttpResponse:
        if request.content_type != BODY:
            return HttpResponse(status=415)
        try:
            offset = int(request.headers["Upload-Offset"])
        except (KeyError, ValueError):
            return HttpResponse(status=400)
        now = timezone.now()
        found = upload_for(holder_of(request), upload, at=now)
        return _state(append(found, offset=offset, content=request, at=now), status=204)

    def delete(self, request: HttpRequest, upload: UUID) -> HttpResponse:
        now = timezone.now()
        cancel_upload(upload_for(holder_of(request), upload, at=now), at=now)
        return HttpResponse(status=204)


class DownloadReleased(View):
    """Hands a released file to everybody."""

    http_method_names = ("get", "head")

    def get(self, request: HttpRequest, file: UUID) -> HttpResponseBase:
        try:
            return download_response(request, released_file(file), public=True)
        except NotVisible as error:
            return _refusal(404, error)


def _state(upload: Upload, *, status: int) -> HttpResponse:
    response = HttpResponse(status=status)
    response["Upload-Offset"] = str(upload.offset)
    response["Upload-Length"] = str(upload.size)
    response["Upload-Expires"] = http_date(upload.expires_at.timestamp())
    if upload.file_id is not None:
        response["Stored-File"] = str(upload.file_id)
    return response


def _refusal(status: int, error: Exception) -> JsonResponse:
    return JsonResponse({"error": str(error)}, status=status, json_dumps_params={"ensure_ascii": False})


def _metadata(header: str) -> dict[str, str]:
    """Return the pairs of an Upload-Metadata header; raises ``ValueError`` for what is none."""
    facts = {}
    for pair in filter(None, (each.strip() for each in header.split(","))):
        key, _, value = pair.partition(" ")
        try:
            facts[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            raise ValueError("not base64") from error
    return facts
