from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from huizheng.commons.calendar.actions import load_notice
from huizheng.commons.calendar.errors import NoticeRefused
from huizheng.commons.calendar.notices import parse_notice
from huizheng.lib.actors import SYSTEM

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "工作日历：load 录入一年的放假通知（CSV：date,holiday,day）。"

    def add_arguments(self, parser: CommandParser) -> None:
        does = parser.add_subparsers(dest="does", required=True)
        load = does.add_parser("load", help="录入放假通知，未办结的期限会重新计算")
        load.add_argument("file", type=Path)
        load.add_argument("--year", type=int, required=True)
        load.add_argument("--source", required=True, help="通知名称和文号")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            days = parse_notice(options["file"].read_text(encoding="utf-8"))
            load_notice(
                year=options["year"],
                days=days,
                source=options["source"],
                by=SYSTEM,
                at=timezone.now(),
            )
        except (NoticeRefused, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"已录入{options['year']}年放假通知，共{len(days)}天；未办结的期限正在重新计算。")
