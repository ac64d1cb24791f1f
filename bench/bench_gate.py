"""How fast the gate signs, stores and carries, beside the bare broker on the same machine in the same run."""

from __future__ import annotations

import asyncio
import json
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import nats
from nats.js.api import StreamConfig

from huizheng.gate import broker
from huizheng.lib import merkle, sm
from tests.fault.harness import TwoZones, answers, free_port, until

MESSAGES, SIZE, AT_ONCE = 1000, 1500, 200
LATENCY_MESSAGES, RATE = 200, 20


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="huizheng-bench-"))
    folder.chmod(0o755)
    zones = TwoZones(folder)
    try:
        zones.set_up()
        raw = raw_rate(folder)
        relayed, applied = gate_rates(zones)
        figure("envelopes signed, stored and acknowledged", relayed, "1/s", "raw JetStream publishes, fsync each", raw)
        figure("envelopes given their effect and receipted", applied, "1/s", "raw JetStream publishes, fsync each", raw)
        p50, p95 = crossing(zones)
        figure(f"act outside to effect inside at {RATE}/s, p50", p50 * 1000, "ms")
        figure(f"act outside to effect inside at {RATE}/s, p95", p95 * 1000, "ms", wanted="≤ 1000 ms")
        single, batched = signing_rates()
        figure("messages signed in batches of 200", batched, "1/s", "one SM2 signature each", single)
    finally:
        zones.stop()
        shutil.rmtree(folder, ignore_errors=True)


def figure(name: str, value: float, unit: str, baseline: str = "", beside: float = 0.0, *, wanted: str = "") -> None:
    row: dict[str, object] = {"name": name, "value": round(value, 1), "unit": unit}
    if wanted:
        row["wanted"] = wanted
    if baseline:
        row |= {"baseline": baseline, "baseline_value": round(beside, 1), "ratio": round(value / beside, 3)}
    print(json.dumps(row, ensure_ascii=False), flush=True)


def raw_rate(folder: Path) -> float:
    """Publish with as many in flight as the gate has, to a server that writes every message through to the disk."""
    port = free_port()
    config = folder / "raw.conf"
    config.write_text(
        f'listen: 127.0.0.1:{port}\njetstream {{ store_dir: "{folder}/raw", sync_interval: always }}\n',
    )
    server = subprocess.Popen([broker.program(), "-c", config], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        return asyncio.run(_publish(port))
    finally:
        server.terminate()
        server.wait(10)


async def _publish(port: int) -> float:
    until(lambda: answers(port), seconds=10, what="the bare broker")
    client = await nats.connect(f"nats://127.0.0.1:{port}")
    stream = client.jetstream()
    await stream.add_stream(StreamConfig(name="raw", subjects=["raw.>"]))
    payload = b"x" * SIZE
    begun = time.perf_counter()
    for start in range(0, MESSAGES, AT_ONCE):
        await asyncio.gather(
            *(
                stream.publish("raw.a", payload, headers={"Nats-Msg-Id": str(number)})
                for number in range(start, start + AT_ONCE)
            ),
        )
    took = time.perf_counter() - begun
    await client.close()
    return MESSAGES / took


def gate_rates(zones: TwoZones) -> tuple[float, float]:
    """Let the outbox fill while the gates are closed, then open the outer one, then the inner one."""
    zones.parts["inner-gate"].start()
    box = zones.var / "nats" / "jetstream" / "$G" / "streams" / broker.PostBox("inner").stream
    until(lambda: any((box / "obs").glob("*")), seconds=60, what="the inner zone's post box")
    zones.parts["inner-gate"].stop()
    assert zones.django("outer", "shuttle", "1", str(MESSAGES)).wait(120) == 0
    zones.parts["outer-gate"].start()
    until(
        lambda: zones.number("outer", "SELECT count(*) FROM gate_receipt WHERE rung = 'R2'") >= MESSAGES,
        seconds=90, what="everything relayed",
    )  # fmt: skip
    [(first, last)] = zones.ask(
        "outer",
        "SELECT min(at) FILTER (WHERE rung = 'R1'), max(at) FILTER (WHERE rung = 'R2') FROM gate_receipt",
    )
    zones.parts["inner-gate"].start()
    until(
        lambda: zones.number("inner", "SELECT count(*) FROM shuttle_effect") >= MESSAGES,
        seconds=90, what="everything applied",
    )  # fmt: skip
    [(begun, ended)] = zones.ask("inner", "SELECT min(at), max(at) FROM shuttle_effect")
    return MESSAGES / (last - first).total_seconds(), MESSAGES / (ended - begun).total_seconds()


def crossing(zones: TwoZones) -> tuple[float, float]:
    """Act at a steady rate with both gates open, and compare the act's moment with its effect's."""
    until(
        lambda: zones.number("outer", "SELECT count(*) FROM shuttle_effect") >= MESSAGES,
        seconds=90, what="everything answered",
    )  # fmt: skip
    last = MESSAGES + LATENCY_MESSAGES
    assert zones.django("outer", "shuttle", str(MESSAGES + 1), str(last), "--pause", str(1 / RATE)).wait(120) == 0
    until(
        lambda: zones.number("inner", "SELECT count(*) FROM shuttle_effect") >= last,
        seconds=30, what="everything applied",
    )  # fmt: skip
    rows = zones.ask(
        "inner", "SELECT extract(epoch FROM at - sent_at)::float FROM shuttle_effect WHERE number > %s", MESSAGES,
    )  # fmt: skip
    waits = sorted(row[0] for row in rows)
    return statistics.median(waits), waits[int(len(waits) * 0.95)]


def signing_rates() -> tuple[float, float]:
    pair, texts = sm.new_key_pair(), [b"x" * SIZE + str(number).encode() for number in range(AT_ONCE)]
    begun = time.perf_counter()
    for text in texts:
        sm.sign(pair, text)
    single = AT_ONCE / (time.perf_counter() - begun)
    begun = time.perf_counter()
    rounds = 10
    for _ in range(rounds):
        merkle.proofs(texts)
        sm.sign(pair, merkle.root(texts))
    return single, rounds * AT_ONCE / (time.perf_counter() - begun)


if __name__ == "__main__":
    main()
