"""What is printed when everything runs."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from huizheng.config.demonstration import accounts
from huizheng.config.environment import ROOT

if TYPE_CHECKING:
    from huizheng.config.environment import Environment


def greeting(env: Environment, *, seconds: float) -> str:
    lines = [
        "",
        f"徽政已就绪（{seconds:.1f} 秒）",
        "",
        f"  外网（公众） http://127.0.0.1:{env.outer_port}/",
        f"  内网（办公） http://127.0.0.1:{env.inner_port}/",
        f"  指标         http://127.0.0.1:{env.metrics_port}/metrics",
        f"  数据与日志   {env.var}",
        "",
    ]
    found = accounts()
    if not found:
        first = "./huizheng inner administrator 机关标识 登录名 姓名"
        return "\n".join([*lines, f"没有演示账号。机关的第一名机构管理员：{first}", "", "停止：Ctrl-C"])
    lines += ["演示账号（口令相同，仅供演示）：", ""]
    for zone, title in (("outer", "外网"), ("inner", "内网")):
        lines.extend(
            f"  {title}  {account['login']:<18} {account['password']:<18} {account['role']}"
            for account in found
            if account["zone"] == zone and account.get("prominent", True)
        )
    lines += ["", "全部账号：./huizheng demo　　停止：Ctrl-C"]
    return "\n".join(lines)


def systemd_unit(env: Environment) -> str:
    """Return a unit file that runs this instance as a service of its own account."""
    return f"""[Unit]
Description=Huizheng e-government platform
After=network.target

[Service]
Type=simple
User={os.environ.get("USER", "huizheng")}
WorkingDirectory={ROOT}
Environment=HUIZHENG_VAR={env.var} HUIZHENG_OUTER_PORT={env.outer_port} HUIZHENG_INNER_PORT={env.inner_port}
Environment=PYTHONPATH={ROOT}/src
ExecStart={sys.executable} -m huizheng.config.supervisor
KillMode=mixed
TimeoutStopSec=60
Restart=on-failure

[Install]
WantedBy=multi-user.target
"""
