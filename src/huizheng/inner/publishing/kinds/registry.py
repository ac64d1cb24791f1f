"""Which class writes which kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from huizheng.inner.publishing.kinds.base import ContentPage

P = TypeVar("P", bound="type[ContentPage]")
_kinds: dict[str, type[ContentPage]] = {}


class UnknownKind(LookupError):
    """No page type of that word."""


def register_kind(page: P) -> P:
    """Decorate a page type; its ``KIND`` is the word of the edition."""
    _kinds[page.KIND] = page
    return page


def kind_of(word: str) -> type[ContentPage]:
    """Return the page type of a kind; raises ``UnknownKind``."""
    try:
        return _kinds[word]
    except KeyError:
        raise UnknownKind(word) from None


def kinds() -> dict[str, type[ContentPage]]:
    return dict(_kinds)


def kind_choices() -> list[tuple[str, str]]:
    """Return the kinds as people read them."""
    return [(word, str(page._meta.verbose_name)) for word, page in _kinds.items()]  # noqa: SLF001 - Django's own door
