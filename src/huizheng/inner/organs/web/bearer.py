"""Who is signed in, as the frame and the other rooms see it: asked once a request."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from huizheng.commons.design.api import Bearer, Link
from huizheng.commons.notices.api import unread_count
from huizheng.inner.organs import queries
from huizheng.inner.organs.models import Official
from huizheng.inner.organs.states import Duty


def current_official(request: HttpRequest) -> Official | None:
    """Return who is signed in, or nothing."""
    return request.user if isinstance(request.user, Official) else None


def duties_in(request: HttpRequest) -> dict[str, set[Duty]]:
    """Return ``{organ key: duties}`` of whoever is signed in, at this moment; one question a request."""
    known: dict[str, set[Duty]] | None = getattr(request, "_duties", None)
    if known is None:
        official = current_official(request)
        known = queries.duties_of(official, timezone.now()) if official else {}
        request._duties = known  # type: ignore[attr-defined]  # noqa: SLF001 - the request is its own cache
    return known


def has_duty_somewhere(request: HttpRequest, duty: str) -> bool:
    """Say whether the signed-in official has a duty in any organ: what a navigation entry asks."""
    return any(duty in held for held in duties_in(request).values())


def describe_bearer(request: HttpRequest) -> Bearer | None:
    official = current_official(request)
    if official is None:
        return None
    unread = unread_count(str(official.as_actor()))
    links = [
        Link("我的消息", reverse("notices:inbox"), note=str(unread) if unread else ""),
        Link("我的岗位和职责", reverse("organs:profile")),
        Link("委托职责", reverse("organs:delegations")),
        Link("修改密码", reverse("organs:password")),
        Link("动态口令", reverse("organs:second_factor")),
    ]
    return Bearer(name=official.display_name, role=official.post_label, links=tuple(links))
