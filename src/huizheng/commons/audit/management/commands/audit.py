from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from huizheng.commons.audit.actions import anchor
from huizheng.commons.audit.verification import verify

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "审计链：verify 逐行核对；anchor 记下各链的末行并给出可以另行保存的摘要。"

    def add_arguments(self, parser: CommandParser) -> None:
        does = parser.add_subparsers(dest="does", required=True)
        check = does.add_parser("verify", help="逐行核对，发现改动时退出码为1")
        check.add_argument("--anchor", default="", help="此前另行保存的锚点摘要")
        does.add_parser("anchor", help="记下锚点并显示摘要")

    def handle(self, *args: Any, does: str, **options: Any) -> None:
        if does == "anchor":
            self.stdout.write(anchor(at=timezone.now()).digest)
            return
        verdict = verify(anchor=options["anchor"])
        self.stdout.write(str(verdict))
        if not verdict.intact:
            sys.exit(1)
