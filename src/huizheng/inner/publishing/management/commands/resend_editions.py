"""Send every current edition to the public network again, when it has lost them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from huizheng.inner.publishing.actions.resending import resend


class Command(BaseCommand):
    help = "把现行的全部页面（或者一个网站的）重新送往公众网。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--site", default="", help="只送这个网站")

    def handle(self, *args: Any, **options: Any) -> None:
        count = resend(site=options["site"], at=timezone.now())
        self.stdout.write(f"已重新送出 {count} 个页面。")
