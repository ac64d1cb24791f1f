"""Structured logs: one JSON object a line, never personal data.

Room code logs ids and counts. As a second net, values under keys that name a person's data are blanked,
and a citizen number or mobile number inside any text is masked.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import logging.config
import re
import sys
from typing import TYPE_CHECKING, Any, Final

import structlog

from huizheng.commons.telemetry.request_id import current_request_id

if TYPE_CHECKING:
    from structlog.typing import EventDict, FilteringBoundLogger, WrappedLogger

PERSONAL_KEYS = frozenset(
    {
        "name",
        "person",
        "cert_no",
        "citizen_number",
        "mobile",
        "phone",
        "email",
        "address",
        "password",
        "form",
        "text",
    },
)
# What the database says about a row that it refused holds the row; a path may hold a case number or a query code.
_ROW = re.compile(r"DETAIL:.*?(?=\n\n|\nCONTEXT:|\Z)", re.DOTALL)
_PATH = re.compile(r"^(Internal Server Error|Not Found|Gone|Bad Request|Forbidden[^:]*|Method Not Allowed[^:]*): \S+")
_NUMBERS = re.compile(r"(?<!\d)(\d{17}[\dXx]|1[3-9]\d{9})(?!\d)")

# The zone whose name lines carry, once the logs are configured.
_zone: list[str] = []
_line: Final = json.JSONEncoder(ensure_ascii=False).encode


def logger(room: str) -> FilteringBoundLogger:
    """Return the logger of a room, e.g. ``logger("gate")``."""
    # Lazy until its first line: a room's module is imported before the logs are configured.
    named: FilteringBoundLogger = structlog.get_logger(room, room=room)
    return named


def without_personal_data(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    for key, value in event.items():
        if key in PERSONAL_KEYS:
            event[key] = "…"
        elif isinstance(value, str):
            plain = _PATH.sub(r"\1", _ROW.sub("DETAIL: …", value))
            event[key] = _NUMBERS.sub(lambda found: f"{found[0][:4]}…{found[0][-2:]}", plain)
    return event


def log_request(*, view: str, method: str, status: int, seconds: float, request_id: str, at: dt.datetime) -> None:
    """Log one answered request, in the form of every other line; ``at`` is in UTC.

    It goes past the chain that blanks what free text might hold: here are a view's name, a known method and numbers.
    """
    if not (_zone and logging.getLogger("web").isEnabledFor(logging.INFO)):
        return
    told = {
        "room": "web", "view": view, "method": method, "status": status, "ms": round(seconds * 1000, 1),
        "event": "request", "level": "info",
        "timestamp": f"{at.replace(tzinfo=None).isoformat()}Z",
        "request_id": request_id, "zone": _zone[0],
    }  # fmt: skip
    sys.stderr.write(_line(told) + "\n")


def _with_request_id(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    if request_id := current_request_id():
        event["request_id"] = request_id
    return event


def configure(*, zone: str, level: str = "INFO") -> None:
    """Send our own and Django's logs through one JSON renderer to standard error."""
    _zone[:] = [zone]

    def with_zone(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
        event["zone"] = zone
        return event

    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _with_request_id,
        with_zone,
        structlog.processors.format_exc_info,
        without_personal_data,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "json": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "processor": structlog.processors.JSONRenderer(ensure_ascii=False),
                    "foreign_pre_chain": shared,
                },
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["stderr"], "level": level},
            "loggers": {
                "django.server": {"level": "WARNING"},
                "procrastinate": {"level": "WARNING"},
                "_granian": {"level": "WARNING"},
                "fontTools": {"level": "ERROR"},
            },
        },
    )
