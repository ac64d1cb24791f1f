"""Redraw ``docs/states/case.md`` from the transition table."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from huizheng.inner.casework.drawing import draw


class Command(BaseCommand):
    help = "Redraw docs/states/case.md from the transition table."

    def handle(self, *args: object, **options: object) -> None:
        path = Path(settings.ROOT) / "docs" / "states" / "case.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(draw(), encoding="utf-8")
        self.stdout.write(f"drawn: {path}")
