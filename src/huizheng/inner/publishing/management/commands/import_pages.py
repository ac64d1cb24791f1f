"""``./huizheng publish import FOLDER``: a folder of files, or a list of documents, into review."""

from __future__ import annotations

import logging
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from huizheng.inner.organs.api import official_by_login
from huizheng.inner.publishing.importing.composing import Terms
from huizheng.inner.publishing.importing.judging import Fate
from huizheng.inner.publishing.importing.problems import Unfit
from huizheng.inner.publishing.importing.reporting import Summary, Table
from huizheng.inner.publishing.importing.running import count_of, import_folder, import_list
from huizheng.inner.publishing.policies import standing_of
from huizheng.lib.progress import bar

if TYPE_CHECKING:
    from argparse import ArgumentParser

_ERASE = "\x1b[K"
_REDRAWN_AFTER = 0.1  # seconds: a terminal is no faster than an eye


class Command(BaseCommand):
    help = "把文件夹里的 Markdown、HTML、Word 文件导入为送审的稿件；说明见 docs/import/README.md。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="文件夹；或者与 --documents 同用的 CSV 清单")
        parser.add_argument("--by", required=True, help="以谁的名义导入：有采编职责的登录名")
        parser.add_argument("--site", default="", help="文件没有写网站时用的网站，如 hefei")
        parser.add_argument("--column", default="", help="文件没有写栏目时用的栏目，如 news/government")
        parser.add_argument("--kind", default="", help="文件没有写类型时用的类型，如 article 或者 信息")
        parser.add_argument("--documents", action="store_true", help="导入只有标题、文号、日期的文件清单（CSV）")
        parser.add_argument("--dry-run", action="store_true", help="只报告会发生什么，不写入任何内容")
        parser.add_argument("--report", type=Path, help="把每个文件的结果写入这个 CSV 文件")
        parser.add_argument("--overwrite", action="store_true", help="导入后有人在系统里改过的稿件，也用文件内容替换")
        parser.add_argument("--strip-active", action="store_true", help="去掉脚本等会执行的内容再导入，而不是拒绝")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["path"]
        self._check_path(path, as_list=options["documents"])
        terms = self._terms(options)
        dry_run, report = options["dry_run"], options["report"]
        summary = Summary()
        for chatty in ("wagtail", "django_tasks"):  # they tell of every page, over the bar
            logging.getLogger(chatty).setLevel(logging.WARNING)
        try:
            total = count_of(path)
            run = import_list if options["documents"] else import_folder
            with Table(report) if report else nullcontext() as table:
                for outcome in self._watched(run(path, terms, dry_run=dry_run), total):
                    summary.add(outcome)
                    if table is not None:
                        table.add(outcome, dry_run=dry_run)
        except Unfit as unfit:
            raise CommandError(f"{path.name}：{unfit}") from unfit
        except OSError as error:
            raise CommandError(f"不能读写“{error.filename}”：{error.strerror}。请核对路径和权限。") from error
        for line in summary.lines(dry_run=dry_run, report=report):
            self.stdout.write(line)
        if summary.counted[Fate.REFUSED]:
            raise CommandError(
                "有文件不能导入，其余文件不受影响。改好后重新运行同一条命令：已经导入的不会重复。", returncode=1
            )

    def _check_path(self, path: Path, *, as_list: bool) -> None:
        if as_list and not path.is_file():
            raise CommandError(f"没有找到清单“{path}”。--documents 后面写 CSV 文件的路径。")
        if not as_list and not path.is_dir():
            advice = "清单请加 --documents。" if path.suffix.lower() == ".csv" else "请写文件夹的路径。"
            raise CommandError(f"“{path}”不是文件夹。{advice}")

    def _terms(self, options: dict[str, Any]) -> Terms:
        now = timezone.now()
        official = official_by_login(options["by"])
        if official is None or not official.is_active:
            raise CommandError(f"没有登录名为“{options['by']}”的在职人员。请写有采编职责的人员的登录名。")
        return Terms(
            official=official,
            standing=standing_of(official, now),
            at=now,
            site=options["site"],
            column=options["column"],
            kind=options["kind"],
            strip_active=options["strip_active"],
            overwrite=options["overwrite"],
        )

    def _watched(self, outcomes: Any, total: int) -> Any:
        """Pass the outcomes on while a terminal shows how far it is; a log is told every tenth."""
        live, shown_at, told = sys.stdout.isatty(), 0.0, 0
        for done, outcome in enumerate(outcomes, start=1):
            now = time.monotonic()
            if live and (now - shown_at > _REDRAWN_AFTER or done == total):
                shown_at = now
                self.stdout.write(f"\r{bar(done, total)}　{outcome.name[-40:]}{_ERASE}", ending="")
                self.stdout.flush()
            elif not live and (done * 10 // max(total, 1)) > told:
                told = done * 10 // total
                self.stdout.write(bar(done, total))
            yield outcome
        if live and total:
            self.stdout.write("")
