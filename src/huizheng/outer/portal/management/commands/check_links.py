"""``./huizheng outer check_links``: the daily look at all links, now."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from huizheng.outer.portal.outside import Outside
from huizheng.outer.portal.patrol import patrol


class Command(BaseCommand):
    help = "检查各站点页面中的链接，不发出网络请求；打不开的报告内网，由栏目责任单位修改。每天凌晨自动进行。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--outside",
            action="store_true",
            help="同时访问页面里其他网站的链接（每个地址一次，同一网站每秒最多一次）；只在运维人员下令时进行。",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        rounds = patrol(at=timezone.now(), outside=Outside() if options["outside"] else None)
        for each in rounds:
            for found in each.broken:
                self.stdout.write(f"{each.site}  /pages/{found.page}/  {found.link}  {found.why}")
        broken = sum(len(each.broken) + each.more for each in rounds)
        links = sum(each.links for each in rounds)
        self.stdout.write(f"{len(rounds)} 个站点，{links} 个链接，{broken} 个打不开。")
