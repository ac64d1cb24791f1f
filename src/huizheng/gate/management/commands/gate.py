"""``gate run``: the gate process of this zone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.db import connections

from huizheng.gate.process.gate import serve

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Run the gate of this zone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=("run",))

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        # Every thread here keeps one connection and must see at once that a killed server is back; a pool waits longer.
        connections.settings["default"]["OPTIONS"].pop("pool", None)
        serve()
