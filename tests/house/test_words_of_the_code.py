"""What may not stand in the tree."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2] / "src" / "huizheng"
SOURCES = [path for path in HOUSE.rglob("*.py") if "migrations" not in path.parts and "tests" not in path.parts]
CLOCK_READERS = {
    "web",
    "tasks.py",
    "subscribers.py",
    "subscribers",
    "tasks",
    "management",
    "testing.py",
    "supervisor",
    # The gate's processes are running programs, as tasks are: nobody above them could hand them a moment.
    "process",
}
# Whether a key counts, and how the zone stands, is asked of the clock itself: a moment that a caller may choose
# would bring a withdrawn key back.
ASKED_OF_THE_CLOCK_ITSELF = {
    "commons/keys/actions.py",
    "commons/keys/queries.py",
    "gate/envelope.py",
    "gate/health.py",
    "outer/search/health.py",
}
WEAK_NAMES = ("Manager", "Helper", "Handler", "Data", "Info", "Utils")


def test_only_the_edges_read_the_clock() -> None:
    readers = [
        str(path.relative_to(HOUSE))
        for path in SOURCES
        if not CLOCK_READERS & set(path.relative_to(HOUSE).parts)
        and str(path.relative_to(HOUSE)) not in ASKED_OF_THE_CLOCK_ITSELF
        and any(call in path.read_text() for call in ("timezone.now()", "datetime.now(", "date.today()"))
    ]
    assert readers == []


def test_classes_are_named_after_what_they_know() -> None:
    weak = [
        f"{path.relative_to(HOUSE)}:{node.name}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef) and node.name.endswith(WEAK_NAMES)
    ]
    assert weak == []


def test_there_is_no_junk_drawer() -> None:
    assert [path for path in HOUSE.rglob("*") if path.stem in {"utils", "helpers", "misc", "common"}] == []


def test_only_config_reads_the_environment() -> None:
    readers = [
        str(path.relative_to(HOUSE))
        for path in SOURCES
        if path.relative_to(HOUSE).parts[0] not in {"config", "__main__.py"} and "os.environ" in path.read_text()
    ]
    assert readers == []


@pytest.mark.parametrize("kind", ["html", "svg"])
def test_templates_hold_no_inline_script_or_style(kind: str) -> None:
    signs = (' style="', "<style", " onclick=", " onchange=", "javascript:", "<script>")
    guilty = [
        str(path.relative_to(HOUSE))
        for path in HOUSE.rglob(f"templates/**/*.{kind}")
        if any(sign in path.read_text() for sign in signs)
    ]
    assert guilty == []


def test_jobs_are_queued_in_the_transaction_of_their_act() -> None:
    """``task.defer(…)`` inside a worker commits on a connection of its own: ``events.api.enqueue`` does not."""
    beside = [
        str(path.relative_to(HOUSE))
        for path in SOURCES
        if path.name != "queueing.py" and re.search(r"\.defer\(\s*(?:\w+=|\*\*)", path.read_text())
    ]
    assert beside == []
