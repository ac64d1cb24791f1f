"""The door of the guides room."""

from huizheng.outer.guides.errors import UnknownService
from huizheng.outer.guides.models import Service
from huizheng.outer.guides.queries import (
    Release,
    Theme,
    often_used,
    search,
    service,
    service_version,
    services,
    services_of_theme,
    suggestions,
    themes,
)

__all__ = [
    "Release",
    "Service",
    "Theme",
    "UnknownService",
    "often_used",
    "search",
    "service",
    "service_version",
    "services",
    "services_of_theme",
    "suggestions",
    "themes",
]
