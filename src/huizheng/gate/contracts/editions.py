"""The shape of an edition document, which both zones hold to."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator

from huizheng.lib.canonical import canonical
from huizheng.lib.sm import sm3_hex

FORMAT: Final = 1


class NotAnEdition(ValueError):
    """The document does not have the shape of an edition; the message says where."""


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads((Path(__file__).parent / "edition.schema.json").read_text("utf-8"))
    return Draft202012Validator(schema)


def check_edition(document: dict[str, Any]) -> None:
    """Raise ``NotAnEdition`` unless the document has the shape that ``docs/editions.md`` describes."""
    error = next(iter(sorted(_validator().iter_errors(document), key=lambda each: list(map(str, each.path)))), None)
    if error is not None:
        where = "/".join(str(part) for part in error.absolute_path)
        raise NotAnEdition(f"{where or '.'}: {error.message[:300]}")


def digest_of(document: dict[str, Any]) -> str:
    """Return the SM3 digest (64 hexadecimal digits) of the canonical form of a document."""
    return sm3_hex(canonical(document))
