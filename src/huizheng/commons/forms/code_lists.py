"""Code lists that fields choose from: the reference room's, and those another room registers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from huizheng.commons.forms.parts import Option
from huizheng.commons.reference import api as reference

Provider = Callable[[], Sequence[Option]]
_registered: dict[str, Provider] = {}


def register_code_list(name: str, provider: Provider) -> None:
    """Make a code list known; called from a room's AppConfig. The provider is asked whenever options are needed."""
    _registered[name] = provider


def is_code_list(name: str) -> bool:
    return name in _registered or name in reference.code_lists()


def code_list(name: str) -> Sequence[Option]:
    """Return the options of a code list; raises ``LookupError`` for a name nobody knows."""
    if name in _registered:
        return _registered[name]()
    return [Option(code.value, code.label, code.label_en) for code in reference.code_list(name)]


def options_by_value(name: str) -> Mapping[str, Option]:
    return {option.value: option for option in code_list(name)}
