"""``./huizheng outer search``: make the index anew while the old one answers, make a missing one, say how it stands."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from huizheng.outer.search import actions
from huizheng.outer.search.health import check


class Command(BaseCommand):
    help = "检索索引：rebuild 重建，make 缺失时建立，status 查看。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["rebuild", "make", "status"])

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "status":
            for name, value in check().figures.items():
                self.stdout.write(f"{name}\t{value}")
            return
        if options["what"] == "make":
            actions.make_missing(timezone.now())
            return
        begun = time.monotonic()

        def tell(count: int) -> None:
            if self.stdout.isatty():
                speed = count / max(time.monotonic() - begun, 0.001)
                self.stdout.write(f"\r  已写入 {count:,} 条，每秒 {speed:,.0f} 条", ending="")
                self.stdout.flush()

        count = actions.rebuild(at=timezone.now(), tell=tell)
        if self.stdout.isatty():
            self.stdout.write("")
        self.stdout.write(f"索引已重建：{count:,} 条，用时 {time.monotonic() - begun:.1f} 秒。")
