"""What speaks against closing an account: rooms above say whether something of the person's is still open."""

from __future__ import annotations

from collections.abc import Callable

from huizheng.outer.accounts.models import Account

Objection = Callable[[Account], str]
_asked: dict[str, Objection] = {}


def register_objection(name: str, ask: Objection) -> None:
    """Add a question asked before an account is closed: it returns a sentence when something is open, or nothing."""
    _asked[name] = ask


def objection_to_erasure(account: Account) -> str:
    """Return the first objection in words, or an empty text."""
    return next((words for ask in _asked.values() if (words := ask(account))), "")
