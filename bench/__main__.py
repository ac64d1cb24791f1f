"""``make bench``: runs every benchmark and writes ``docs/benchmarks.md``.

Each ``bench/bench_*.py`` runs alone and prints one JSON line a figure: name, value, unit, and the baseline that was
measured in the same run with its ratio.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main(names: list[str]) -> int:
    scripts = [path for path in sorted(Path(__file__).parent.glob("bench_*.py")) if not names or path.stem[6:] in names]
    figures: dict[str, list[dict]] = {}
    failed = []
    for script in scripts:
        print(f"== {script.stem}", flush=True)
        done = subprocess.run(
            [sys.executable, str(script)],
            env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
            check=False,
            stdout=subprocess.PIPE,
            text=True,
        )
        if done.returncode:
            failed.append(script.stem)
        rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        for row in rows:
            print(f"   {row['name']}: {row['value']} {row['unit']}", flush=True)
        figures[script.stem[6:]] = rows
    if not names:
        (ROOT / "docs" / "benchmarks.md").write_text(page(figures))
    return 1 if failed else 0


def page(figures: dict[str, list[dict]]) -> str:
    lines = [
        "# Benchmarks",
        "",
        (
            f"Written by `make bench` on {dt.datetime.now(dt.UTC).date().isoformat()}, {os.cpu_count()} cores, "
            f"Python {platform.python_version()}. Every figure stands beside a named baseline that was measured in the"
        ),
        "same run; compare ratios between machines, not figures.",
    ]
    for name, rows in figures.items():
        lines += [
            "",
            f"## {name}",
            "",
            "| figure | value | wanted | baseline | baseline value | ratio |",
            "|---|---|---|---|---|---|",
        ]
        for row in rows:
            cells = [
                row["name"],
                f"{row['value']} {row['unit']}",
                row.get("wanted", ""),
                row.get("baseline", ""),
                str(row.get("baseline_value", "")),
                str(row.get("ratio", "")),
            ]
            lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
