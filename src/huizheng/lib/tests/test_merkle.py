from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huizheng.lib import merkle
from huizheng.lib.sm import sm3

LEAVES = st.lists(st.binary(max_size=40), min_size=1, max_size=40)


def rfc_9162_root(leaves: list[bytes]) -> bytes:
    """The recursive definition of RFC 9162 §2.1.1, word for word, as the oracle."""
    if len(leaves) == 1:
        return sm3(b"\x00" + leaves[0])
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sm3(b"\x01" + rfc_9162_root(leaves[:split]) + rfc_9162_root(leaves[split:]))


@given(LEAVES)
def test_the_root_is_that_of_rfc_9162(leaves: list[bytes]) -> None:
    assert merkle.root(leaves) == rfc_9162_root(leaves)


@given(LEAVES)
def test_every_leaf_proves_itself_at_its_own_place(leaves: list[bytes]) -> None:
    top, paths = merkle.root(leaves), merkle.proofs(leaves)

    for index, (data, path) in enumerate(zip(leaves, paths, strict=True)):
        assert merkle.proves(data, index=index, size=len(leaves), path=path, root=top)
        assert not merkle.proves(data + b"!", index=index, size=len(leaves), path=path, root=top)
        assert not merkle.proves(data, index=index, size=len(leaves), path=[*path, b"\x00" * 32], root=top)
        assert not merkle.proves(data, index=-1, size=len(leaves), path=path, root=top)


def test_a_short_path_proves_nothing() -> None:
    leaves = [b"a", b"b", b"c"]

    assert not merkle.proves(b"a", index=0, size=3, path=merkle.proofs(leaves)[0][:1], root=merkle.root(leaves))


def test_a_tree_without_leaves_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one leaf"):
        merkle.root([])
