from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fault.harness import ZONES, TwoZones, until

MESSAGES, LEAST_KILLS = 500, 20
FILE_EVERY = 25
FIRST_WAVE = 60
# For a busy machine; on an idle one the whole test takes about a minute.
PATIENCE = 120

pytestmark = pytest.mark.fault


@pytest.fixture
def zones(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoZones]:
    instance = TwoZones(tmp_path_factory.mktemp("two-zones"))
    try:
        instance.set_up()
        yield instance
    finally:
        instance.stop()


def test_every_effect_happens_once_whatever_is_killed(zones: TwoZones) -> None:
    """500 acts outside and their answers from inside, while both gates, both databases and the broker are killed."""
    dice = random.Random(20260302)
    for name in ("outer-gate", "inner-gate"):
        zones.parts[name].start()
    acts = zones.django("outer", "shuttle", "1", str(MESSAGES), "--pause", "0.03", "--file-every", str(FILE_EVERY))
    answered = "SELECT count(*) FROM shuttle_effect"
    until(lambda: zones.number("outer", answered) >= FIRST_WAVE, seconds=PATIENCE, what="a start")

    started, kills = time.monotonic(), 0
    while kills < LEAST_KILLS or (acts.poll() is None and time.monotonic() - started < 40):
        victim = zones.parts[dice.choice(sorted(zones.parts))]
        victim.kill()
        kills += 1
        time.sleep(dice.uniform(0.05, 0.4))
        for part in zones.parts.values():
            part.revive()
        time.sleep(dice.uniform(0.3, 1.0))

    def all_answered() -> bool:
        for part in zones.parts.values():
            part.revive()
        open_entries = "SELECT count(*) FROM gate_outboxentry WHERE message LIKE 'shuttle.%' AND state <> 'processed'"
        return zones.number("outer", answered) >= MESSAGES and all(
            zones.number(zone, open_entries) == 0 for zone in ZONES
        )

    assert acts.wait(PATIENCE) == 0, zones.logs()
    until(all_answered, seconds=PATIENCE, what=f"all answered\n{zones.logs()}")

    for zone in ZONES:
        effects = [row[0] for row in zones.ask(zone, "SELECT number FROM shuttle_effect ORDER BY number")]
        assert effects == list(range(1, MESSAGES + 1)), f"{zone}: lost or done twice"
        own = (
            "SELECT count(*) FROM gate_receipt r JOIN gate_outboxentry e USING (env_id) "
            "WHERE e.message LIKE 'shuttle.%' AND r.code = ''"
        )
        assert zones.number(zone, own) == 4 * MESSAGES, f"{zone}: receipts are not complete"
        assert zones.number(zone, "SELECT count(*) FROM gate_deadletter") == 0
        assert zones.number(zone, "SELECT count(*) FROM gate_transfer WHERE state <> 'done'") == 0
        by_matter: dict[str, list[int]] = {}
        for matter, number in zones.ask(zone, "SELECT matter, number FROM shuttle_effect ORDER BY id"):
            by_matter.setdefault(matter, []).append(number)
        assert all(numbers == sorted(numbers) for numbers in by_matter.values()), f"{zone}: out of order"
    heads = "SELECT name, last_seq, head FROM gate_channel WHERE direction = %s AND name ~ 'shuttle' ORDER BY name"
    for zone, other in (ZONES, ZONES[::-1]):
        ours, theirs = zones.ask(zone, heads, "out"), zones.ask(other, heads, "in")
        assert ours == theirs, "the two sides do not agree on how far the channels have come"
    assert {name for name, part in zones.parts.items() if part.kills} == set(zones.parts), "everything was killed once"


def test_the_folder_of_a_zone_holds_no_secret_of_the_other(zones: TwoZones) -> None:
    keys = {zone: {path.name for path in (Path(zones.var) / "secrets" / zone).glob("*.key")} for zone in ZONES}

    assert keys["outer"]
    assert not keys["outer"] & keys["inner"]
