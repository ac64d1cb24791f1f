from __future__ import annotations

import csv
import importlib.resources
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from huizheng.commons.forms.parts import Option

Provider = Callable[[], Sequence[Option]]
_FILES = (
    "nation",
    "country",
    "nationality",
    "certificate_kind",
    "bank",
    "industry",
    "job",
    "education",
    "marital_status",
)
_registered: dict[str, Provider] = {}


def register_code_list(name: str, provider: Provider) -> None:
    """Make a code list known; called from a room's AppConfig. The provider is asked whenever options are needed."""
    _registered[name] = provider


def is_code_list(name: str) -> bool:
    return name in _FILES or name in _registered


def code_list(name: str) -> Sequence[Option]:
    """Return the options of a code list; raises ``LookupError`` for a name nobody registered."""
    if name in _registered:
        return _registered[name]()
    if name in _FILES:
        return _from_file(name)
    raise LookupError(f"no code list {name}")


def words_of(name: str) -> Mapping[str, Option]:
    """Return the options by value."""
    if name in _FILES and name not in _registered:
        return _by_value(name)
    return {option.value: option for option in code_list(name)}


@cache
def _by_value(name: str) -> Mapping[str, Option]:
    return {option.value: option for option in _from_file(name)}


@cache
def _from_file(name: str) -> tuple[Option, ...]:
    text = importlib.resources.files(__package__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(
        Option(value=row["value"], label=row["label"], label_en=row["label_en"] or "")
        for row in csv.DictReader(text.splitlines())
    )
