"""When the machine is not fit, ./run says what is wrong and what to do, and changes nothing."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.product.instance import Product, free_block

ROOT = Path(__file__).parents[2]
PYTHON = Path(sys.base_prefix) / "bin" / "python3"
TOOLS = ("sh", "dirname", "cat", "sha256sum", "cut", "df", "awk", "grep", "rm", "ls", "tr", "pwd", "env", "mkdir")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A PATH of its own with only the plain tools, to which a test adds what it wants to be wrong."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        if found := shutil.which(tool):
            (folder / tool).symlink_to(found)
    return folder


def run(machine: Path, tmp_path: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": str(machine), "HOME": str(tmp_path), "LANG": "C.UTF-8",
        "HUIZHENG_VENV": str(tmp_path / "venv"), "HUIZHENG_VAR": str(tmp_path / "var"), **more,
    }  # fmt: skip
    return subprocess.run(
        [str(ROOT / "run")], env=environment, check=False, capture_output=True, text=True, timeout=120
    )


def program(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.unlink(missing_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def test_no_python_of_a_right_version(machine: Path, tmp_path: Path) -> None:
    program(machine, "python3", "exit 1")
    done = run(machine, tmp_path)
    assert done.returncode == 1
    assert "没有找到 Python 3.11" in done.stderr
    assert "apt-get install python3" in done.stderr


def test_a_full_disk(machine: Path, tmp_path: Path) -> None:
    program(machine, "df", "echo head; echo '/dev/x 100 99 1000 99% /'")
    done = run(machine, tmp_path)
    assert done.returncode == 1
    assert "磁盘剩余空间不足" in done.stderr


def test_no_network(machine: Path, tmp_path: Path) -> None:
    program(machine, "python3.11", f'exec "{PYTHON}" "$@"')
    nowhere = "http://127.0.0.1:9/simple"
    done = run(
        machine, tmp_path,
        PIP_INDEX_URL=nowhere, PIP_EXTRA_INDEX_URL="", PIP_FIND_LINKS="", PIP_RETRIES="0", PIP_NO_CACHE_DIR="1",
        PIP_CONFIG_FILE=os.devnull,
    )  # fmt: skip
    assert done.returncode == 1
    assert "无法下载依赖" in done.stderr
    assert "PIP_INDEX_URL" in done.stderr


def starts(folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Start the product with these variables; it is expected to refuse before anything is begun."""
    product = Product(var=folder / "var", port=free_block(), extra=more)
    done = subprocess.run(
        [sys.executable, "-m", "huizheng.config.supervisor"],
        env=product.environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not (product.var / "pg").exists(), "nothing has been begun"
    return done


def test_a_store_of_files_that_does_not_answer(tmp_path: Path) -> None:
    nowhere = "s3://key:secret@papers/huizheng?endpoint=http://127.0.0.1:9"
    done = starts(tmp_path, HUIZHENG_STORAGE_URL=nowhere)
    assert "文件库不能用" in done.stderr
    assert "HUIZHENG_STORAGE_URL" in done.stderr
    assert "secret" not in done.stderr


def test_a_message_server_that_does_not_answer(tmp_path: Path) -> None:
    done = starts(tmp_path, HUIZHENG_NATS_URL="nats://gate:secret@127.0.0.1:9")
    assert "连不上消息服务" in done.stderr
    assert "HUIZHENG_NATS_URL" in done.stderr
    assert "secret" not in done.stderr


def test_a_message_server_that_keeps_no_streams(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def say_who_one_is() -> None:
            link, _ = server.accept()
            with link:
                link.sendall(b'INFO {"server_id":"x","version":"2.11.0","max_payload":1048576}\r\n')

        threading.Thread(target=say_who_one_is, daemon=True).start()
        done = starts(tmp_path, HUIZHENG_NATS_URL=f"nats://127.0.0.1:{server.getsockname()[1]}")
    assert "没有开启 JetStream" in done.stderr


@pytest.mark.parametrize("port", ["eight", "0", "70000", "-1"])
def test_a_port_that_is_none(tmp_path: Path, port: str) -> None:
    done = starts(tmp_path, HUIZHENG_INNER_PORT=port)
    assert f"HUIZHENG_INNER_PORT={port} 不能用" in done.stderr
    assert "65535" in done.stderr


def test_one_port_for_two(tmp_path: Path) -> None:
    port = str(free_block())
    done = starts(tmp_path, HUIZHENG_OUTER_PORT=port, HUIZHENG_INNER_PORT=port)
    assert "HUIZHENG_OUTER_PORT 和 HUIZHENG_INNER_PORT 都是" in done.stderr


def test_a_python_that_was_taken_away_since(machine: Path, tmp_path: Path) -> None:
    """The environment was made with a Python that is gone: it is made anew, as if there were none."""
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    (tmp_path / "venv" / "pyvenv.cfg").write_text("home = /gone\n")
    (tmp_path / "venv" / "bin" / "python").symlink_to("/gone/bin/python3")
    program(machine, "python3", "exit 1")
    done = run(machine, tmp_path)
    assert done.returncode == 1
    assert "虚拟环境里的 Python 已不能用，重新创建" in done.stdout
    assert "没有找到 Python 3.11" in done.stderr


def test_a_folder_that_is_no_environment_is_left_alone(machine: Path, tmp_path: Path) -> None:
    (tmp_path / "venv").mkdir()
    (tmp_path / "venv" / "letters.txt").write_text("mine")
    program(machine, "python3", "exit 1")
    run(machine, tmp_path)
    assert (tmp_path / "venv" / "letters.txt").read_text() == "mine"


def test_a_python_without_venv(machine: Path, tmp_path: Path) -> None:
    program(machine, "python3.11", f'case "$*" in *venv*) exit 1;; esac; exec "{PYTHON}" "$@"')
    done = run(machine, tmp_path)
    assert done.returncode == 1
    assert "无法创建虚拟环境" in done.stderr
    assert "apt-get install python3-venv" in done.stderr
    assert not (tmp_path / "venv").exists()
