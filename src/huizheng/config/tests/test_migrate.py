"""A new database takes other packages' tables as they are; the test database is such a one."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from huizheng.config.management.commands.migrate import lay_as_they_are

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(settings.ZONE != "inner", reason="only the office network has such packages"),
]


def test_nothing_is_left_to_migrate() -> None:
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_every_table_of_the_models_is_there() -> None:
    tables = set(connection.introspection.table_names())
    for label in ("wagtailcore", "wagtailadmin", "taggit"):
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            assert model._meta.proxy or model._meta.db_table in tables


def test_the_tree_of_pages_has_its_root() -> None:
    page = apps.get_model("wagtailcore", "Page")
    assert list(page.objects.filter(depth=1).values_list("path", "numchild")) == [("0001", 0)]


def test_a_database_that_has_tables_is_left_alone() -> None:
    assert lay_as_they_are("default", ["wagtailcore"]) is False


def test_it_can_be_asked_again() -> None:
    call_command("migrate", verbosity=0, check_unapplied=True)
