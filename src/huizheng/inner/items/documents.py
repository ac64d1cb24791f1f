"""A release document as such: its shape, and its digest."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from huizheng.inner.items.errors import NotADocument
from huizheng.lib.canonical import canonical
from huizheng.lib.sm import sm3_hex

if TYPE_CHECKING:
    import jsonschema

SCHEMA_PATH = Path(__file__).parent / "service_release.schema.json"
_SHOWN_PROBLEMS = 8


@cache
def schema() -> dict[str, Any]:
    return dict(json.loads(SCHEMA_PATH.read_text("utf-8")))


@cache
def _validator() -> jsonschema.Draft202012Validator:
    import jsonschema  # noqa: PLC0415 - every process loads this module, few ever judge a document

    return jsonschema.Draft202012Validator(schema())


def check_shape(document: dict[str, Any]) -> None:
    """Raise ``NotADocument`` unless the document fits the schema of a service release."""
    problems = [
        f"{'.'.join(str(step) for step in error.absolute_path) or '整体'}：{error.message[:160]}"
        for error in _validator().iter_errors(document)
    ]
    if problems:
        raise NotADocument(problems[:_SHOWN_PROBLEMS])


def digest_of(document: dict[str, Any]) -> str:
    """Return the SM3 digest of the document's canonical JSON, in hexadecimal."""
    return sm3_hex(canonical(document))
