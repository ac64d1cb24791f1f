"""Before the submission: start, save, attach, discard."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet

from huizheng.commons.audit.api import record
from huizheng.commons.files import api as files
from huizheng.lib.actors import SYSTEM, Actor
from huizheng.outer.accounts.api import Party
from huizheng.outer.applications import policies
from huizheng.outer.applications.errors import ServiceGone, StaleDraft, TooManyDrafts
from huizheng.outer.applications.materials import owner_of
from huizheng.outer.applications.models import Application
from huizheng.outer.applications.queries import mine
from huizheng.outer.applications.rules import DRAFT_KEPT, DRAFT_WARNED_BEFORE, DRAFTS_AT_ONCE
from huizheng.outer.applications.services import OfferedService
from huizheng.outer.applications.states import ApplicationState
from huizheng.outer.applications.telling import tell_of_draft
from huizheng.outer.applications.vaulted import lock, unlock


def start_application(
    *,
    service: OfferedService,
    division_code: str,
    answers: dict[str, Any],
    provenance: dict[str, Any],
    renews: Application | None = None,
    by: Party,
    at: dt.datetime,
) -> Application:
    """This function will open a draft of the service for the party, handled by the organ of the chosen division.

    ``answers`` are what is already known of the party, ``provenance`` where each came from, ``renews`` the application
    whose licence it asks to renew. Raises ``ServiceGone`` when
    the service is no longer offered, what ``check_apply`` raises when the party may not apply, ``TooManyDrafts``, and
    ``NoCompetentOrgan`` when nobody handles it there.
    """
    if not service.is_offered:
        raise ServiceGone
    policies.check_apply(service, by=by, at=at)
    organ = service.organ_in(division_code)
    with transaction.atomic():
        if mine(by).filter(state=ApplicationState.DRAFT).count() >= DRAFTS_AT_ONCE:
            raise TooManyDrafts
        application = Application.objects.create(
            account=by.account,
            enterprise=by.enterprise,
            applicant_kind=by.kind,
            item_slug=service.slug,
            item_name=service.name,
            item_name_en=service.name_en,
            release_version=service.version,
            renews=renews,
            division_code=division_code,
            organ_key=organ.key,
            organ_name=organ.name,
            own_copy=lock(by.account, {"answers": answers, "provenance": provenance}),
            created_at=at,
            saved_at=at,
        )
        record(
            actor=by.as_actor(),
            action="applications:application:start",
            target=("application", str(application.pk)),
            facts={"item": service.slug, "version": service.version, "organ": organ.key},
            at=at,
        )
    return application


def save_draft(
    application: Application, *, answers: dict[str, Any], revision: int | None, at: dt.datetime
) -> Application:
    """This function will keep what was typed, valid or not, so that it can be resumed on any device.

    ``revision`` is the one the page was built from; raises ``StaleDraft`` when somebody saved since, ``NotNow`` when it
    is no longer open. Saving is not an act in law: it leaves no audit line. During a correction the corrected
    answers are kept beside those that were handed in.
    """
    with transaction.atomic():
        application = locked(application)
        check_open(application)
        if revision is not None and application.revision != revision:
            raise StaleDraft
        copy = unlock(application.account, application.own_copy)
        copy["answers" if application.state == ApplicationState.DRAFT else "corrected"] = answers
        application.own_copy = lock(application.account, copy)
        application.revision += 1
        application.saved_at = at
        application.save(update_fields=["own_copy", "revision", "saved_at"])
    return application


def attach_material(
    application: Application, *, key: str, upload: UploadedFile[Any], rule: files.FileRule, by: Party, at: dt.datetime
) -> files.StoredFile:
    """This function will check and keep a file under one material; raises ``FileRefused`` with the reason."""
    check_open(application)
    return files.store_uploaded(upload, owner=owner_of(application), purpose=key, rule=rule, by=by.as_actor(), at=at)


def promise_material(application: Application, *, key: str, promised: bool, by: Party, at: dt.datetime) -> None:
    """This function will note that the applicant promises what a material would prove, or takes the promise back.

    The promise counts at the submission; the office checks it afterwards (优化营商环境条例 art 40).
    """
    with transaction.atomic():
        application = locked(application)
        policies.check_edit(application)
        copy = unlock(application.account, application.own_copy)
        kept = set(copy.get("promised", []))
        copy["promised"] = sorted(kept | {key} if promised else kept - {key})
        application.own_copy = lock(application.account, copy)
        application.saved_at = at
        application.save(update_fields=["own_copy", "saved_at"])
        record(
            actor=by.as_actor(),
            action="applications:material:promise",
            target=("application", str(application.pk)),
            facts={"material": key, "promised": promised},
            at=at,
        )


def remove_material(application: Application, *, file: UUID, by: Party, at: dt.datetime) -> None:
    """This function will take back a file that has not been handed in yet, and erase it."""
    check_open(application)
    files.erase(files.file_for(owner_of(application), file), by=by.as_actor(), at=at)


def discard_draft(application: Application, *, by: Party, at: dt.datetime) -> None:
    """This function will delete a draft's content; the empty row stays, so that its audit lines keep their target."""
    with transaction.atomic():
        _discard(locked(application), by=by.as_actor(), at=at)


def forget_drafts(*, at: dt.datetime) -> int:
    """This function will delete the drafts that nobody has touched for a quarter; return how many.

    Personal data is kept no longer than its purpose needs (个人信息保护法 arts 19, 47). One that somebody goes on with
    in this very moment, or has added a file to since, is left alone.
    """
    limit = at - DRAFT_KEPT
    forgotten = 0
    for pk in _untouched_since(limit).values_list("pk", flat=True).iterator(chunk_size=200):
        with transaction.atomic():
            application = _untouched_since(limit).select_for_update(skip_locked=True).filter(pk=pk).first()
            if application and not files.files_of(owner_of(application)).filter(stored_at__gt=limit).exists():
                _discard(application, by=SYSTEM, at=at)
                forgotten += 1
    return forgotten


def warn_of_drafts(*, at: dt.datetime) -> int:
    """This function will tell, once each, whose drafts will be deleted within a fortnight; return how many are."""
    waiting = _untouched_since(at - DRAFT_KEPT + DRAFT_WARNED_BEFORE)
    told = [tell_of_draft(draft.pk, at=at) for draft in waiting.iterator(chunk_size=200)]
    return sum(message is not None for message in told)


def _untouched_since(moment: dt.datetime) -> QuerySet[Application]:
    return Application.objects.filter(state=ApplicationState.DRAFT, saved_at__lte=moment).order_by("saved_at", "id")


def _discard(application: Application, *, by: Actor, at: dt.datetime) -> None:
    application.state = policies.check_step(application, "discard")
    for stored in files.files_of(owner_of(application)):
        files.erase(stored, by=by, at=at)
    application.own_copy = None
    application.saved_at = at
    application.save(update_fields=["state", "own_copy", "saved_at"])
    record(
        actor=by,
        action="applications:application:discard",
        target=("application", str(application.pk)),
        facts={},
        at=at,
    )


def check_open(application: Application) -> None:
    """Raise ``NotNow`` unless answers and files may be changed: in a draft, or while a correction is asked for."""
    if application.state != ApplicationState.CORRECTION_REQUESTED:
        policies.check_edit(application)


def locked(application: Application) -> Application:
    """Return the row as it is now, held until the transaction ends."""
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("account", "enterprise")
        .get(pk=application.pk)
    )
