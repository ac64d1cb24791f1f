"""``migrate`` that spares a new database the history of packages that are not ours."""

from __future__ import annotations

from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.core.management.commands import migrate
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

# Packages with a long history whose tables a new database takes as they are now: a hundred steps of theirs would cost
# half a minute of every first start. An older database walks the steps as usual.
AS_THEY_ARE: Final = ("wagtailcore", "wagtailadmin", "taggit")
# What their tables point to must stand before them.
BEFORE: Final = ("contenttypes", "auth", "organs")


class Command(migrate.Command):
    help = migrate.Command.help

    def handle(self, *args: Any, **options: Any) -> None:
        given = _installed()
        if given and not options["app_label"] and not options["plan"]:
            lay_as_they_are(options["database"], given)
        super().handle(*args, **options)


def _installed() -> list[str]:
    labels = {config.label for config in apps.get_app_configs()}
    return [label for label in AS_THEY_ARE if label in labels]


def lay_as_they_are(alias: str, labels: list[str]) -> bool:
    """This function will make the tables of these apps in a database that has none yet, and say whether it did.

    Their migrations are recorded as done. The rows that those would have made and that the product needs are made
    here: the root of the tree of pages and the one language.
    """
    connection = connections[alias]
    if MigrationRecorder(connection).has_table():
        return False
    executor = MigrationExecutor(connection)
    leaves = [key for key in executor.loader.graph.leaf_nodes() if key[0] in BEFORE]
    executor.migrate(leaves)
    with transaction.atomic(using=alias), connection.schema_editor() as editor:
        for label in labels:
            for model in apps.get_app_config(label).get_models():
                if model._meta.managed and not model._meta.proxy:  # noqa: SLF001 - as Django's own migrate asks
                    editor.create_model(model)
    recorder = MigrationRecorder(connection)
    for label, name in executor.loader.disk_migrations:
        if label in labels:
            recorder.record_applied(label, name)
    if "wagtailcore" in labels:
        _plant_the_tree(alias)
    return True


def _plant_the_tree(alias: str) -> None:
    content_type, _ = (
        apps.get_model("contenttypes", "ContentType")
        .objects.using(alias)
        .get_or_create(app_label="wagtailcore", model="page")
    )
    locale = apps.get_model("wagtailcore", "Locale").objects.using(alias).create(language_code=settings.LANGUAGE_CODE)
    apps.get_model("wagtailcore", "Page").objects.using(alias).create(
        title="Root",
        slug="root",
        content_type_id=content_type.pk,
        locale_id=locale.pk,
        path="0001",
        depth=1,
        numchild=0,
        url_path="/",
    )
