"""Where the public finds what a document refers to."""

from __future__ import annotations

from urllib.parse import quote


def file_address(sm3: str, name: str = "") -> str:
    """Return the address of a released file; the name is what a reader's folder will call it."""
    return f"/released/{sm3}/{quote(name or 'file', safe='')}"


def page_address(number: int) -> str:
    return f"/pages/{number}/"


def column_address(path: str) -> str:
    return f"/{path}/" if path else "/"
