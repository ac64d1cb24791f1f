"""``gate run``: the gate process of this zone. ``gate export FOLDER``, ``gate import FOLDER``: the same by files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone

from huizheng.gate.actions.ferrying import export_batch, import_batches
from huizheng.gate.process.gate import serve

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Run the gate of this zone, or carry its post as files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=("run", "export", "import"))
        parser.add_argument("folder", nargs="?", type=Path, help="where the batches of the file ferry lie")

    def handle(self, *args: Any, verb: str, folder: Path | None, **options: Any) -> None:
        if verb == "run":
            # Every thread here keeps one connection and must see at once that a killed server is back.
            connections.settings["default"]["OPTIONS"].pop("pool", None)
            serve()
            return
        if folder is None or not folder.is_dir():
            raise CommandError("请给出摆渡文件所在的目录，例如：gate export /media/ferry")
        if verb == "export":
            path = export_batch(folder, at=timezone.now())
            self.stdout.write(f"已写出 {path}" if path else "没有需要发送的内容。")
            return
        taken, refused = import_batches(folder, at=timezone.now())
        self.stdout.write(f"已接收 {taken} 个批次" + (f"，{refused} 个未通过校验，见运行管理" if refused else ""))
