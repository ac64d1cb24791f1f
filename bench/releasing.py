"""Runs inside the office's process: releases one page, or an emergency, for each line it is given.

``page SITE COLUMN`` answers with the page's number and the moment before its transaction began; ``emergency`` opens one
on every site, ``close`` closes it.
"""

from __future__ import annotations

import json
import sys
import time
import uuid

import django

django.setup()

from django.db import connection, transaction  # noqa: E402 - the settings first
from django.utils import timezone  # noqa: E402

from huizheng.gate.api import send  # noqa: E402
from huizheng.gate.contracts import EmergencyChanged  # noqa: E402
from huizheng.inner.publishing.api import load_editions  # noqa: E402
from huizheng.inner.sites.api import all_sites  # noqa: E402

EMERGENCY = uuid.uuid4()
NUMBER = f"BENCH-{EMERGENCY.hex[:6]}"


def page(site: str, column: str) -> dict[str, object]:
    key, now = uuid.uuid4(), timezone.now()
    document = {
        "format": 1, "page": str(key), "version": 1, "site": site, "column": column, "kind": "article",
        "language": "zh-hans", "title": f"测速文章 {key.hex}", "summary": "", "keywords": [], "source": "测速",
        "organ": "", "published_at": now.astimezone().isoformat(timespec="seconds"), "expires_at": None, "image": None,
        "pinned": 0, "blocks": [{"type": "html", "html": "<p>正文。</p>"}], "facts": {}, "files": [],
        "openness": None, "related": [], "demonstration": True,
    }  # fmt: skip
    begun = time.time()
    load_editions([document], at=now)
    return {"title": document["title"], "begun": begun}


def emergency(state: str) -> dict[str, object]:
    now, begun = timezone.now(), time.time()
    sites = sorted(all_sites().values_list("slug", flat=True))
    message = EmergencyChanged(
        emergency=EMERGENCY, number=NUMBER, state=state, level="red", title=f"测速应急专题{EMERGENCY.hex[:8]}",
        english_title="Bench emergency", summary="测速", measures=["留在室内"], area="全省", sites=sites,
        address=f"/emergencies/{NUMBER}/", opened_at=now, at=now,
    )  # fmt: skip
    with transaction.atomic():
        send(message, at=now)
    return {"title": f"测速应急专题{EMERGENCY.hex[:8]}", "english": "Bench emergency", "sites": sites, "begun": begun}


for line in sys.stdin:
    match line.split():
        case ["page", site, column]:
            answer = page(site, column)
        case ["emergency"]:
            answer = emergency("open")
        case _:
            answer = emergency("closed")
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    sys.stdout.flush()
connection.close()
