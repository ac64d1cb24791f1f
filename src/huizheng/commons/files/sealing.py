"""The sealed form of a file: SM4-GCM in chunks, so that any part can be read and no cut or swap goes unseen.

Layout: ``HZF1`` + 7 random bytes + 1 reserved byte, then chunks of 256 KiB of plaintext, each followed by its 16-byte
tag. The nonce of a chunk is the 7 bytes, its number and a mark for the last one (the STREAM construction): a file cut
at a chunk's end, lengthened, or with chunks exchanged does not open. The head is authenticated with each chunk.
"""

from __future__ import annotations

import io
import os
import struct
from typing import TYPE_CHECKING, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM

from huizheng.commons.files.errors import BlobDamaged

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import Buffer

MAGIC = b"HZF1"
PREFIX = 7
HEAD = len(MAGIC) + PREFIX + 1
CHUNK = 256 * 1024
TAG = 16
KEY = 16


def new_key() -> bytes:
    return os.urandom(KEY)


def sealed_size(size: int) -> int:
    """Return how long the sealed form of ``size`` bytes is. An empty file is one empty chunk."""
    chunks = max(1, -(-size // CHUNK))
    return HEAD + size + chunks * TAG


def _nonce(head: bytes, number: int, *, last: bool) -> bytes:
    return head[len(MAGIC) : len(MAGIC) + PREFIX] + struct.pack(">I", number) + bytes([last])


def wrap_key(key: bytes, *, under: bytes, bound_to: str) -> bytes:
    """Return ``key`` encrypted under the zone's storage key, bound to the record that holds it."""
    nonce = os.urandom(12)
    encryptor = Cipher(SM4(under), GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bound_to.encode())
    return nonce + encryptor.update(key) + encryptor.finalize() + encryptor.tag


def unwrap_key(wrapped: bytes, *, under: bytes, bound_to: str) -> bytes:
    """Return the key; raises ``BlobDamaged`` when it was wrapped under another key or for another record."""
    nonce, body, tag = wrapped[:12], wrapped[12:-TAG], wrapped[-TAG:]
    decryptor = Cipher(SM4(under), GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(bound_to.encode())
    try:
        return decryptor.update(body) + decryptor.finalize()
    except InvalidTag as error:
        raise BlobDamaged("the key of the content does not open") from error


class Sealer:
    """Takes plaintext in pieces of any length, hands sealed bytes to ``sink``."""

    def __init__(self, key: bytes, sink: Callable[[bytes], object]) -> None:
        self._key = key
        self._sink = sink
        self._head = MAGIC + os.urandom(PREFIX) + b"\0"
        self._waiting = bytearray()
        self._number = 0
        self.size = 0
        sink(self._head)

    def update(self, piece: bytes) -> None:
        self.size += len(piece)
        self._waiting += piece
        while len(self._waiting) > CHUNK:  # one chunk stays back: it may be the last
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]

    def finish(self) -> None:
        self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _seal(self, plain: bytes, *, last: bool) -> None:
        encryptor = Cipher(SM4(self._key), GCM(_nonce(self._head, self._number, last=last))).encryptor()
        encryptor.authenticate_additional_data(self._head)
        self._sink(encryptor.update(plain) + encryptor.finalize() + encryptor.tag)
        self._number += 1


class SealedReader(io.RawIOBase):
    """Reads the plaintext of a sealed file from any place; holds one chunk in memory."""

    def __init__(self, sealed: BinaryIO, key: bytes) -> None:
        super().__init__()
        self._sealed = sealed
        self._key = key
        length = sealed.seek(0, io.SEEK_END)
        sealed.seek(0)
        self._head = sealed.read(HEAD)
        body = length - HEAD
        self._chunks = max(1, -(-body // (CHUNK + TAG)))
        self.size = body - self._chunks * TAG
        if len(self._head) < HEAD or not self._head.startswith(MAGIC) or self.size < 0:
            raise BlobDamaged("not a sealed file, or cut short")
        self._at = 0
        self._loaded = -1
        self._plain = b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        if start + offset < 0:
            raise ValueError("before the beginning of the file")
        self._at = start + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Buffer) -> int:
        target = memoryview(buffer).cast("B")
        if self._at >= self.size and not (self.size == 0 and self._loaded < 0):
            return 0
        number, within = divmod(self._at, CHUNK)
        self._load(number)
        piece = self._plain[within : within + len(target)]
        target[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def _load(self, number: int) -> None:
        if number == self._loaded:
            return
        last = number == self._chunks - 1
        self._sealed.seek(HEAD + number * (CHUNK + TAG))
        sealed = self._sealed.read(CHUNK + TAG)
        nonce = _nonce(self._head, number, last=last)
        decryptor = Cipher(SM4(self._key), GCM(nonce, sealed[-TAG:], min_tag_length=TAG)).decryptor()
        decryptor.authenticate_additional_data(self._head)
        try:
            self._plain = decryptor.update(sealed[:-TAG]) + decryptor.finalize()
        except InvalidTag as error:
            raise BlobDamaged(f"chunk {number} does not open: cut short, altered, or another key") from error
        self._loaded = number

    def close(self) -> None:
        self._sealed.close()
        super().close()
