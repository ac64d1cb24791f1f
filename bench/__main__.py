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
KEPT = ROOT / "docs" / "benchmarks.json"

# What a reader of the figures must know and no row can say.
NOTES = {
    "reading": """\
Our web server has two processes of two threads; wrk and PostgreSQL run on the same two cores. "Uncached" asks every
time with a parameter that the page cache does not know. Wagtail serves the same columns and articles of the same site
in the same run: page types with a StreamField, Wagtail's routing, templates, no page cache, two processes of one thread
or of two, whichever gave more (`bench/plain_wagtail`).

Quoted, not measured here: the home page of the nearest peer, OneGov Cloud, gave 57–80 requests/s in an earlier trial
on two cores. No current release of it can be installed from the package registry, so it cannot stand in this table.
""",
}


def main(names: list[str]) -> int:
    scripts = [path for path in sorted(Path(__file__).parent.glob("bench_*.py")) if not names or path.stem[6:] in names]
    kept: dict[str, dict] = json.loads(KEPT.read_text()) if KEPT.is_file() else {}
    failed = []
    for script in scripts:
        print(f"== {script.stem}", flush=True)
        load = round(os.getloadavg()[0], 1)
        done = subprocess.run(
            [sys.executable, str(script)],
            env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
            check=False,
            stdout=subprocess.PIPE,
            text=True,
        )
        rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        for row in rows:
            print(f"   {row['name']}: {row['value']} {row['unit']}", flush=True)
        if done.returncode:
            failed.append(script.stem)
            continue
        kept[script.stem[6:]] = {"on": dt.datetime.now(tz=dt.UTC).date().isoformat(), "load": load, "rows": rows}
        KEPT.write_text(json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        (ROOT / "docs" / "benchmarks.md").write_text(page(kept))
    return 1 if failed else 0


def page(kept: dict[str, dict]) -> str:
    lines = [
        "# Benchmarks",
        "",
        f"Written by `make bench`, {os.cpu_count()} cores, Python {platform.python_version()}.",
        "Every figure stands beside a named baseline of the same run; compare ratios between machines, not figures.",
        "The load is that of the machine before the run: above one or two, others worked at the same time, and waits",
        "are longer than the product's own.",
    ]
    for name, run in sorted(kept.items()):
        lines += ["", f"## {name}", "", f"{run['on']}, load {run['load']}", ""]
        lines += [*NOTES[name].splitlines(), ""] if name in NOTES else []
        lines += ["| figure | value | wanted | baseline | baseline value | ratio |", "|---|---|---|---|---|---|"]
        rows = run["rows"]
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
