"""The drawing of the life of a case, made from the transition table."""

from __future__ import annotations

from huizheng.inner.casework.states import STANDING, TRANSITIONS, Clock, Owner, State
from huizheng.inner.casework.wording import ACTS, CLOCKS, OWNERS, STATES


def draw() -> str:
    """Return ``docs/states/case.md``: a Mermaid drawing and a table of owners, clocks and articles."""
    lines = [
        "# The life of a case",
        "",
        "Drawn from `src/huizheng/inner/casework/states.py` by `make draw`; a test compares the two.",
        "",
        "```mermaid",
        "stateDiagram-v2",
    ]
    lines += [f'    state "{STATES[state]}" as {state.value}' for state in State]
    for act, transition in TRANSITIONS.items():
        if transition.target is None:
            continue
        sources = [state.value for state in State if state in transition.sources] or ["[*]"]
        lines += [f"    {source} --> {transition.target.value}: {ACTS[act]}" for source in sources]
    lines += [f"    {state.value} --> [*]" for state in State if not STANDING[state].open]
    lines += ["```", "", "| state | 状态 | whose move | clock | law |", "|---|---|---|---|---|"]
    for state in State:
        standing = STANDING[state]
        clock = CLOCKS[Clock(standing.clock)] if standing.clock else "–"
        owner = OWNERS[Owner(standing.owner)]
        lines.append(f"| `{state.value}` | {STATES[state]} | {owner} | {clock} | {standing.law or '–'} |")
    return "\n".join(lines) + "\n"
