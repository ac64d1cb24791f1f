"""``keys make``, ``keys rotate``, ``keys list``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from huizheng.commons.keys.api import UnknownKey, known_public_keys, make_keys, rotate_keys

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Make, renew or list the keys of this zone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=("make", "rotate", "list"))

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        zone, now = settings.ZONE, timezone.now()
        if verb == "make":
            for purpose in make_keys(zone, at=now):
                self.stdout.write(f"已生成密钥：{zone} {purpose}")
        elif verb == "rotate":
            try:
                purposes = rotate_keys(zone, at=now)
            except UnknownKey:
                raise CommandError("本区还没有密钥，请先运行 keys make。") from None
            self.stdout.write(f"已更换密钥：{zone} {'、'.join(purposes)}；旧公钥在重叠期内仍然有效。")
        else:
            for key in known_public_keys():
                until = f"{key.valid_until:%Y-%m-%d}" if key.valid_until else "—"
                self.stdout.write(f"{key.zone}\t{key.purpose}\t{key.kid}\t{key.valid_from:%Y-%m-%d} → {until}")
