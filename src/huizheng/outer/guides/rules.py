"""How services are laid out for people: life stages, much-used services. Design choices, not law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.utils.functional import _StrPromise

Audience = Literal["person", "corp"]
AUDIENCES: Final[tuple[Audience, ...]] = ("person", "corp")


@dataclass(frozen=True)
class Stage:
    """A stage of a life or of an enterprise, with the codes of the themes in it (GB/T 39046 theme tables)."""

    key: str
    title: str | _StrPromise
    codes: tuple[str, ...]


LIFE: Final[Mapping[Audience, tuple[Stage, ...]]] = {
    "person": (
        Stage("birth", _("出生和落户"), ("005", "010", "090", "015")),
        Stage("school", _("上学和入伍"), ("020", "025")),
        Stage("work", _("就业和创业"), ("030", "050", "035", "040")),
        Stage("family", _("成家和安居"), ("060", "075", "070", "045", "140")),
        Stage("travel", _("出行和出境"), ("095", "105", "100")),
        Stage("health", _("看病和保障"), ("145", "085", "065")),
        Stage("civic", _("日常生活和权益"), ("055", "110", "115", "120", "125", "130", "135")),
        Stage("old-age", _("退休和养老"), ("150",)),
        Stage("passing", _("身后"), ("155",)),
        Stage("other", _("其他"), ("998", "999")),
    ),
    "corp": (
        Stage("start", _("开办"), ("005", "010", "015")),
        Stage("people", _("用工和社保"), ("030", "035")),
        Stage("finance", _("税务和融资"), ("025", "045", "050")),
        Stage("build", _("投资和建设"), ("040", "085", "060")),
        Stage(
            "operate",
            _("经营和贸易"),
            ("055", "065", "070", "115", "125", "135", "140", "120", "075", "090", "110", "155", "160", "130", "170"),
        ),
        Stage("safety", _("安全和环保"), ("145", "150", "095", "100", "105")),
        Stage("report", _("年报和年审"), ("020",)),
        Stage("end", _("注销和退出"), ("165",)),
        Stage("other", _("其他"), ("998", "999")),
    ),
}

# Chosen by the editors until figures of use are known.
OFTEN_USED: Final[Mapping[Audience, tuple[str, ...]]] = {
    "person": (
        "birth-service-registration",
        "social-security-card",
        "id-card-renew",
        "residence-permit",
        "subsistence-allowance",
        "marriage-registration",
        "resident-medical-insurance",
        "individual-registration",
    ),
    "corp": (
        "company-registration",
        "food-business-licence",
        "individual-registration",
        "annual-report",
        "social-insurance-registration",
        "construction-permit",
        "company-change",
        "foreigner-work-permit",
    ),
}


def in_order_of_life(needs: Mapping[str, Sequence[str]], slugs: Iterable[str]) -> list[str]:
    """Return services so that each follows those it needs first; a circle is broken where it is met."""
    wanted = list(slugs)
    placed: dict[str, int] = {}

    def depth(slug: str, above: frozenset[str]) -> int:
        if slug not in placed:
            before = [each for each in needs.get(slug, ()) if each in wanted and each not in above]
            placed[slug] = 1 + max((depth(each, above | {slug}) for each in before), default=-1)
        return placed[slug]

    return sorted(wanted, key=lambda slug: depth(slug, frozenset()))
