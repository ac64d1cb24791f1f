"""Taking over what the inner zone releases and withdraws."""

from __future__ import annotations

import operator
from functools import reduce
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Value

from huizheng.commons.audit.api import record
from huizheng.commons.events.api import publish
from huizheng.lib.actors import SYSTEM
from huizheng.lib.canonical import canonical
from huizheng.lib.sm import sm3_hex
from huizheng.outer.guides.cutting import cut
from huizheng.outer.guides.errors import NotThisDocument, UnknownService
from huizheng.outer.guides.events import ServiceChanged
from huizheng.outer.guides.models import QuotaUse, Service, ServiceVersion

if TYPE_CHECKING:
    import datetime as dt


def take_over(
    *, slug: str, version: int, digest: str, document: dict[str, Any], released_at: dt.datetime, at: dt.datetime
) -> ServiceVersion:
    """This function will keep a release and show it, unless a newer one is shown already.

    Safe to run twice. Raises ``NotThisDocument`` when digest, slug or version do not belong to the document.
    """
    if (document.get("slug"), document.get("version")) != (slug, version) or sm3_hex(canonical(document)) != digest:
        raise NotThisDocument(f"{slug} {version}")
    with transaction.atomic():
        kept, is_new = ServiceVersion.objects.get_or_create(
            slug=slug,
            version=version,
            defaults={"document": document, "digest": digest, "released_at": released_at, "received_at": at},
        )
        if kept.digest != digest:
            raise NotThisDocument(f"{slug} {version} is known with another content")
        if is_new:
            _show(document)
            record(
                actor=SYSTEM,
                action="guides:service:take_over",
                target=("service", slug),
                facts={"version": version, "sm3": digest},
                at=at,
            )
            publish(ServiceChanged(slug))
    return kept


def take_off(*, slug: str, reason: str, at: dt.datetime) -> Service:
    """This function will say of a service that it is no longer offered, and why; its versions stay.

    Safe to run twice. Raises ``UnknownService`` when nothing of that name was ever shown.
    """
    with transaction.atomic():
        shown = Service.objects.select_for_update().filter(pk=slug).first()
        if shown is None:
            raise UnknownService(slug)
        if shown.is_offered:
            shown.is_offered, shown.withdrawal_reason, shown.withdrawn_at = False, reason, at
            shown.save(update_fields=["is_offered", "withdrawal_reason", "withdrawn_at"])
            record(
                actor=SYSTEM,
                action="guides:service:take_off",
                target=("service", slug),
                facts={"version": shown.version},
                at=at,
            )
            publish(ServiceChanged(slug))
    return shown


def _show(document: dict[str, Any]) -> None:
    held = Service.objects.select_for_update().filter(pk=document["slug"]).first()
    if held is not None and held.version > document["version"]:
        return
    # Titles weigh most, then what people read first, then the rest of the guide.
    weighed = {
        "A": [document["name"], document["name_en"]],
        "B": [document["summary"], document["result"]["name"], document["summary_en"]],
        "C": _further(document),
    }
    found = cut(document["name"], list(weighed.values()))
    sounds = {"pinyin": found.pinyin, "initials": found.initials}
    Service.objects.update_or_create(pk=document["slug"], defaults=_facts(document) | sounds)
    vectors = [
        SearchVector(Value(text), config="simple", weight=weight)
        for weight, text in zip(weighed, found.words, strict=True)
    ]
    Service.objects.filter(pk=document["slug"]).update(search=reduce(operator.add, vectors))


def _facts(document: dict[str, Any]) -> dict[str, Any]:
    persons = "1" in document["objects"]
    return {
        "version": document["version"],
        "is_offered": True,
        "withdrawal_reason": "",
        "withdrawn_at": None,
        "name": document["name"],
        "name_en": document["name_en"],
        "summary": document["summary"],
        "summary_en": document["summary_en"],
        "type_code": document["item_type"]["code"],
        "level": document["level"],
        "organ_kind": document["organ_kind"],
        "serves_persons": persons,
        "serves_corps": bool(set(document["objects"]) - {"1"}),
        "person_themes": document["themes"]["person"],
        "corp_themes": document["themes"]["corp"],
        "handling": document["handling"],
        "grade": document["depth"]["grade"],
        "visits": document["visits"],
        "promised_n": document["limits"]["promised"]["n"],
        "promised_unit": document["limits"]["promised"]["unit"],
        "charged": document["fee"]["charged"],
        "languages": document["languages"],
        "needs": [each["slug"] for each in document["prerequisites"]],
        "leads_to": document["next"],
    }


def _further(document: dict[str, Any]) -> list[str]:
    return [
        *(each["text"] for each in document["conditions"]),
        *(material["name"] for material in document["materials"]),
        *(each["q"] + each["a"] for each in document["faq"]),
    ]


@transaction.atomic
def take_quota(*, slug: str, organ_key: str, used: int, year: int, at: dt.datetime) -> QuotaUse:
    """This function will keep how many places of a limited licence are taken; what was said before counts no more."""
    known = QuotaUse.objects.select_for_update().filter(slug=slug, organ_key=organ_key).first()
    if known is not None and known.told_at > at:
        return known
    kept, _ = QuotaUse.objects.update_or_create(
        slug=slug, organ_key=organ_key, defaults={"used": used, "year": year, "told_at": at}
    )
    record(
        actor=SYSTEM,
        action="guides:quota:take",
        target=("service", slug),
        facts={"organ": organ_key, "used": used},
        at=at,
    )
    return kept
