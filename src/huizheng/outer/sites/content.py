"""The second look at what is to be shown: nothing that could run in a reader's browser, whatever the office sent."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import nh3

from huizheng.outer.sites.errors import Unfit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SCHEMES: Final = {"http", "https", "mailto", "tel"}
_FILE = re.compile(r"file:([0-9a-f]{64})")
_SUSPECT = re.compile(
    r"<\s*/?\s*(?:script|iframe|object|embed|form|input|button|style|link|meta|base|svg|math)\b"
    r"|<[^>]*\son\w+\s*=|<[^>]*=\s*[\"']?\s*(?:javascript|vbscript|data)\s*:",
    re.IGNORECASE,
)
# Members of blocks that hold HTML; all others are plain text and are escaped when shown.
_HTML_MEMBERS: Final = frozenset({"html", "answer_html", "transcript_html"})


def check_fit(document: Mapping[str, Any]) -> None:
    """Raise ``Unfit`` when the document holds script, or an address that is neither ours nor http(s)."""
    for member, text in _texts(document):
        if member in _HTML_MEMBERS and _SUSPECT.search(text):
            raise Unfit(f"{member}: active content")
        if member in {"href", "to"} and not is_safe_address(text):
            raise Unfit(f"{member}: an address that may not be followed")


def is_safe_address(address: str) -> bool:
    if not address:
        return True
    if address.startswith(("/", "#", "?")):
        return not address.startswith("//") and "\\" not in address
    try:
        return urlsplit(address.strip()).scheme.lower() in SCHEMES
    except ValueError:
        return False


def plain_text(document: Mapping[str, Any]) -> str:
    """Return what the blocks say, as plain text, for search and for what machines read."""
    words: list[str] = []
    for block in document["blocks"]:
        for member, text in _texts(block):
            if member in _HTML_MEMBERS:
                words.append(html.unescape(nh3.clean(_spaced(text), tags=set())))
            elif member in _SPOKEN:
                words.append(text)
    return " ".join(" ".join(words).split())


_SPOKEN: Final = frozenset(
    {"title", "label", "value", "note", "question", "caption", "alt", "name", "columns", "rows", "placeholder"}
)


def files_of(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return every file that the document refers to, by digest, with the best name and type it is given."""
    found: dict[str, dict[str, Any]] = {}
    _gather({key: document.get(key) for key in ("files", "image", "blocks")}, found)
    return found


def _gather(node: Any, found: dict[str, dict[str, Any]]) -> None:
    if isinstance(node, list):
        for each in node:
            _gather(each, found)
    if not isinstance(node, dict):
        return
    if isinstance(node.get("sm3"), str):
        known = found.setdefault(node["sm3"], {})
        known |= {key: node[key] for key in _OF_A_FILE if node.get(key) and not known.get(key)}
    for member, value in node.items():
        if member in _HTML_MEMBERS and isinstance(value, str):
            for digest in _FILE.findall(value):
                found.setdefault(digest, {})
        elif member == "poster" and _is_digest(value):
            found.setdefault(value, {})
        else:
            _gather(value, found)


_OF_A_FILE: Final = ("name", "media", "width", "height", "size")


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[0-9a-f]{64}", value) is not None


def _spaced(text: str) -> str:
    return re.sub(r"(</(?:p|h\d|li|t[dhr]|caption|figcaption|blockquote)>|<br ?/?>)", r"\1 ", text)


def _texts(node: Any, member: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, str):
        yield member, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _texts(value, key)
    elif isinstance(node, list):
        for each in node:
            yield from _texts(each, member)
