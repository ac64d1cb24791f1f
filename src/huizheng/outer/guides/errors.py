"""What can go wrong when somebody asks for a service."""

from __future__ import annotations


class UnknownService(LookupError):
    """There is no service, or no version of it, of that name."""

    def __init__(self, slug: str, version: int | None = None) -> None:
        super().__init__(slug if version is None else f"{slug} {version}")
        self.slug = slug


class NotThisDocument(ValueError):
    """A release and its digest do not belong together: one of them was altered on the way."""
