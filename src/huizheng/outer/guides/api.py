"""The door of the guides room."""

from huizheng.outer.guides.errors import UnknownService
from huizheng.outer.guides.models import Service
from huizheng.outer.guides.queries import (
    Question,
    Release,
    Theme,
    often_used,
    questions,
    search,
    service,
    service_version,
    services,
    services_of_theme,
    suggestions,
    themes,
)
from huizheng.outer.guides.segmentation import EMPTY_WORDS, synonyms

__all__ = [
    "EMPTY_WORDS",
    "Question",
    "Release",
    "Service",
    "Theme",
    "UnknownService",
    "often_used",
    "questions",
    "search",
    "service",
    "service_version",
    "services",
    "services_of_theme",
    "suggestions",
    "synonyms",
    "themes",
]
