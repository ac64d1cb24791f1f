"""Makes an instance ready: secrets, databases, tables, starting data, static files.

What is ready stays ready: a digest over everything that the set-up depends on is kept in ``run/prepared``, and a
start that finds the same digest does none of it again.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from huizheng.config import assets, postgres
from huizheng.config.environment import ROOT, django_database
from huizheng.config.supervisor import readiness
from huizheng.config.supervisor.console import refuse, say, step
from huizheng.lib.progress import TABLES_STAND, bar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from huizheng.config.environment import Environment, Zone

OLDEST_POSTGRES = 16
ZONES: tuple[Zone, Zone] = ("outer", "inner")
PREPARED_FROM = ("migrations/*.py", "fixtures/**/*", "demonstration/**/*", "static/**/*", "locale_en.toml")
# How a loader says how far it is: what it did, what there is to do, and words for people.
_PROGRESS = re.compile(r"(?P<done>\d+)/(?P<total>\d+) (?P<words>.+)")


def make_folders(env: Environment) -> None:
    try:
        for name in ("run", "run/metrics", "log", "secrets", "secrets/public", "files", "vendor"):
            (env.var / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refuse(
            f"无法在 {env.var} 写入：{error.strerror}",
            "检查磁盘空间和目录权限，或用 HUIZHENG_VAR 指定另一个目录。",
        ) from None
    for zone in ZONES:
        env.secrets(zone).mkdir(mode=0o700, exist_ok=True)
        env.secrets(zone).chmod(0o700)


def forget_old_metrics(env: Environment) -> None:
    """Drop what processes of an earlier start counted; only under the lock: a running instance writes there."""
    for stale in (env.var / "run" / "metrics").glob("*.db"):
        stale.unlink()


def lay_fonts(env: Environment) -> None:
    """Put the fonts of paper where the product finds them; without any nothing can be printed, so say so at once."""
    try:
        assets.lay_vendor_files(env.var, lambda line: say(f"  ✓ {line}"))
    except assets.FontsMissing as error:
        raise refuse("没有找到中文字体", str(error)) from None


def make_secrets(env: Environment) -> str:
    """Make what must be secret and unique to this instance; return the database superuser's password."""
    for zone in ZONES:
        _secret(env.secrets(zone) / "django.secret")
        _secret(env.secrets(zone) / "database.password")
    return _secret(env.var / "secrets" / "postgres.password")


def _secret(path: Path) -> str:
    if not path.is_file():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()


def make_cluster(env: Environment, password: str) -> None:
    folder = postgres.data_folder(env.var)
    if (folder / "PG_VERSION").exists():
        return
    with step("创建数据库服务（PostgreSQL）"):
        try:
            postgres.Server(folder, env.postgres_port, password).prepare()
        except subprocess.CalledProcessError as error:
            detail = error.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["?"]
            raise refuse(f"数据库无法创建：{detail[0]}", "检查磁盘剩余空间（至少需要 500 MB）和目录权限。") from None


def make_databases(env: Environment, password: str) -> None:
    """Create each zone's role and database on the embedded server; one role may not enter the other's database."""
    address = f"postgres://huizheng:{password}@127.0.0.1:{env.postgres_port}/postgres"
    with psycopg.connect(address, autocommit=True) as connection:
        for zone in ZONES:
            name = sql.Identifier(f"huizheng_{zone}")
            own = (env.secrets(zone) / "database.password").read_text().strip()
            exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [f"huizheng_{zone}"]).fetchone()
            verb = sql.SQL("ALTER" if exists else "CREATE")
            connection.execute(sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(verb, name, sql.Literal(own)))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [f"huizheng_{zone}"]).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {0} OWNER {0}").format(name))
                connection.execute(sql.SQL("REVOKE CONNECT ON DATABASE {} FROM PUBLIC").format(name))


def check_databases(env: Environment) -> None:
    """Refuse to start when a database given by address does not answer, or is older than what we are written for."""
    for zone in ZONES:
        entry = django_database(env.database_url(zone))
        variable = f"HUIZHENG_{zone.upper()}_DATABASE_URL"
        try:
            with psycopg.connect(
                host=str(entry["HOST"]), port=str(entry["PORT"]), dbname=str(entry["NAME"]),
                user=str(entry["USER"]), password=str(entry["PASSWORD"]), connect_timeout=10,
            ) as connection:  # fmt: skip
                version = connection.info.server_version // 10000
        except psycopg.OperationalError as error:
            problem = f"连不上 {zone} 区数据库：{str(error).strip().splitlines()[0]}"
            raise refuse(problem, f"检查 {variable}，并确认该数据库已创建、账号是它的属主。") from None
        if version < OLDEST_POSTGRES:
            raise refuse(
                f"{zone} 区数据库是 PostgreSQL {version}",
                f"需要 PostgreSQL {OLDEST_POSTGRES} 或更高版本：升级它，或在 {variable} 中换一个服务器。",
            )


def check_broker(env: Environment) -> None:
    """Refuse to start when the message server given by address does not answer, or keeps no streams."""
    if env.nats_url is None:
        return
    advice = "检查 HUIZHENG_NATS_URL，并确认 NATS 已启动、开启了 JetStream；不设该变量则使用内嵌的 NATS。"
    try:
        said = readiness.broker_says(env.nats_url)
    except (OSError, ValueError) as error:
        # The address may hold a password: it is not repeated.
        raise refuse(f"连不上消息服务：{error}", advice) from None
    if not said.get("jetstream"):
        raise refuse("消息服务没有开启 JetStream", advice)


def check_storage(env: Environment) -> None:
    """Refuse to start when the store of files given by address does not keep and give back a small file."""
    if env.storage_url is None:
        return
    for zone in ZONES:
        done = subprocess.run(
            [sys.executable, "-m", "huizheng", zone, "check_storage"],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "HUIZHENG_VAR": str(env.var)},
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            said = (done.stderr.strip().splitlines() or ["没有说明原因"])[-1]
            raise refuse(
                f"{zone} 区的文件库不能用：{said}",
                "检查 HUIZHENG_STORAGE_URL 的地址、密钥和桶，并确认文件库已启动、桶已建好；改好后再运行一次。",
            )


def prepare_zones(env: Environment, *, stands: Callable[[str], None]) -> bool:
    """Run each zone's ``prepare`` command unless nothing has changed since; return whether anything was done.

    ``stands`` is told at once of a zone's tables and, when it has all, of the whole (``inner tables``): what can
    work by then need not wait for the rest.
    """
    digest = digest_of_what_set_up_needs()
    mark = env.var / "run" / "prepared"
    if mark.is_file() and mark.read_text() == digest:
        return False
    # The outer zone only makes its tables and reference data; its services come through the gate from the inner one.
    running = {zone: _prepare(env, zone) for zone in ZONES}
    for zone, process in running.items():
        with step("外网：建表、基础数据" if zone == "outer" else "内网：建表、机构人员、事项、站点内容") as tell:
            output = _listen(process, tell, tables=partial(stands, f"{zone} tables"))
            if process.wait():
                sys.stderr.write(output)
                raise refuse(f"{zone} 区准备失败", "上面是出错的信息；修正后再运行一次 ./run，已完成的部分不会重做。")
        stands(f"{zone} whole")
    mark.write_text(digest)
    return True


def _prepare(env: Environment, zone: Zone) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "huizheng", zone, "prepare", "--skip-checks"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "HUIZHENG_VAR": str(env.var)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _listen(process: subprocess.Popen[str], tell: Callable[[str], None], *, tables: Callable[[], None]) -> str:
    """Return all that the process says, and pass on at once what it says of its progress (``done/total words``)."""
    assert process.stdout is not None, "it was started with a pipe"
    heard = []
    with process.stdout as lines:
        for line in lines:
            heard.append(line)
            if found := _PROGRESS.fullmatch(line.strip()):
                tell(f"{bar(int(found['done']), int(found['total']))} {found['words']}")
            elif line.strip() == TABLES_STAND:
                tables()
    return "".join(heard)


def digest_of_what_set_up_needs() -> str:
    """Return a digest over migrations, fixtures, static files, translations and the locked packages."""
    digest = hashlib.sha256()
    source = ROOT / "src" / "huizheng"
    wanted = {path for pattern in PREPARED_FROM for path in source.rglob(pattern) if path.is_file()}
    for path in [ROOT / "requirements.lock", *sorted(wanted)]:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
