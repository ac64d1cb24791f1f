"""The browser's scripts, asked outside a browser."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from playwright._impl._driver import compute_driver_executable

from huizheng.commons.forms.browser import for_browser
from huizheng.commons.forms.testing import at_noon, family_form


def ask_scripts(vectors: dict[str, Any]) -> dict[str, Any]:
    """Ask the browser's scripts some vectors in node (the machine's own, or playwright's); return what was amiss."""
    room = Path(__file__).parents[1]
    node = shutil.which("node") or str(compute_driver_executable()[0])
    told = json.dumps({**for_browser(family_form(), at_noon()), "vectors": vectors})
    asked = subprocess.run(
        [node, str(room / "tests" / "ask_vectors.mjs"), str(room / "static" / "forms")],
        input=told,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    found: dict[str, Any] = json.loads(asked.stdout)
    return found
