"""The drawings in ``docs/states``, one a table of transitions: made by a command, compared by a house test."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from huizheng.config.environment import ROOT

FOLDER = ROOT / "docs" / "states"
Step = tuple[str, str, str]


def drawings(zone: str) -> dict[str, Callable[[], str]]:
    """Return the drawings of a zone's rooms, by the name of the file."""
    if zone == "outer":
        return {"application.md": application}
    return {
        "case.md": lambda: str(import_module("huizheng.inner.casework.drawing").draw()),
        "delivery.md": lambda: _of_choices("huizheng.commons.notices.states", "DeliveryState", "A message on its way"),
        "emergency.md": lambda: _of_choices("huizheng.inner.sites.states", "EmergencyState", "An emergency theme"),
        "file.md": lambda: _of_choices("huizheng.commons.files.states", "FileState", "A stored file"),
        "licence.md": licence,
        "manuscript.md": manuscript,
        "placement.md": lambda: _of_choices(
            _PUBLISHING, "PlacementState", "A placement on another site", table="PLACEMENT_TRANSITIONS"
        ),
        "publication.md": lambda: _of_choices(
            "huizheng.inner.journeys.states", "PublicationState", "The publication of a grant"
        ),
        "rectification.md": rectification,
        "release.md": lambda: _of_choices("huizheng.inner.items.states", "ReleaseState", "A release of an item"),
    }


def write(zone: str) -> list[Path]:
    """Draw them anew and return where they lie."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, draw in drawings(zone).items():
        (FOLDER / name).write_text(draw(), encoding="utf-8")
        paths.append(FOLDER / name)
    return paths


def application() -> str:
    """Draw an application as the applicant sees it: own steps, and what the office reports."""
    states = import_module("huizheng.outer.applications.states")
    labels = {
        str(state): _plain(label) for state, label in import_module(f"{_APPLICATIONS}.wording").STATE_LABELS.items()
    }
    own = [
        (str(source), str(target), verb) for source, steps in states.OWN_STEPS.items() for verb, target in steps.items()
    ]
    reported = [(_OFFICE, str(target), str(act)) for act, target in states.REPORTED.items()]
    return _page(
        "An application as the applicant sees it",
        "huizheng.outer.applications.states",
        labels | {_OFFICE: "办理机关报告"},
        [*own, *reported],
        ends=[str(state) for state in states.CLOSED],
        begins=str(states.ApplicationState.DRAFT),
        notes=[(str(state), labels[str(state)], str(owner)) for state, owner in states.OWNERS.items()],
    )


def rectification() -> str:
    """Draw the life of a rectification after a bad rating."""
    states = import_module("huizheng.inner.assessment.states")
    wording = import_module("huizheng.inner.assessment.wording")
    labels = {str(state): _plain(wording.STATES[state]) for state in states.RectificationState}
    steps = [
        (str(source), str(target or source), str(act))
        for act, (sources, target) in states.TRANSITIONS.items()
        for source in states.RectificationState
        if source in sources
    ]
    ends = [str(state) for state in states.RectificationState if state not in states.OPEN_STATES]
    begins = str(states.RectificationState.OPEN)
    return _page("A rectification", states.__name__, labels, steps, ends=ends, begins=begins)


def licence() -> str:
    """Draw the life of a licence after it was issued."""
    states = import_module("huizheng.inner.licences.states")
    wording = import_module("huizheng.inner.licences.wording")
    labels = {str(state): _plain(wording.STATES[state]) for state in states.LicenceState}
    steps = [
        (str(source), str(transition.target), _plain(wording.ACTS[act]))
        for act, transition in states.TRANSITIONS.items()
        for source in states.LicenceState
        if source in transition.sources
    ]
    ends = [str(state) for state in (states.LicenceState.RENEWED, states.LicenceState.CANCELLED)]
    return _page("A licence", states.__name__, labels, steps, ends=ends, begins=str(states.LicenceState.VALID))


def manuscript() -> str:
    """Draw the way of a page from draft to release and out."""
    states = import_module(_PUBLISHING)
    labels = {str(state.value): str(state.label) for state in states.State}
    steps = [(str(source), str(target), str(act)) for (source, act), target in states.TRANSITIONS.items()]
    ends = [str(states.State.ARCHIVED)]
    notes = [(str(state), labels[str(state)], str(duty.label)) for state, duty in states.WAITED_FOR.items()]
    return _page(
        "A page from draft to release",
        _PUBLISHING,
        labels,
        steps,
        ends=ends,
        begins=str(states.State.DRAFT),
        notes=notes,
    )


_PUBLISHING = "huizheng.inner.publishing.states"
_APPLICATIONS = "huizheng.outer.applications"
_OFFICE = "office"


def _of_choices(module: str, enum: str, title: str, *, table: str = "") -> str:
    """Draw a table that says of each state what may follow."""
    states = import_module(module)
    name = table or ("NEXT" if hasattr(states, "NEXT") else "TRANSITIONS")
    following: Mapping[Any, Iterable[Any]] = getattr(states, name)
    kind = getattr(states, enum)
    labels = {str(state.value): str(state.label) for state in kind}
    steps = [
        (str(source.value), str(each.value), "") for source in following for each in kind if each in following[source]
    ]
    ends = [str(state.value) for state in kind if not following[state]]
    return _page(title, module, labels, steps, ends=ends, begins=str(next(iter(kind)).value))


def _page(
    title: str,
    module: str,
    labels: Mapping[str, str],
    steps: Iterable[Step],
    *,
    ends: Iterable[str],
    begins: str,
    notes: Iterable[tuple[str, str, str]] = (),
) -> str:
    source = "src/" + module.replace(".", "/") + ".py"
    lines = [
        f"# {title}",
        "",
        f"Drawn from `{source}` by `make draw`; a test compares the two.",
        "",
        "```mermaid",
        "stateDiagram-v2",
        *(f'    state "{label}" as {state}' for state, label in labels.items()),
        f"    [*] --> {begins}",
        *(f"    {away} --> {to}" + (f": {verb}" if verb else "") for away, to, verb in steps),
        *(f"    {state} --> [*]" for state in sorted(ends)),
        "```",
    ]
    if rows := list(notes):
        lines += ["", "| state | 状态 | whose move |", "|---|---|---|"]
        lines += [f"| `{state}` | {label} | {owner} |" for state, label, owner in rows]
    return "\n".join(lines) + "\n"


def _plain(label: object) -> str:
    """Return the Chinese of a label, whatever the language of the process."""
    from django.utils.translation import override  # noqa: PLC0415 - needs settings, which the list of rooms does not

    with override("zh-hans"):
        return str(label)
