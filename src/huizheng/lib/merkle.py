"""Merkle trees over SM3, shaped as RFC 9162 §2.1: one signature over the root vouches for every leaf.

Leaves and inner nodes are digested under different prefixes, so that an inner node can never pass for a leaf.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huizheng.lib.sm import sm3

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAF, _NODE = b"\x00", b"\x01"


def leaf(data: bytes) -> bytes:
    return sm3(_LEAF + data)


def _node(left: bytes, right: bytes) -> bytes:
    return sm3(_NODE + left + right)


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the root over the data of ``leaves``; raises ``ValueError`` when there are none."""
    return _levels(leaves)[-1][0]


def proofs(leaves: Sequence[bytes]) -> list[list[bytes]]:
    """Return for every leaf the siblings that lead from it to the root."""
    levels = _levels(leaves)
    found: list[list[bytes]] = []
    for start in range(len(leaves)):
        path, index = [], start
        for level in levels[:-1]:
            sibling = index ^ 1
            if sibling < len(level):
                path.append(level[sibling])
            index //= 2
        found.append(path)
    return found


def proves(data: bytes, *, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Say whether ``path`` leads from the leaf ``data`` at ``index`` of ``size`` leaves to ``root``."""
    if not 0 <= index < size:
        return False
    digest, width, siblings = leaf(data), size, iter(path)
    while width > 1:
        if index ^ 1 < width:
            sibling = next(siblings, None)
            if sibling is None:
                return False
            digest = _node(sibling, digest) if index & 1 else _node(digest, sibling)
        index, width = index // 2, (width + 1) // 2
    return next(siblings, None) is None and digest == root


def _levels(leaves: Sequence[bytes]) -> list[list[bytes]]:
    if not leaves:
        raise ValueError("a tree needs at least one leaf")
    levels = [[leaf(each) for each in leaves]]
    while len(levels[-1]) > 1:
        level = levels[-1]
        # A node without a sibling rises unchanged, which gives the same roots as RFC 9162.
        pairs = [_node(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        levels.append(pairs + level[len(level) - len(level) % 2 :])
    return levels
