"""Services as data for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse

if TYPE_CHECKING:
    from huizheng.outer.guides.models import Service
    from huizheng.outer.guides.queries import Release

READABLE: Final = {"ensure_ascii": False}


def summary(service: Service) -> dict[str, Any]:
    return {
        "slug": service.slug,
        "version": service.version,
        "name": service.name,
        "name_en": service.name_en,
        "summary": service.summary,
        "type": service.type_code,
        "level": service.level,
        "organ_kind": service.organ_kind,
        "person_themes": service.person_themes,
        "corp_themes": service.corp_themes,
        "handling": service.handling,
        "promised": {"n": service.promised_n, "unit": service.promised_unit},
        "visits": service.visits,
        "charged": service.charged,
        "url": reverse("guides:guide", args=[service.slug]),
        "data": reverse("guides:guide_json", args=[service.slug]),
    }


def whole(service: Service, release: Release) -> dict[str, Any]:
    return {
        "slug": release.slug,
        "version": release.version,
        "sm3": release.digest,
        "released_at": release.released_at.isoformat(),
        "is_offered": service.is_offered,
        "withdrawal_reason": service.withdrawal_reason,
        "release": release.document,
    }
