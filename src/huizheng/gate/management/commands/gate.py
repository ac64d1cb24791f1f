"""``gate run``: the gate process of this zone."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Run the gate of this zone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=("run",))

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        # The broker's client would load aiohttp for web sockets, which the gate does not speak: several megabytes.
        sys.modules.setdefault("aiohttp", None)  # type: ignore[arg-type]
        from huizheng.gate.process.gate import serve  # noqa: PLC0415 - after the line above

        serve()
