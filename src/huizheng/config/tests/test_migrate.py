"""A new database takes other packages' tables as they are; the test database is such a one."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from huizheng.config.management.commands.migrate import AS_THEY_ARE, lay_as_they_are

pytestmark = pytest.mark.django_db
# The office network has such packages, the public one has none: what is said here holds in both.
LABELS = [config.label for config in apps.get_app_configs() if config.label in AS_THEY_ARE]


def test_nothing_is_left_to_migrate() -> None:
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_every_table_of_the_models_is_there() -> None:
    tables = set(connection.introspection.table_names())
    for label in LABELS:
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            assert model._meta.proxy or model._meta.db_table in tables


def test_the_tree_of_pages_has_its_root() -> None:
    roots = [
        list(model.objects.filter(depth=1).values_list("path", "numchild"))
        for model in apps.get_models()
        if model._meta.label == "wagtailcore.Page"
    ]
    assert roots == ([[("0001", 0)]] if settings.ZONE == "inner" else [])


def test_a_database_that_has_tables_is_left_alone() -> None:
    assert lay_as_they_are("default", LABELS) is False


def test_it_can_be_asked_again() -> None:
    call_command("migrate", verbosity=0, check_unapplied=True)
