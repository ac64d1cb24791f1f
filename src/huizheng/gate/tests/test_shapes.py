"""Who says quickly that an edition has its shape says what jsonschema says: of every place, whatever stands there."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from huizheng.gate.contracts import editions
from huizheng.gate.contracts.editions import NotAnEdition, check_edition
from huizheng.gate.contracts.shapes import UnknownKeyword, fits

SCHEMA = json.loads(Path(editions.__file__).with_name("edition.schema.json").read_text("utf-8"))
BLOCKS = SCHEMA["properties"]["blocks"]["items"]["anyOf"]
WORDS = (
    "", "x", "https://example.cn/a", "/pages/1/", "2026-03-02", "2026-03-02T09:00:00+08:00", "0" * 64,
    "0000abcd-0000-0000-0000-00000000000f", "zh-hans", "340000", "09", "anhui", "a/b",
)  # fmt: skip
STRANGE = (None, True, False, 0, 1, -1, 1.0, 1.5, 10**9, "", "x", "y" * 400, [], [1], ["x"], {}, {"strange": 1})
SAMPLES = {"string": "words", "integer": 3, "number": 1.5, "boolean": True, "null": None}


def example(schema: dict[str, Any]) -> Any:
    """Return a document that has everything a schema names."""
    if "anyOf" in schema:
        return example(schema["anyOf"][0])
    given = [schema["const"]] if "const" in schema else schema.get("enum")
    if "pattern" in schema:
        given = [word for word in WORDS if re.search(schema["pattern"], word)]
    return given[0] if given else _of_type(schema)


def _of_type(schema: dict[str, Any]) -> Any:
    kind = schema.get("type", "string")
    kind = kind if isinstance(kind, str) else kind[0]
    if kind == "object":
        return {name: example(each) for name, each in schema.get("properties", {}).items()}
    if kind == "array":
        return [example(schema["items"])] * max(1, schema.get("minItems", 1)) if "items" in schema else []
    return SAMPLES[kind]


def changed(document: Any) -> Iterator[Any]:
    """Return the document with each of its places changed, left out, or given a companion."""
    yield document
    for path in _places(document, ()):
        for strange in STRANGE:
            copied = copy.deepcopy(document)
            if not path:
                yield strange
                continue
            holder = copied
            for step in path[:-1]:
                holder = holder[step]
            holder[path[-1]] = strange
            yield copied
        if path and isinstance(path[-1], str):
            copied = copy.deepcopy(document)
            holder = copied
            for step in path[:-1]:
                holder = holder[step]
            del holder[path[-1]]
            yield copied


def _places(node: Any, above: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    yield above
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, each in inside:
        yield from _places(each, (*above, step))


@pytest.mark.parametrize("schema", BLOCKS, ids=lambda each: each["properties"]["type"]["const"])
def test_a_block_is_judged_as_by_jsonschema(schema: dict[str, Any]) -> None:
    _agree(schema)


def test_what_stands_around_the_blocks_is_judged_as_by_jsonschema() -> None:
    _agree({**SCHEMA, "properties": {**SCHEMA["properties"], "blocks": {"type": "array"}}})


def _agree(schema: dict[str, Any]) -> None:
    quick, judge = fits(schema), Draft202012Validator(schema)
    whole = example(schema)
    assert quick(whole)
    verdicts = {True: 0, False: 0}
    for document in changed(whole):
        verdict = judge.is_valid(document)
        assert quick(document) is verdict, document
        verdicts[verdict] += 1
    assert min(verdicts.values()) > 0


def test_a_refusal_says_where() -> None:
    document = {**example(SCHEMA), "blocks": [{"type": "html", "html": 5}]}
    with pytest.raises(NotAnEdition, match="blocks/0/html"):
        check_edition(document)


@pytest.mark.parametrize("schema", [{"format": "date"}, {"const": True}, {"additionalProperties": {"type": "string"}}])
def test_a_schema_that_says_something_else_is_not_guessed_at(schema: dict[str, Any]) -> None:
    with pytest.raises(UnknownKeyword):
        fits(schema)
