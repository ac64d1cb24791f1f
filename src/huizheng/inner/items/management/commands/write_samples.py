"""``write_samples FOLDER``: the releases that the public rooms test with, after the starting data has changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from huizheng.inner.items.conversion.document import document
from huizheng.inner.items.conversion.facts import FIXTURES, facts

FURTHER = ("passport", "company-registration", "marriage-registration")


class Command(BaseCommand):
    help = "Write the documents of the followed items, and a few more, as JSON into a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = {path.stem for path in (FIXTURES / "followed").glob("*.json")} | set(FURTHER)
        for fact in facts():
            if fact["slug"] in wanted:
                text = json.dumps(document(fact), ensure_ascii=False, indent=1)
                (options["folder"] / f"{fact['slug']}.json").write_text(text + "\n", "utf-8")
                self.stdout.write(fact["slug"])
