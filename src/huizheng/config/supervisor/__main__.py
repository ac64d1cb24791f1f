"""``./run``: from nothing to a running instance, and until Ctrl-C."""

from __future__ import annotations

import argparse
import fcntl
import os
import shutil
import signal
from pathlib import Path
from typing import IO, TYPE_CHECKING

from huizheng.config import environment, postgres
from huizheng.config.supervisor import metrics, parts, readiness, setup, welcome
from huizheng.config.supervisor.console import Countdown, elapsed, refuse, say, step
from huizheng.config.supervisor.keeper import Keeper, end_leftovers
from huizheng.config.supervisor.readiness import Port
from huizheng.gate import broker

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from huizheng.config.environment import Environment
    from huizheng.config.supervisor.parts import Part

ENOUGH_DISK = 600_000_000
WEB = ("outer-web", "inner-web")
# What begins while the zones are still being filled: the post travels as it is written, instead of all at the end.
EARLY = {"inner tables": ("inner-gate",), "outer whole": ("outer-web", "outer-gate")}


def main() -> None:
    arguments = _arguments()
    env = environment.read()
    if arguments.systemd:
        say(welcome.systemd_unit(env))
        return
    setup.make_folders(env)
    lock = _lock(env)
    end_leftovers(env.var)
    if arguments.fresh:
        _start_over(env)
        setup.make_folders(env)
    setup.forget_old_metrics(env)
    _check_machine(env)
    keeper = Keeper(env.var)

    def stop(*_: object) -> None:
        keeper.stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    # Whoever started us under ``nohup`` wants us to outlive the terminal.
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, stop)
    try:
        _bring_up(env, keeper)
        if not keeper.stopping:
            keeper.write_state()
            metrics.serve(env, keeper)
            say(welcome.greeting(env, seconds=elapsed()))
            if not arguments.check:
                keeper.keep()
    finally:
        if keeper.kept:
            say("\n正在停止……")
        keeper.stop()
        lock.close()
    say("已全部停止，数据保存在 " + str(env.var))


def _bring_up(env: Environment, keeper: Keeper) -> None:
    password = setup.make_secrets(env)
    setup.check_storage(env)
    setup.check_broker(env)
    setup.lay_fonts(env)
    _bring_up_stores(env, keeper, password)
    programs = {part.name: part for part in parts.programs(env)}
    is_new = setup.prepare_zones(env, stands=lambda what: _begin(keeper, programs, EARLY.get(what, ())))
    with step("启动外网、内网、网闸和后台任务"):
        # Nobody waits for the answer of the others, so they leave the machine to these two first.
        _begin(keeper, programs, WEB)
        for name in WEB:
            if not keeper.stopping and not keeper.wait_ready(name, seconds=60.0):
                raise refuse(f"{name} 没有启动", f"请查看日志 {env.var}/log/{name}.log")
        _begin(keeper, programs, programs)
    if is_new:
        _wait_for_what_is_released(env, keeper)


def _bring_up_stores(env: Environment, keeper: Keeper, password: str) -> None:
    if env.embeds_nats:
        (env.var / "run" / "nats.conf").write_text(broker.server_config(env.var, env.nats_port))
    if env.embeds_postgres:
        setup.make_cluster(env, password)
    with step("启动数据库和消息服务"):
        for part in parts.stores(env):
            # A crash recovery of a large database may take a minute.
            if not keeper.start(part, wait=90.0):
                raise refuse(f"{part.name} 没有启动", f"请查看日志 {env.var}/log/{part.name}.log")
    if env.embeds_postgres:
        setup.make_databases(env, password)
    setup.check_databases(env)


def _begin(keeper: Keeper, programs: Mapping[str, Part], names: Iterable[str]) -> None:
    """Start those of the programs that do not run yet."""
    for name in names:
        if not keeper.stopping and name not in keeper.kept:
            keeper.start(programs[name], wait=None)
    keeper.write_state()


def _wait_for_what_is_released(env: Environment, keeper: Keeper) -> None:
    """A hall without services and a site without pages would be a poor welcome; what is late still comes after this."""
    with step("事项和网站内容经网闸发布到外网") as tell:
        countdown = Countdown(tell)
        readiness.wait_until(
            lambda: countdown.is_over(readiness.gate_waits(env.inner_port)),
            alive=lambda: not keeper.stopping,
            seconds=120.0,
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run", description="启动徽政：外网、内网、网闸、数据库，一条命令。")
    parser.add_argument("--fresh", action="store_true", help="清空本实例的全部数据，从头开始")
    parser.add_argument("--check", action="store_true", help="启动到就绪后立即停止")
    parser.add_argument("--systemd", action="store_true", help="打印 systemd 服务单元文件，不启动")
    return parser.parse_args()


def _lock(env: Environment) -> IO[str]:
    lock = (env.var / "run" / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise refuse(
            f"{env.var} 中的实例已在运行",
            "先在那个终端按 Ctrl-C 停止它；要并行运行另一个实例，请设置 HUIZHENG_VAR 和 HUIZHENG_OUTER_PORT。",
        ) from None
    os.set_inheritable(lock.fileno(), False)  # noqa: FBT003 - the function's own signature
    return lock


def _start_over(env: Environment) -> None:
    with step("清空旧数据（--fresh）"):
        for folder in (postgres.data_folder(env.var), *env.var.iterdir()):
            if folder.name in {"run", "vendor"} or not folder.exists():
                continue
            shutil.rmtree(folder)
        for name in ("prepared", "state.json"):
            (env.var / "run" / name).unlink(missing_ok=True)


def _check_machine(env: Environment) -> None:
    if shutil.disk_usage(env.var).free < ENOUGH_DISK:
        raise refuse(f"{env.var} 所在磁盘剩余空间不足 600 MB", "清理磁盘，或用 HUIZHENG_VAR 指定另一块磁盘上的目录。")
    wanted = {
        "HUIZHENG_OUTER_PORT": env.outer_port,
        "HUIZHENG_INNER_PORT": env.inner_port,
        "HUIZHENG_DOCK_PORT": env.dock_port,
        "HUIZHENG_METRICS_PORT": env.metrics_port,
    }
    if env.embeds_postgres:
        wanted["HUIZHENG_POSTGRES_PORT"] = env.postgres_port
    if env.embeds_nats:
        wanted["HUIZHENG_NATS_PORT"] = env.nats_port
    named: dict[int, str] = {}
    for name, port in wanted.items():
        if port in named:
            raise refuse(f"{named[port]} 和 {name} 都是 {port}", "请给其中一个换一个端口，再运行一次。")
        named[port] = name
        _check_port(name, port)


def _check_port(name: str, port: int) -> None:
    match readiness.port_state(port):
        case Port.TAKEN:
            raise refuse(
                f"端口 {port} 已被占用", f"停止占用它的程序，或换一个端口，例如：{name}={_another(port)} ./run"
            )
        case Port.FORBIDDEN:
            raise refuse(
                f"没有使用端口 {port} 的权限",
                f"换一个 1024 以上的端口，例如：{name}={port + 8000} ./run；要用 80、443，请在前面设一个反向代理。",
            )
        case Port.FREE:
            pass


def _another(port: int) -> int:
    return port + 100 if port + 100 <= environment.LAST_PORT else port - 100


if __name__ == "__main__":
    Path(environment.ROOT).resolve(strict=True)
    main()
