"""Loading the starting facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from huizheng.commons.reference import fixtures
from huizheng.commons.reference.models import Division, FixtureLoad, Organ, Site
from huizheng.commons.reference.rules import OrganTaken

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


def add_organ(
    *,
    division: Division,
    kind: str,
    name: str,
    short_name: str,
    english_name: str,
    uscc: str,
    superior: str | None = None,
) -> Organ:
    """This function will add an organ that the fixtures do not hold, in the caller's transaction.

    Its key is formed as all are: division code and kind. Raises ``OrganTaken`` when its key, its name or its unified
    social credit code is another organ's.
    """
    key = f"{division.code}-{kind}"
    taken = Organ.objects.filter(models.Q(key=key) | models.Q(name=name) | models.Q(uscc=uscc)).first()
    if taken is not None:
        raise OrganTaken(taken.name)
    return Organ.objects.create(
        key=key,
        division=division,
        kind=kind,
        tier=division.tier,
        name=name,
        short_name=short_name,
        english_name=english_name,
        category="",
        superior_id=superior,
        uscc=uscc,
        uscc_is_demonstration=False,
    )
