"""When the machine is not fit, ./run says what is wrong and what to do, and changes nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
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


def test_a_store_of_files_that_does_not_answer(tmp_path: Path) -> None:
    nowhere = "s3://key:secret@papers/huizheng?endpoint=http://127.0.0.1:9"
    product = Product(var=tmp_path / "var", port=free_block(), extra={"HUIZHENG_STORAGE_URL": nowhere})
    done = subprocess.run(
        [sys.executable, "-m", "huizheng.config.supervisor"],
        env=product.environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1
    assert "文件库不能用" in done.stderr
    assert "HUIZHENG_STORAGE_URL" in done.stderr
    assert "secret" not in done.stderr
    assert not (product.var / "pg").exists(), "nothing has been begun"


def test_a_python_without_venv(machine: Path, tmp_path: Path) -> None:
    program(machine, "python3.11", f'case "$*" in *venv*) exit 1;; esac; exec "{PYTHON}" "$@"')
    done = run(machine, tmp_path)
    assert done.returncode == 1
    assert "无法创建虚拟环境" in done.stderr
    assert "apt-get install python3-venv" in done.stderr
    assert not (tmp_path / "venv").exists()
