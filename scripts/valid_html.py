"""Ask the Nu HTML checker about pages of a running instance: ``python scripts/valid_html.py http://localhost:8000``.

It needs Java and npm (the checker is the npm package ``vnu-jar``). Where they are missing it says so and ends.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

PATHS = (
    "/", "/news/", "/news/government/", "/openness/", "/openness/policies/", "/openness/leaders/", "/service/",
    "/employment/vacancies/", "/directory/", "/site-help/sitemap/", "/site-help/accessibility/", "/no-such-page/",
)  # fmt: skip
HOSTS = (
    "localhost",
    "hefei.localhost",
    "feixi.localhost",
    "education.localhost",
    "sannong.localhost",
    "english.localhost",
)


def main(base: str) -> int:
    if not (shutil.which("java") and shutil.which("npm")):
        sys.stdout.write("Java and npm are needed to check HTML; nothing was checked.\n")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        fetched = subprocess.run(
            ["npm", "install", "--silent", "--prefix", folder, "vnu-jar@26"],
            check=False,
            capture_output=True,
            text=True,
        )
        jar = where / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
        if fetched.returncode or not jar.is_file():
            sys.stdout.write(f"The checker could not be installed; nothing was checked. {fetched.stderr[-300:]}\n")
            return 0
        names = {}
        for host in HOSTS:
            for path in PATHS:
                page = where / f"{len(names)}.html"
                page.write_bytes(_read(base, host, path))
                names[page.name] = f"{host}{path}"
        checked = subprocess.run(
            ["java", "-jar", str(jar), "--errors-only", "--format", "json", *(str(where / name) for name in names)],
            check=False, capture_output=True, text=True,
        )  # fmt: skip
        found = json.loads(checked.stderr or '{"messages": []}')["messages"]
        for each in found:
            sys.stdout.write(f"{names[Path(each['url']).name]}: {each['message']} {each.get('extract', '')[:120]}\n")
        sys.stdout.write(f"{len(names)} pages, {len(found)} errors\n")
        return 1 if found else 0


def _read(base: str, host: str, path: str) -> bytes:
    request = urllib.request.Request(f"{base}{path}", headers={"Host": host})  # noqa: S310 - the caller's own instance
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        return error.read()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://localhost:8000"))
