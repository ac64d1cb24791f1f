"""``./huizheng outer rebuild``: everything that readers see is made again from the kept editions."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from huizheng.outer.sites.actions.rebuilding import ask_for_all, digest_of_all, rebuild
from huizheng.outer.sites.errors import NotThisDocument

if TYPE_CHECKING:
    from argparse import ArgumentParser

WIDTH = 32


class Command(BaseCommand):
    help = "由保存的版本文件重新生成外网的全部页面；--from-inner 在版本文件也丢失时向内网索取。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from-inner", action="store_true", help="请内网重新发来全部已发布的版本")
        parser.add_argument("--site", default="", help="与 --from-inner 同用：只要一个站点的")
        parser.add_argument("--verify", action="store_true", help="比较重建前后是否逐字节相同，不同时退出码为1")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["from_inner"]:
            ask_for_all(at=timezone.now(), site=options["site"])
            self.stdout.write("已请求内网重新发布；内容会陆续到达，进度见运行管理。")
            return
        before = digest_of_all() if options["verify"] else ""
        begun = time.monotonic()
        try:
            pages = rebuild(at=timezone.now(), progress=self._progress)
        except NotThisDocument as error:
            raise CommandError(
                f"版本文件 {error} 与摘要不符，数据库可能被改动。请用 outer rebuild --from-inner 向内网索取原件。"
            ) from error
        self.stdout.write(f"已重建 {pages} 个页面，用时 {time.monotonic() - begun:.1f} 秒。")
        if options["verify"]:
            after = digest_of_all()
            self.stdout.write(f"重建前 {before}\n重建后 {after}")
            if before != after:
                raise CommandError(
                    "重建前后不同：原有内容不是由版本文件生成的，或生成方式已经改变。现在以重建后的为准。"
                )

    def _progress(self, done: int, total: int) -> None:
        filled = WIDTH * done // total
        line = f"\r[{'█' * filled}{'·' * (WIDTH - filled)}] {done}/{total}"
        if sys.stdout.isatty() or done == total:
            self.stdout.write(line, ending="\n" if done == total else "")
            self.stdout.flush()
