"""The shape of an edition document, which both zones hold to."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from huizheng.lib.canonical import canonical
from huizheng.lib.sm import sm3_hex

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

FORMAT: Final = 1


class NotAnEdition(ValueError):
    """The document does not have the shape of an edition; the message says where."""


@cache
def _schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((Path(__file__).parent / "edition.schema.json").read_text("utf-8"))
    return found


@cache
def _around_blocks() -> Draft202012Validator:
    schema = {**_schema(), "properties": {**_schema()["properties"], "blocks": {"type": "array"}}}
    return _validator(schema)


@cache
def _by_type() -> dict[str, Draft202012Validator]:
    """Return a validator for each type of block: trying all of them on every block takes most of the time."""
    schemas = _schema()["properties"]["blocks"]["items"]["anyOf"]
    return {each["properties"]["type"]["const"]: _validator(each) for each in schemas}


def _validator(schema: dict[str, Any]) -> Draft202012Validator:
    # Every process of both zones knows the contracts, two of them ever check an edition.
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - see above

    return Draft202012Validator(schema)


def check_edition(document: dict[str, Any]) -> None:
    """Raise ``NotAnEdition`` unless the document has the shape that ``docs/editions.md`` describes."""
    _check(_around_blocks(), document, ())
    for place, block in enumerate(document["blocks"]):
        kind = block.get("type") if isinstance(block, dict) else None
        if not isinstance(kind, str) or kind not in _by_type():
            raise NotAnEdition(f"blocks/{place}: no block of a known type")
        _check(_by_type()[kind], block, ("blocks", str(place)))


def _check(validator: Draft202012Validator, node: dict[str, Any], above: tuple[str, ...]) -> None:
    error = next(iter(sorted(validator.iter_errors(node), key=lambda each: list(map(str, each.path)))), None)
    if error is not None:
        where = "/".join((*above, *map(str, error.absolute_path)))
        raise NotAnEdition(f"{where or '.'}: {error.message[:300]}")


def digest_of(document: dict[str, Any]) -> str:
    """Return the SM3 digest (64 hexadecimal digits) of the canonical form of a document."""
    return sm3_hex(canonical(document))
