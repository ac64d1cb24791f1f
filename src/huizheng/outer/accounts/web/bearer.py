"""Who is signed in, as the frame around every public page shows it."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from huizheng.commons.design.api import Bearer, Link
from huizheng.commons.notices.api import unread_count
from huizheng.outer.accounts.queries import greeting
from huizheng.outer.accounts.web.party import current_account, current_party


def describe_bearer(request: HttpRequest) -> Bearer | None:
    account = current_account(request)
    if account is None:
        return None
    party = current_party(request)
    role = gettext("正在为%(name)s办事") % {"name": party.enterprise.name} if party.enterprise else ""
    unread = unread_count(str(account.as_actor()))
    links = (
        Link(gettext("我的消息"), reverse("notices:inbox"), note=str(unread) if unread else ""),
        Link(gettext("用户中心"), reverse("accounts:home")),
        Link(gettext("切换办事身份"), reverse("accounts:parties")),
        Link(gettext("谁看过我的信息"), reverse("accounts:accesses")),
    )
    return Bearer(name=greeting(account), role=role, links=links)
