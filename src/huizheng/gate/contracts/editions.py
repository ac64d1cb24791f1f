"""The shape of an edition document, which both zones hold to."""

from __future__ import annotations

import json
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from huizheng.gate.contracts.shapes import fits
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
def _around_blocks() -> Judge:
    return Judge({**_schema(), "properties": {**_schema()["properties"], "blocks": {"type": "array"}}})


@cache
def _by_type() -> dict[str, Judge]:
    """Return a judge for each type of block: trying all of them on every block takes most of the time."""
    schemas = _schema()["properties"]["blocks"]["items"]["anyOf"]
    return {each["properties"]["type"]["const"]: Judge(each) for each in schemas}


class Judge:
    """Says whether a document fits a schema: quickly when it does, and where not when it does not."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self._schema = schema
        self._fits = fits(schema)

    def check(self, node: dict[str, Any], above: tuple[str, ...]) -> None:
        """Raise ``NotAnEdition`` for what does not fit; ``above`` says where the node stands."""
        if not self._fits(node):
            _check(self._validator, node, above)

    @cached_property
    def _validator(self) -> Draft202012Validator:
        # Every process of both zones knows the contracts, hardly one ever refuses an edition.
        from jsonschema import Draft202012Validator  # noqa: PLC0415 - see above

        return Draft202012Validator(self._schema)


def check_edition(document: dict[str, Any]) -> None:
    """Raise ``NotAnEdition`` unless the document has the shape that ``docs/editions.md`` describes."""
    _around_blocks().check(document, ())
    for place, block in enumerate(document["blocks"]):
        kind = block.get("type") if isinstance(block, dict) else None
        if not isinstance(kind, str) or kind not in _by_type():
            raise NotAnEdition(f"blocks/{place}: no block of a known type")
        _by_type()[kind].check(block, ("blocks", str(place)))


def _check(validator: Draft202012Validator, node: dict[str, Any], above: tuple[str, ...]) -> None:
    error = next(iter(sorted(validator.iter_errors(node), key=lambda each: list(map(str, each.path)))), None)
    if error is not None:
        where = "/".join((*above, *map(str, error.absolute_path)))
        raise NotAnEdition(f"{where or '.'}: {error.message[:300]}")


def digest_of(document: dict[str, Any]) -> str:
    """Return the SM3 digest (64 hexadecimal digits) of the canonical form of a document."""
    return sm3_hex(canonical(document))
