"""From facts to PDF. One warm compiler a process: the first document takes about 0.2 s, the next ones a tenth of it."""

from __future__ import annotations

import datetime as dt
import json
import threading
from functools import cache
from typing import Any

import typst

from huizheng.commons.paper import fonts
from huizheng.commons.paper.kinds import FOLDER, check_facts, folder_of
from huizheng.commons.paper.pictures import qr_code, seal
from huizheng.commons.telemetry.api import logger

log = logger("paper")
_STANDARDS: list[Any] = ["a-2a", "ua-1"]
_ZONE = dt.timezone(dt.timedelta(hours=8))
_lock = threading.Lock()


def render_pdf(*, template: str, version: int, facts: dict[str, Any]) -> bytes:
    """Return the document as PDF/A-2a and PDF/UA-1; the same facts give the same bytes.

    Facts reach the template as data, never as markup. Raises ``UnknownTemplate``, and ``FactsRefused`` when the law
    asks for something that the facts do not hold (a refusal without reasons or remedies, 行政许可法 第三十八条).
    """
    path = folder_of(template, version) / "notice.typ"
    check_facts(template, version, facts)
    issued = dt.datetime.combine(dt.date.fromisoformat(facts["issued_on"]), dt.time(), _ZONE)
    inputs = {
        "facts": json.dumps(facts, ensure_ascii=False, sort_keys=True),
        "fonts": json.dumps(fonts.facts(), ensure_ascii=False),
        "seal": seal(facts["organ"], family=fonts.families()["song"][0]),
        "qr": qr_code(facts["verification"]["url"]) if "verification" in facts else "",
    }
    # Without a Chinese font glyphs are missing, which the archive standards forbid: a plain PDF is better than none.
    standards = _STANDARDS if fonts.has_chinese() else []
    with _lock:
        made = _compiler().compile(input=str(path), sys_inputs=inputs, pdf_standards=standards, timestamp=issued)
    if not isinstance(made, bytes):
        raise TypeError("the compiler gave no single document")
    return made


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(root=str(FOLDER), font_paths=fonts.fonts(), ignore_system_fonts=True)
