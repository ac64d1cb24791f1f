"""What a view says of its answer: that it is the same for every reader, and which sites it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from django.http import HttpResponseBase

    R = TypeVar("R", bound=HttpResponseBase)

_MARK: Final = "huizheng_kept"


@dataclass(frozen=True, slots=True)
class Kept:
    """The sites whose news make the answer stale, and what counts as read each time it is given."""

    sites: tuple[str, ...]
    column: str = ""
    page: int = 0


def keep(response: R, *, site: str, column: str = "", page: int = 0, also: tuple[str, ...] = ()) -> R:
    """This function will let the answer be given to every reader until ``site``, or one of ``also``, shows news.

    Only for what depends on address, language and display choices alone: nothing of a session, no form with a token.
    ``column`` and ``page`` say what was read: a column's path, a page's number.
    """
    setattr(response, _MARK, Kept((site, *also), column, page))
    return response


def kept(response: object) -> Kept | None:
    found = getattr(response, _MARK, None)
    return found if isinstance(found, Kept) else None
