"""``prepare``: everything a zone needs before it can serve, safe to run again."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from huizheng.config import catalogue, rooms
from huizheng.lib.progress import TABLES_STAND

# Zone -> loaders in order, each ``room.module:function(progress)``; all are idempotent and quick when nothing changed.
LOADERS = {
    "outer": (
        "commons.reference.api:load_reference",
        "outer.accounts.demonstration:load_demonstration",
    ),
    "inner": (
        "commons.reference.api:load_reference",
        "inner.organs.demonstration:load_demonstration",
        "inner.items.loading:load_items",
        "inner.sites.api:load_sites",
        "inner.publishing.management.loading:load_demonstration",
    ),
}
ACCOUNTS = {
    "outer": "outer.accounts.demonstration:demonstration_accounts",
    "inner": "inner.organs.demonstration:demonstration_accounts",
}


class Command(BaseCommand):
    help = "Make this zone ready: keys, tables, starting data, static files."

    def handle(self, *args: Any, **options: Any) -> None:
        zone = settings.ZONE
        if rooms.stands("huizheng.commons.keys.api"):
            call_command("keys", "make")
        call_command("migrate", verbosity=0, skip_checks=True)
        self._progress(TABLES_STAND)
        for loader in LOADERS[zone]:
            if load := self._function(loader):
                load(self._progress)
        if zone == "outer":  # the public pages are read in two languages
            catalogue.build(settings.VAR / "locale")
        else:  # the author's tool speaks Chinese throughout
            catalogue.build_chinese(settings.VAR / "locale")
        call_command("collectstatic", verbosity=0, interactive=False)
        if listing := self._function(ACCOUNTS[zone]):
            path = settings.VAR / "run" / f"demonstration-{zone}.json"
            path.write_text(json.dumps([{**each, "zone": zone} for each in listing()], ensure_ascii=False, indent=1))

    def _function(self, where: str) -> Any:
        module, _, name = where.partition(":")
        if not rooms.stands(f"huizheng.{module}"):
            return None
        return getattr(import_module(f"huizheng.{module}"), name)

    def _progress(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()  # whoever starts the instance reads it from a pipe
