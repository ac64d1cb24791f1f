"""The two pictures on a document: the code to verify it by, and the seal."""

from __future__ import annotations

import io
import math
from xml.sax.saxutils import escape, quoteattr

RED = "#e60012"
_STAR = "M0,-62 L14.6,-20.1 59,-19.2 23.6,7.7 36.4,50.2 0,24.8 -36.4,50.2 -23.6,7.7 -59,-19.2 -14.6,-20.1Z"


def qr_code(text: str) -> str:
    """Return a QR code as SVG; correction level M bears a folded corner."""
    import segno  # noqa: PLC0415 - every process loads this module, few ever draw

    target = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        target, kind="svg", border=2, xmldecl=False, svgclass=None, lineclass=None
    )
    return target.getvalue().decode()


def seal(organ: str, *, family: str, note: str = "演示专用") -> str:
    """Return a round seal of 42 mm with the organ's name along its ring and what it is under the star.

    A drawing only: what proves the document is its signature and the verification address.
    """
    span = min(270.0, 27.5 * max(1, len(organ) - 1))
    size = 50 if len(organ) <= 12 else max(24, 50 * 12 / len(organ))  # noqa: PLR2004 - more than a dozen grow smaller
    steps = max(1, len(organ) - 1)
    ring = "".join(
        f'<text transform="rotate({-span / 2 + span * place / steps:.2f}) translate(0,{-190 + size:.1f})" '
        f"{_text(family, size)}>{escape(sign)}</text>"
        for place, sign in enumerate(organ)
    )
    under = f'<text x="0" y="{math.floor(204 * 0.55)}" {_text(family, 34)}>{escape(note)}</text>'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-210 -210 420 420" width="42mm" height="42mm">'
        f'<circle r="204" fill="none" stroke="{RED}" stroke-width="10"/>'
        f'<path d="{_STAR}" fill="{RED}"/>{ring}{under}</svg>'
    )


def _text(family: str, size: float) -> str:
    return f'text-anchor="middle" font-family={quoteattr(family)} font-size="{size:g}" fill="{RED}"'
