"""From the outer button to the inner to-do list, at 20 applications a second for half a minute.

Counted from the moment the form is sent until the case lies committed in the inner database, seen from outside by
looking every ten milliseconds: the time of the answer, the commit, the gates and the registration are all in it.
Baseline of the same run: a message published to a broker that writes through to the disk, until a consumer has it.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import threading
import time
from pathlib import Path
from uuid import UUID

import nats
from nats.js.api import StreamConfig

from bench.applicants import ask_database, bring, wait_for_items
from bench.bench_submit import APPLICANTS, arrived, at_rate, warm_up
from bench.figures import figure, load, middle, share
from bench.parts import seconds_used
from huizheng.gate import broker
from tests.fault.harness import answers, free_port, until
from tests.product.instance import Product, new_product

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "30"))
TRIPS = 200


def main() -> None:
    product = new_product()
    product.start(seconds=300)
    try:
        wait_for_items(product)
        trips = raw_trips(product.var.parent)
        people = bring(product, applicants=APPLICANTS, drafts=ROUNDS + 1)
        warm_up(people)
        arrived(product, people)
        busy, before = load(), seconds_used(product)
        for each in people:
            each.sent.clear()
        seen: dict[str, float] = {}
        watching = threading.Thread(target=watch, args=(product, seen, APPLICANTS * ROUNDS))
        watching.start()
        at_rate(people, rounds=ROUNDS)
        watching.join()
        sent = {str(UUID(draft)): at for each in people for draft, at in each.sent.items()}
        waits = [seen[key] - at for key, at in sent.items() if key in seen]
        name, raw = "outer submit to inner to-do list at 20/s", "raw JetStream publish to consume"
        figure(f"{name}, p50", middle(waits) * 1000, "ms", f"{raw}, p50", middle(trips) * 1000)
        figure(
            f"{name}, p95", share(waits, 95) * 1000, "ms", f"{raw}, p95", share(trips, 95) * 1000, wanted="≤ 1000 ms"
        )
        figure(f"{name}, seen of the sent", 100 * len(waits) / len(sent), "%", wanted="100 %")
        used = {part: seconds - before[part] for part, seconds in seconds_used(product).items()}
        for part, seconds in sorted(used.items()):
            figure(f"processor time of {part} for one application", seconds / len(sent) * 1000, "ms")
        figure("processor time of all parts for one application", sum(used.values()) / len(sent) * 1000, "ms")
        figure("load average of the machine at the start", busy, "")
    finally:
        product.stop()
        shutil.rmtree(product.var.parent, ignore_errors=True)


def watch(product: Product, seen: dict[str, float], wanted: int) -> None:
    """Note when each new case is there for the to-do list."""
    with ask_database(product, "inner") as inner:
        [(first,)] = inner.execute("SELECT coalesce(max(id), 0) FROM casework_case")
        last = first
        until_then = time.monotonic() + 90
        while len(seen) < wanted and time.monotonic() < until_then:
            rows = inner.execute(
                "SELECT id, application_id FROM casework_case WHERE id > %s AND waiting_organ <> ''",
                [max(first, last - 200)],  # a row of an earlier number may be committed a little later
            ).fetchall()
            now = time.time()
            for pk, application in rows:
                seen.setdefault(str(application), now)
                last = max(last, pk)
            time.sleep(0.01)


def raw_trips(folder: Path) -> list[float]:
    port = free_port()
    config = folder / "raw.conf"
    config.write_text(
        f'listen: 127.0.0.1:{port}\njetstream {{ store_dir: "{folder}/raw", sync_interval: always }}\n',
    )
    server = subprocess.Popen([broker.program(), "-c", config], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: answers(port), seconds=10, what="the bare broker")
        return asyncio.run(_trips(port))
    finally:
        server.terminate()
        server.wait(10)


async def _trips(port: int) -> list[float]:
    client = await nats.connect(f"nats://127.0.0.1:{port}")
    stream = client.jetstream()
    await stream.add_stream(StreamConfig(name="raw", subjects=["raw.>"]))
    arrived: asyncio.Queue[float] = asyncio.Queue()

    async def note(message: nats.aio.msg.Msg) -> None:
        await message.ack()
        arrived.put_nowait(time.perf_counter())

    await stream.subscribe("raw.a", cb=note, manual_ack=True)
    waits = []
    for _ in range(TRIPS):
        begun = time.perf_counter()
        await stream.publish("raw.a", b"x" * 3000)
        waits.append(await arrived.get() - begun)
    await client.close()
    return waits


if __name__ == "__main__":
    main()
