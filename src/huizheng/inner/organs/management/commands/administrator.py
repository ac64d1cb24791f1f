from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from huizheng.commons.reference.api import UnknownOrgan
from huizheng.inner.organs.actions.installing import install_administrator
from huizheng.inner.organs.rules import Refused

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "为还没有机构管理员的机关设立第一名，并打印首次登录的口令。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("organ", help="机关标识，例如 340102-data-resources")
        parser.add_argument("login", help="登录名")
        parser.add_argument("name", help="姓名")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            official, password = install_administrator(
                organ_key=options["organ"],
                login_name=options["login"],
                display_name=options["name"],
                at=timezone.now(),
            )
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        except UnknownOrgan as unknown:
            raise CommandError(f"没有标识为“{options['organ']}”的机关。") from unknown
        self.stdout.write(f"登录名 {official.login_name}　首次口令 {password}（登录后须更换）")
