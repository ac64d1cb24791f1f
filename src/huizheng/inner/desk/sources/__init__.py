"""What the desk shows: one adapter a room, in the order of the home page. A new kind of work is a new adapter here."""

from huizheng.inner.desk.sources.base import Count, Source, Todo
from huizheng.inner.desk.sources.cases import CASES
from huizheng.inner.desk.sources.columns import COLUMNS
from huizheng.inner.desk.sources.grants import GRANTS
from huizheng.inner.desk.sources.manuscripts import MANUSCRIPTS
from huizheng.inner.desk.sources.ratings import RATINGS

SOURCES: tuple[Source, ...] = (CASES, GRANTS, MANUSCRIPTS, RATINGS, COLUMNS)

__all__ = ["SOURCES", "Count", "Source", "Todo"]
