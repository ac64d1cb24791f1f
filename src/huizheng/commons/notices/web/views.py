from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View

from huizheng.commons.notices.actions import mark_all_read, mark_read
from huizheng.commons.notices.errors import NotVisible
from huizheng.commons.notices.queries import inbox, unread_count
from huizheng.lib.actors import Actor, ActorKind
from huizheng.lib.row_keys import row_key

if TYPE_CHECKING:
    from collections.abc import Mapping


def reader_of(request: HttpRequest) -> Actor:
    """Return who reads: a resident outside, an official inside."""
    kind = ActorKind.RESIDENT if settings.ZONE == "outer" else ActorKind.OFFICIAL
    return Actor(kind, str(request.user.pk))


class Inbox(LoginRequiredMixin, View):
    """Shows the messages of the signed-in person, the newest first."""

    http_method_names = ("get", "head")

    def get(self, request: HttpRequest) -> HttpResponse:
        reader = str(reader_of(request))
        before = request.GET.get("before", "")
        only_unread = request.GET.get("show") == "unread"
        page = inbox(
            reader,
            before=row_key(before),
            language=get_language() or "zh",
            unread=only_unread,
        )
        unread = unread_count(reader)
        context: Mapping[str, object] = {
            "base": f"design/{settings.ZONE}.html",
            "messages_shown": page.messages,
            "older": str(page.older) if page.older is not None else "",
            "unread": unread,
            "lead": _("%(count)d 条未读消息") % {"count": unread},
            "tabs": [
                {"key": "all", "label": _("全部"), "url": "?", "count": None},
                {"key": "unread", "label": _("未读"), "url": "?show=unread", "count": unread},
            ],
            "tab": "unread" if only_unread else "all",
        }
        return render(request, "notices/inbox.html", context)


class OpenMessage(LoginRequiredMixin, View):
    """Notes that a message has been read and goes where it leads."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, message: int) -> HttpResponse:
        reader = reader_of(request)
        try:
            read = mark_read(str(reader), message, by=reader, at=timezone.now())
        except NotVisible as error:
            raise Http404 from error
        leads = read.link if url_has_allowed_host_and_scheme(read.link, allowed_hosts=None) else ""
        return redirect(leads or "notices:inbox")


class ReadAllMessages(LoginRequiredMixin, View):
    """Notes that everything has been read."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        reader = reader_of(request)
        if mark_all_read(str(reader), by=reader, at=timezone.now()):
            messages.success(request, _("已全部标为已读。"))
        return redirect("notices:inbox")
