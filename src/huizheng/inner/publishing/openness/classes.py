"""The classes of the catalogue: kinds of documents, themes, groups of readers."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

OTHER_KIND: Final = "0Z"
AUDIENCES: Final = (
    "社会公众",
    "企业",
    "个体工商户",
    "农民",
    "学生和家长",
    "老年人",
    "残疾人",
    "就业创业者",
    "机关事业单位",
)


class Theme(NamedTuple):
    """A first-level theme with its second level; ``unverified`` are those of memory."""

    name: str
    second: tuple[str, ...]
    unverified: tuple[str, ...]


class DocumentKind(NamedTuple):
    code: str
    name: str
    use: str


@cache
def _classes() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "classes.toml").read_text("utf-8"))


@cache
def themes() -> tuple[Theme, ...]:
    """Return the 22 themes in the catalogue's own order."""
    return tuple(
        Theme(row["name"], (*row.get("second", ()), *row.get("memory", ())), tuple(row.get("memory", ())))
        for row in _classes()["themes"]
    )


@cache
def document_kinds() -> tuple[DocumentKind, ...]:
    """Return the fifteen kinds of art 8 and 其他, by code."""
    return tuple(DocumentKind(code, row["name"], row["use"]) for code, row in _classes()["kinds"].items())


def document_kind_name(code: str) -> str:
    """Return how a code reads; an unknown one reads 其他."""
    return next((kind.name for kind in document_kinds() if kind.code == code), "其他")


def document_kind_choices() -> list[tuple[str, str]]:
    return [(kind.code, kind.name) for kind in document_kinds()]


def theme_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the second-level themes under their first level, for a grouped choice: value ``一级|二级``."""
    return [
        (theme.name, [(f"{theme.name}|{second}", second) for second in theme.second] or [(theme.name, theme.name)])
        for theme in themes()
    ]


def theme_path(value: str) -> list[str]:
    """Return a stored choice as the entry writes it: ``["综合政务", "电子政务"]``."""
    return [part for part in value.split("|") if part]


def theme_value(path: list[str]) -> str:
    """Return the choice of an entry's themes; what is not (or no longer) a class becomes nothing."""
    value = "|".join(path)
    known = {each for _, group in theme_choices() for each, _ in group}
    return value if value in known else ""


def audience_choices() -> list[tuple[str, str]]:
    return [(each, each) for each in AUDIENCES]


def kind_of_number(number: str, title: str) -> str:
    """Return the likely code of a document from its title: 关于…的通知 is 08; one that says nothing is 0Z."""
    by_length = sorted(document_kinds(), key=lambda kind: -len(kind.name))
    bare = title.rstrip("》）) 　")
    for kind in by_length:
        if kind.code != OTHER_KIND and bare.endswith(kind.name.split("（", maxsplit=1)[0]):
            return kind.code
    return "03" if "令第" in number else OTHER_KIND
