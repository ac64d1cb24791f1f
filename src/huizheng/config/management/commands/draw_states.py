"""Redraw ``docs/states`` from the transition tables of this zone's rooms."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import BaseCommand

from huizheng.config.drawings import write


class Command(BaseCommand):
    help = "Redraw docs/states from the transition tables."

    def handle(self, *args: object, **options: object) -> None:
        for path in write(settings.ZONE):
            self.stdout.write(f"drawn: {path}")
