"""Loading the starting facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from huizheng.commons.reference import fixtures
from huizheng.commons.reference.models import Division, FixtureLoad, Organ, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_BATCH = 1000
_PLACES = "places"


def load_reference(progress: Callable[[str], None] = lambda _: None) -> bool:
    """This function will write divisions, organs and sites from the fixtures, unless this edition is loaded.

    It returns whether anything was written. Rows that a later edition no longer holds are kept: an organ that
    has handled a case may not vanish.
    """
    digest = fixtures.digest()
    if FixtureLoad.objects.filter(name=_PLACES, digest=digest).exists():
        return False
    with transaction.atomic():
        divisions = fixtures.divisions()
        _write(Division, divisions)
        progress(f"行政区划 {len(divisions)} 个")
        organs = fixtures.organs(divisions)
        _write(Organ, organs)
        progress(f"机关单位 {len(organs)} 个")
        sites = fixtures.sites()
        _write(Site, sites)
        progress(f"门户网站 {len(sites)} 个")
        FixtureLoad.objects.update_or_create(name=_PLACES, defaults={"digest": digest})
    return True


def _write(model: type[models.Model], rows: Sequence[Any]) -> None:
    key = model._meta.pk.name  # noqa: SLF001 - the public way to a model's key
    columns = [field.name for field in model._meta.concrete_fields if field.name != key]  # noqa: SLF001
    model._default_manager.bulk_create(  # noqa: SLF001
        rows,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=[key],
        update_fields=columns,
    )
