"""Handing an application in over HTTP, 20 applicants at once: form post to committed, sealed, receipted and queued.

Two loads: 20 people of whom somebody presses the button every 50 ms, and all 20 pressing without a pause, as much as
two cores can do; the inner zone registers every one at the same time. Baselines of the same run: a signed-in page that
reads one draft, asked for by all 20 without a pause, and a bare INSERT with its COMMIT. In the end everything that was
handed in must have arrived inside exactly once.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterable
from uuid import UUID

from bench.applicants import Applicant, ask_database, bring, wait_for_items
from bench.figures import figure, load, middle, share
from tests.product.instance import Product, new_product

APPLICANTS = 20
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "20"))
RATE = 20.0


def main() -> None:
    product = new_product()
    product.start(seconds=300)
    try:
        wait_for_items(product)
        people = bring(product, applicants=APPLICANTS, drafts=2 * ROUNDS + 1)
        warm_up(people)
        busy = load()
        reading = together(people, lambda each: timed(lambda: each.ask("GET", page_of(each))), rounds=ROUNDS // 2)
        insert = insert_and_commit(product)
        paced = at_rate(people, rounds=ROUNDS)
        burst = together(people, Applicant.submit, rounds=ROUNDS)
        refused = [status for each in people for status in each.refused]
        tell("submit at 20/s by 20 applicants", paced, reading, insert)
        tell("submit, 20 at once without pause", burst, reading, insert)
        figure("refused of the submitted", len(refused), "", wanted="0")
        figure("submitted that arrived inside exactly once", 100 * arrived(product, people), "%", wanted="100 %")
        figure("load average of the machine at the start", busy, "")
    finally:
        product.stop()
        shutil.rmtree(product.var.parent, ignore_errors=True)


def tell(name: str, waits: list[float], reading: list[float], insert: list[float]) -> None:
    figure(f"{name}, p50", middle(waits) * 1000, "ms", "bare INSERT and COMMIT, p50", middle(insert) * 1000)
    for part, wanted in ((95, ""), (99, "≤ 150 ms")):
        baseline, beside = f"reading a draft, 20 at once, p{part}", share(reading, part) * 1000
        figure(f"{name}, p{part}", share(waits, part) * 1000, "ms", baseline, beside, wanted=wanted)


def page_of(applicant: Applicant) -> str:
    return f"/applications/{UUID(applicant.drafts[0])}/check/"


def timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def warm_up(people: list[Applicant]) -> None:
    """Every process reads the release once; that is not what is measured."""
    together(people, lambda each: timed(lambda: each.ask("GET", page_of(each))), rounds=3)
    together(people, Applicant.submit, rounds=1)
    for each in people:
        each.waits.clear()


def together(people: list[Applicant], act: Callable[[Applicant], float], *, rounds: int) -> list[float]:
    """Let everybody act again as soon as their answer is there."""
    waits: list[float] = []

    def go_on(applicant: Applicant) -> None:
        waits.extend(act(applicant) for _ in range(rounds))

    run(threading.Thread(target=go_on, args=[each]) for each in people)
    return waits


def at_rate(people: list[Applicant], *, rounds: int) -> list[float]:
    """Let one after the other act every ``1 / RATE`` seconds, however long the answers take."""
    waits: list[float] = []
    begun = time.perf_counter()

    def in_turn(place: int, applicant: Applicant) -> None:
        for number in range(rounds):
            due = begun + (number * len(people) + place) / RATE
            time.sleep(max(0.0, due - time.perf_counter()))
            applicant.submit()
            waits.append(time.perf_counter() - due)  # from when it was due: a late start counts as waiting

    run(threading.Thread(target=in_turn, args=pair) for pair in enumerate(people))
    return waits


def run(threads: Iterable[threading.Thread]) -> None:
    started = list(threads)
    for each in started:
        each.start()
    for each in started:
        each.join()


def insert_and_commit(product: Product) -> list[float]:
    with ask_database(product, "outer") as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS bench_one (id bigserial PRIMARY KEY, text text)")
        waits = [timed(lambda: connection.execute("INSERT INTO bench_one (text) VALUES ('x')")) for _ in range(200)]
        connection.execute("DROP TABLE bench_one")
    return waits


def arrived(product: Product, people: list[Applicant]) -> float:
    """Return the share of the handed-in applications that are one case inside, and no more."""
    sent = {str(UUID(draft)) for each in people for draft in each.sent}
    until = time.monotonic() + 60
    found: list[str] = []
    with ask_database(product, "inner") as inner:
        while time.monotonic() < until and len(set(found)) < len(sent):
            time.sleep(0.5)
            found = [str(row[0]) for row in inner.execute("SELECT application_id FROM casework_case")]
    assert len(found) == len(set(found)), "an application arrived twice"
    return len(sent & set(found)) / len(sent)


if __name__ == "__main__":
    main()
