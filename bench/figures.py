"""One figure as every benchmark prints it: a JSON line with its name, value, unit and baseline of the same run."""

from __future__ import annotations

import json
import os
import statistics


def figure(name: str, value: float, unit: str, baseline: str = "", beside: float = 0.0, *, wanted: str = "") -> None:
    row: dict[str, object] = {"name": name, "value": round(value, 1), "unit": unit, "wanted": wanted}
    if baseline:
        row |= {"baseline": baseline, "baseline_value": round(beside, 1)}
        row |= {"ratio": round(value / beside, 3)} if beside else {}
    print(json.dumps(row, ensure_ascii=False), flush=True)


def share(values: list[float], hundredths: int) -> float:
    """Return the value that so many hundredths of all do not exceed."""
    return sorted(values)[min(len(values) - 1, len(values) * hundredths // 100)]


def middle(values: list[float]) -> float:
    return statistics.median(values)


def load() -> float:
    """Return how busy the machine was in the last minute: a figure from a busy machine says little."""
    return os.getloadavg()[0]
