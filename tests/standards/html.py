"""Ask the Nu HTML checker about pages."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.standards.schemas import FETCHED

CHECKER = FETCHED / "vnu-jar" / "build" / "dist" / "vnu.jar"


def wrong_in_pages(pages: Mapping[str, bytes]) -> list[str]:
    """Return every error of these pages, one line a finding, each with the name of its page."""
    if shutil.which("java") is None or not CHECKER.is_file():
        pytest.skip("HTML 检验器未安装：请先 apt-get install default-jre-headless npm，再运行 ./test")
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for number, (name, page) in enumerate(pages.items()):
            kept = Path(folder) / f"{number}.html"
            kept.write_bytes(page)
            names[kept.name] = name
        done = subprocess.run(
            ["java", "-Xss8m", "-XX:TieredStopAtLevel=1", "-jar", CHECKER, "--errors-only", "--format", "json", folder],
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
        )
        found = json.loads(done.stderr)["messages"]
    return [f"{names[Path(each['url']).name]}: {each['message']} {each.get('extract', '')[:160]!r}" for each in found]
