"""What the gate brings."""

from __future__ import annotations

from django.utils import timezone

from huizheng.gate.api import EnvelopeFacts, Rejected, receives
from huizheng.gate.contracts import QuotaStanding, ServiceReleased, ServiceWithdrawn
from huizheng.outer.guides.actions import take_off, take_over, take_quota
from huizheng.outer.guides.errors import NotThisDocument, UnknownService


@receives(ServiceReleased)
def on_service_released(message: ServiceReleased, envelope: EnvelopeFacts) -> None:  # noqa: ARG001 - the gate's form
    try:
        take_over(
            slug=message.slug,
            version=message.version,
            digest=message.sm3,
            document=message.release,
            released_at=message.released_at,
            at=timezone.now(),
        )
    except NotThisDocument as error:
        raise Rejected("DIGEST", f"事项版本与摘要不符：{error}") from error


@receives(ServiceWithdrawn)
def on_service_withdrawn(message: ServiceWithdrawn, envelope: EnvelopeFacts) -> None:  # noqa: ARG001 - the gate's form
    try:
        take_off(slug=message.slug, reason=message.reason, at=message.at)
    except UnknownService as error:
        raise Rejected("UNKNOWN_SERVICE", f"没有收到过事项：{message.slug}") from error


@receives(QuotaStanding)
def on_quota_standing(message: QuotaStanding, envelope: EnvelopeFacts) -> None:  # noqa: ARG001 - the gate's form
    take_quota(slug=message.slug, organ_key=message.organ_key, used=message.used, year=message.year, at=message.at)
