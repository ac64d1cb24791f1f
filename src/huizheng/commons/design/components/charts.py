"""Charts drawn on the server as SVG: no script, good on paper, and always with the figures as a table.

Words stand in HTML beside the drawing, so they keep their size on a phone while the drawing stretches.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from django.template import Library
from django.utils.formats import number_format

from huizheng.commons.design.components.reading import read

register = Library()

HUES = 6
TONES = ("muted", "danger", "warning", "success")
WIDTH, HEIGHT = 1000, 240
RADIUS = 15.9155  # a circle of circumference 100, so a share is its own dash length


def figure(value: float) -> str:
    """Return a number as people write it: grouped, with at most one decimal."""
    whole = float(value).is_integer()
    return str(number_format(value, decimal_pos=0 if whole else 1, use_l10n=True, force_grouping=True))


def round_ceiling(greatest: float) -> float:
    """Return the next round number (1, 2, 2.5 or 5 times a power of ten) that is not below the greatest value."""
    if greatest <= 0:
        return 1
    power = 10 ** math.floor(math.log10(greatest))
    return float(next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= greatest))


@register.inclusion_tag("design/components/bar_chart.html")
def bar_chart(rows: Any, title: str = "", unit: str = "", note: str = "", maximum: float = 0) -> dict[str, Any]:
    """Lying bars: rows are pairs or ``{label, value, tone (muted danger warning success), note, href}``."""
    bars = [_row(row) for row in rows or ()]
    greatest = maximum or max((bar["value"] for bar in bars), default=0) or 1
    for bar in bars:
        bar["percent"] = f"{max(0.0, min(100.0, 100 * bar['value'] / greatest)):.2f}%"
    return {"bars": bars, "title": title, "unit": unit, "note": note}


def _row(row: Any) -> dict[str, Any]:
    if isinstance(row, (tuple, list)):
        label, value, tone, note, href = row[0], float(row[1]), "", "", ""
    else:
        label, value, tone = read(row, "label"), float(read(row, "value", 0)), read(row, "tone")
        note, href = read(row, "note"), read(row, "href")
    return {
        "label": label,
        "value": value,
        "figure": figure(value),
        "tone": tone if tone in TONES else "",
        "note": note,
        "href": href,
    }


@dataclass(frozen=True)
class _Series:
    label: str
    values: list[float | None]
    hue: int
    points: str
    dots: list[str]
    figures: list[str]


@register.inclusion_tag("design/components/line_chart.html")
def line_chart(labels: Any, series: Any, title: str = "", unit: str = "", note: str = "") -> dict[str, Any]:
    """One or several lines over the same ``labels``: series are ``{label, values}``; ``None`` leaves a gap out."""
    names = [str(label) for label in labels]
    given = [
        (str(read(one, "label")), [None if v is None else float(v) for v in read(one, "values", ())]) for one in series
    ]
    top = round_ceiling(max((v for _, values in given for v in values if v is not None), default=0))
    lines = [_line(label, values, number, len(names), top) for number, (label, values) in enumerate(given)]
    return {
        "labels": names,
        "edge_labels": names if len(names) <= HUES else [names[0], names[len(names) // 2], names[-1]],
        "lines": lines,
        "ticks": [figure(top * part) for part in (1, 0.75, 0.5, 0.25, 0)],
        "grid": [HEIGHT * part for part in (0, 0.25, 0.5, 0.75)],
        "width": WIDTH,
        "height": HEIGHT,
        "title": title,
        "unit": unit,
        "note": note,
        "lines_of_table": [
            {
                "label": name,
                "figures": [line.figures[position] if position < len(line.figures) else "" for line in lines],
            }
            for position, name in enumerate(names)
        ],
    }


def _line(label: str, values: list[float | None], number: int, columns: int, top: float) -> _Series:
    spots = [
        (WIDTH * position / max(1, columns - 1), HEIGHT * (1 - value / top))
        for position, value in enumerate(values)
        if value is not None
    ]
    return _Series(
        label=label,
        values=values,
        hue=number % HUES + 1,
        points=" ".join(f"{x:.1f},{y:.1f}" for x, y in spots),
        dots=[f"M{x:.1f} {y:.1f}h0" for x, y in spots],
        figures=["—" if value is None else figure(value) for value in values],
    )


@register.inclusion_tag("design/components/share_chart.html")
def share_chart(rows: Any, title: str = "", unit: str = "", note: str = "", centre: str = "") -> dict[str, Any]:
    """A ring of shares: rows are pairs or ``{label, value}``; best with at most six parts."""
    parts = [_row(row) for row in rows or ()]
    total = sum(part["value"] for part in parts)
    turned = 25.0  # a dash begins at three o'clock; a quarter back is the top
    for number, part in enumerate(parts):
        share = 100 * part["value"] / total if total else 0
        part.update(
            hue=number % HUES + 1, share=f"{share:.1f}%", dash=f"{share:.3f} {100 - share:.3f}", offset=f"{turned:.3f}"
        )
        turned -= share
    return {
        "parts": parts,
        "title": title,
        "unit": unit,
        "note": note,
        "centre": centre or figure(total),
        "radius": RADIUS,
    }
