"""Signed-in applicants who press the button over HTTP, each on a connection of their own."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

import psycopg

from huizheng.config.environment import django_database
from tests.product.instance import Product

FILLING = Path(__file__).with_name("filling.py")


@dataclass
class Applicant:
    """One person's browser: cookies, a kept connection, and drafts ready to be handed in."""

    port: int
    session: str
    drafts: list[str]
    token: str = ""
    waits: list[float] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    sent: dict[str, float] = field(default_factory=dict)

    def open(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        if self.drafts:
            status, headers, _ = self.ask("GET", f"/applications/{UUID(self.drafts[0])}/check/")
            assert status == 200, f"the check page answers {status}"
            cookies = headers.get_all("Set-Cookie") or []
            self.token = next(
                each.split("=", 1)[1].split(";", 1)[0] for each in cookies if each.startswith("hz_outer_csrf=")
            )

    def ask(self, verb: str, path: str, body: str = "") -> tuple[int, http.client.HTTPMessage, bytes]:
        cookies = f"hz_outer_session={self.session}" + (f"; hz_outer_csrf={self.token}" if self.token else "")
        headers = {"Cookie": cookies}
        if verb == "POST":
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request(verb, path, body=body or None, headers=headers)
        answer = self.connection.getresponse()
        return answer.status, answer.headers, answer.read()

    def submit(self) -> float:
        """Hand the next draft in and return how long the answer took; refused is what is not led to the receipt."""
        draft = self.drafts.pop()
        path = f"/applications/{UUID(draft)}"
        begun, self.sent[draft] = time.perf_counter(), time.time()
        status, headers, _ = self.ask("POST", f"{path}/check/", urlencode({"csrfmiddlewaretoken": self.token}))
        took = time.perf_counter() - begun
        if status != 302 or not headers.get("Location", "").endswith("/submitted/"):
            self.refused.append(status)
        self.waits.append(took)
        return took


def bring(product: Product, *, applicants: int, drafts: int) -> list[Applicant]:
    """Open accounts with complete drafts in the instance, and a connection for each."""
    done = subprocess.run(
        [sys.executable, str(FILLING), str(applicants), str(drafts)],
        env=product.environment, check=True, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    found = [Applicant(product.port, row["session"], row["drafts"]) for row in rows]
    for each in found:
        each.open()
    return found


def ask_database(product: Product, zone: str) -> psycopg.Connection:
    """Connect to a zone's database of the instance, as the zone itself does."""
    password = (product.var / "secrets" / zone / "database.password").read_text().strip()
    port = 20000 + (product.port * 4) % 12000
    entry = django_database(f"postgres://huizheng_{zone}:{password}@127.0.0.1:{port}/huizheng_{zone}")
    return psycopg.connect(
        host=str(entry["HOST"]), port=str(entry["PORT"]), dbname=str(entry["NAME"]),
        user=str(entry["USER"]), password=password, autocommit=True,
    )  # fmt: skip


def wait_for_items(product: Product, *, seconds: float = 60.0) -> None:
    """Wait until the items have come through the gate: before that nobody can apply."""
    until = time.monotonic() + seconds
    with ask_database(product, "outer") as outer:
        while time.monotonic() < until:
            row = outer.execute("SELECT count(*) FROM gate_inboxentry WHERE state <> 'applied'").fetchone()
            known = outer.execute("SELECT count(*) FROM gate_inboxentry").fetchone()
            if row and known and row[0] == 0 and known[0] >= 169:
                return
            time.sleep(0.2)
    raise AssertionError("the items did not come through the gate")
