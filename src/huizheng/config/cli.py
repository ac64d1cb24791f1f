"""``./huizheng``: the commands an operator types."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from huizheng.config import demonstration, environment

HELP = """用法：./huizheng 命令

  demo [--json]           地址和演示账号
  audit verify            核对两个区的审计链，指出第一条被改动的记录
  outer rebuild           由保存的版本文件重新生成外网全部页面（--verify 比较，--from-inner 向内网索取）
  publish import 文件夹   把 Markdown、HTML、Word 文件导入为送审的稿件（--by 登录名，--dry-run 试运行）
  outer 命令 …            在外网执行管理命令（如 outer shell、outer check）
  inner 命令 …            在内网执行管理命令
  version                 版本
"""


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    match arguments:
        case ["demo", *rest]:
            return _demo(as_json="--json" in rest)
        case ["audit", *rest]:
            return max(_manage(zone, "audit", *rest) for zone in ("outer", "inner"))
        case ["publish", "import", *rest]:
            return _manage("inner", "import_pages", *rest)
        case [("outer" | "inner") as zone, *rest] if rest:
            return _manage(zone, *rest)
        case ["version"]:
            sys.stdout.write("huizheng 0.1.0\n")
            return 0
        case _:
            sys.stdout.write(HELP)
            return 0 if arguments in ([], ["help"], ["--help"], ["-h"]) else 2


def _demo(*, as_json: bool) -> int:
    env = environment.read()
    found = demonstration.accounts()
    if not found:
        sys.stderr.write("还没有演示账号：请先运行 ./run\n")
        return 1
    if as_json:
        addresses = {
            "outer": f"http://127.0.0.1:{env.outer_port}",
            "inner": f"http://127.0.0.1:{env.inner_port}",
            "metrics": f"http://127.0.0.1:{env.metrics_port}/metrics",
        }
        sys.stdout.write(json.dumps({"addresses": addresses, "accounts": found}, ensure_ascii=False, indent=1) + "\n")
        return 0
    for account in found:
        totp = f"  动态口令密钥 {account['totp_secret']}" if account.get("totp_secret") else ""
        organ = f"（{account['organ']}）" if account.get("organ") else ""
        zone = "外网" if account["zone"] == "outer" else "内网"
        sys.stdout.write(f"{zone}  {account['login']:<20} {account['password']:<18} {account['role']}{organ}{totp}\n")
    return 0


def _manage(zone: str, *command: str) -> int:
    source = str(environment.ROOT / "src")
    return subprocess.run(
        [sys.executable, "-m", "huizheng", zone, *command],
        check=False,
        env={**os.environ, "PYTHONPATH": source},
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
