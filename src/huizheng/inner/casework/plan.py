"""The plan of a case: what its pinned release says about who does which step, and within which limits.

The document is described in ``docs/service-release.md``; this file is the only place of the room that reads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_PLACED = re.compile(r"([^《》]+?)(第[零一二三四五六七八九十百千]+条.*)")
LICENCE = "01"  # 行政许可, GB/T 39046 table A.1

# Table A.1 as the notices word it; what it does not name is called 其他行政权力.
_ACT_KINDS = {
    "01": "行政许可",
    "05": "行政给付",
    "07": "行政确认",
    "08": "行政奖励",
    "09": "行政裁决",
    "20": "公共服务",
}

# The lower organ of art 43 in this house: a town's government reviews first, an organ above it decides.
_LOWER = "town-government"
_CLOSING_KINDS = frozenset({"conclude", "deliver"})


@dataclass(frozen=True)
class Step:
    """One step of a release."""

    index: int
    key: str
    name: str
    kind: str
    performer: str
    duty: str
    organ_kind: str
    stops_clock: bool
    stop_law: str
    min_officials: int
    note: str


@dataclass(frozen=True)
class Limit:
    """A period of the release, with the law it rests on."""

    n: int
    unit: str
    law: str
    article: str
    label: str


@dataclass(frozen=True)
class Fee:
    """What the release charges, by which standard and law."""

    name: str
    standard: str
    basis: str


@dataclass(frozen=True)
class Quota:
    """How many may hold the licence at one organ: at any time, or granted in a year (行政许可法 art 57)."""

    number: int
    yearly: bool
    law: str


@dataclass(frozen=True)
class Plan:
    """A release, read for the office."""

    digest: str
    slug: str
    version: int
    name: str
    act_kind: str
    basis: tuple[str, ...]
    level: str
    organ_kind: str
    licence: bool
    licence_class: str
    joint: bool
    on_the_spot: bool
    steps: tuple[Step, ...]
    limits: dict[str, Limit]
    fees: tuple[Fee, ...]
    quota: Quota | None
    remedy: str
    result_name: str
    result_kind: str
    result_validity: str
    result_template: str
    result_template_version: int
    delivery: tuple[str, ...]
    form: dict[str, Any]
    materials: tuple[dict[str, Any], ...]

    @property
    def accepting(self) -> Step:
        """The step in which the application is accepted."""
        return next((step for step in self.steps if step.kind == "accept"), self.steps[0])

    @property
    def path(self) -> tuple[Step, ...]:
        """The office's own steps from acceptance to the decision; the last of them decides."""
        after = [
            step
            for step in self.steps
            if step.index > self.accepting.index and step.performer == "official" and step.kind not in _CLOSING_KINDS
        ]
        return tuple(after) or (self.accepting,)

    @property
    def deciding(self) -> Step:
        return self.path[-1]

    @property
    def pre_reviewed(self) -> bool:
        """Whether a lower organ reviews the licence before a higher one decides (行政许可法 art 43)."""
        return self.licence and self.path[0].organ_kind == _LOWER and not self.decides(self.path[0])

    def decides(self, step: Step) -> bool:
        """Say whether the step lies with the organ that decides."""
        return step.organ_kind == self.deciding.organ_kind

    @property
    def inspected_by_law(self) -> bool:
        """Whether the licence rests on an inspection, test or quarantine (行政许可法 art 55)."""
        return self.licence and "inspection" in self.limits

    @property
    def concluding(self) -> Step | None:
        """The step that makes the result, when an official does it; ``None`` when the software does."""
        return next((step for step in self.steps if step.kind == "conclude" and step.performer == "official"), None)

    @property
    def delivering(self) -> Step | None:
        return next((step for step in self.steps if step.kind == "deliver"), None)

    def step(self, index: int | None) -> Step:
        """Return a step by its index; raises ``LookupError`` for one that the release does not have."""
        for step in self.steps:
            if step.index == index:
                return step
        raise LookupError(f"{self.slug} v{self.version} has no step {index}")

    def after(self, step: Step) -> Step | None:
        """Return the next step of the path, or ``None`` after the deciding one."""
        return next((each for each in self.path if each.index > step.index), None)

    def before(self, step: Step) -> tuple[Step, ...]:
        """Return the steps of the path that a case may be returned to."""
        return tuple(each for each in self.path if each.index < step.index)


def plan_of(release: dict[str, Any], *, digest: str) -> Plan:
    """Return the plan that a release document holds."""
    steps = tuple(_step(index, each) for index, each in enumerate(release["steps"]))
    result = release["result"]
    return Plan(
        digest=digest,
        slug=release["slug"],
        version=release["version"],
        name=release["name"],
        act_kind=_ACT_KINDS.get(release["item_type"]["code"], "其他行政权力"),
        basis=tuple(f"《{each['law']}》{each.get('article') or ''}" for each in release["legal_basis"]),
        level=release["level"],
        organ_kind=release["organ_kind"],
        licence=release["item_type"]["code"] == LICENCE,
        licence_class=release.get("licence_class", ""),
        joint=bool(release.get("joint_kinds")) and release["item_type"]["code"] == LICENCE,
        on_the_spot=release["handling"] == "on_the_spot",
        steps=steps,
        limits={each["code"]: _limit(each) for each in release["clocks"]},
        fees=tuple(Fee(each["name"], each["standard"], each["basis"]) for each in release["fee"]["items"]),
        quota=_quota(release.get("quota")),
        remedy=(release.get("remedy") or {}).get("text", ""),
        result_name=result["name"],
        result_kind=result["kind"],
        result_validity=result.get("validity") or "",
        result_template=result.get("template") or "",
        result_template_version=result.get("template_version") or 1,
        delivery=tuple(release.get("delivery") or ()),
        form=release["form"],
        materials=tuple(release["materials"]),
    )


def cited(law: str, article: str) -> str:
    """Return 《行政许可法》第四十五条; a law named together with its article gets its marks around the name only."""
    if not law or law.startswith("《"):
        return law + article
    placed = _PLACED.fullmatch(law)
    return f"《{placed[1]}》{placed[2]}{article}" if placed else f"《{law}》{article}"


def _step(index: int, facts: dict[str, Any]) -> Step:
    basis = facts.get("stop_basis") or {}
    return Step(
        index=index,
        key=facts["key"],
        name=facts["name"],
        kind=facts["kind"],
        performer=facts["performer"],
        duty=facts["duty"],
        organ_kind=facts["organ_kind"],
        stops_clock=bool(facts.get("stops_clock")),
        stop_law=cited(basis.get("law") or "", basis.get("article") or ""),
        min_officials=facts.get("min_officials") or 1,
        note=facts.get("note") or "",
    )


def _quota(facts: dict[str, Any] | None) -> Quota | None:
    if facts is None:
        return None
    return Quota(facts["number"], yearly=facts["period"] == "year", law=f"《{facts['law']}》{facts['article']}")


def _limit(facts: dict[str, Any]) -> Limit:
    return Limit(
        n=facts["n"],
        unit=facts["unit"],
        law=facts.get("law") or "",
        article=facts.get("article") or "",
        label=facts.get("label") or "",
    )
