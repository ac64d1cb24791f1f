"""The ciphers of the commercial cryptography standards: SM2, SM3 and SM4-GCM.

SM3 comes from ``hashlib``, SM4-GCM from ``cryptography``, SM2 from GmSSL; SM2 signatures come from the system's OpenSSL
where it has them, nine times faster (``lib.libcrypto``). SM2 signatures are DER (``SEQUENCE {r, s}``) with the default
signer id of GM/T 0009; SM2 ciphertexts are DER in the order C1C3C2. A busy sender signs the Merkle root of a batch
(``lib.merkle``), not each message.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import gmssl_pyx
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from huizheng.lib import libcrypto
from huizheng.lib.libcrypto import OpenSSLRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

ALGORITHM = "SM2-SM3"
KEY_SIZE = 16
IV_SIZE = 12
TAG_SIZE = 16
PRIVATE_SIZE = 32
PUBLIC_SIZE = 64
# What GmSSL can encrypt to a public key at once: enough for keys, which is what it is for.
ENCRYPT_LIMIT = 255

_openssl = libcrypto.load()


class WrongKey(ValueError):
    """A key is not one: of the wrong length, or a point that is not on the curve."""


class CannotDecrypt(ValueError):
    """The ciphertext was not made for this key, or was altered."""


@dataclass(frozen=True)
class KeyPair:
    """An SM2 pair: the private number, and the public point as x and y without a prefix."""

    private: bytes = field(repr=False)
    public: bytes


def new_key_pair() -> KeyPair:
    """Return a fresh SM2 pair."""
    public, private = gmssl_pyx.sm2_key_generate()
    return KeyPair(private=private, public=public)


def check_public_key(public: bytes) -> bytes:
    """Return the 64 bytes of a public key given with or without its prefix; raises ``WrongKey``."""
    try:
        point: bytes = gmssl_pyx.normalize_sm2_public_key(public)
    except (gmssl_pyx.InvalidValueError, IndexError) as error:
        raise WrongKey("not a point of the SM2 curve") from error
    return point


def sign(pair: KeyPair, data: bytes) -> bytes:
    """Return the DER signature over ``data``."""
    if _openssl is not None:
        with suppress(OpenSSLRefused):
            return _openssl.sign(pair.private, pair.public, data)
    signature: bytes = gmssl_pyx.sm2_sign(pair.private, pair.public, data)
    return signature


def verify(public: bytes, data: bytes, signature: bytes) -> bool:
    """Say whether ``signature`` over ``data`` is the key owner's; anything malformed is not."""
    if _openssl is not None:
        try:
            return _openssl.verify(check_public_key(public), data, signature)
        except (OpenSSLRefused, WrongKey):
            return False
    with _quiet():
        try:
            return bool(gmssl_pyx.sm2_verify(check_public_key(public), data, signature))
        except (gmssl_pyx.GmsslInnerError, WrongKey):
            return False


def encrypt(public: bytes, data: bytes) -> bytes:
    """Encrypt a short secret (a key) to a public key; raises ``ValueError`` when it is empty or too long."""
    if not 0 < len(data) <= ENCRYPT_LIMIT:
        raise ValueError(f"SM2 encrypts 1 to {ENCRYPT_LIMIT} bytes; seal longer texts with an SM4 key")
    ciphertext: bytes = gmssl_pyx.sm2_encrypt(check_public_key(public), data)
    return ciphertext


def decrypt(private: bytes, ciphertext: bytes) -> bytes:
    """Return what was encrypted to the key; raises ``CannotDecrypt``."""
    with _quiet():
        try:
            data: bytes = gmssl_pyx.sm2_decrypt(private, ciphertext)
        except gmssl_pyx.GmsslInnerError as error:
            raise CannotDecrypt("the ciphertext does not open with this key") from error
    return data


def sm3(data: bytes) -> bytes:
    """Return the 32-byte SM3 digest."""
    return hashlib.new("sm3", data).digest()


def sm3_hex(data: bytes) -> str:
    """Return the SM3 digest as 64 lower-case hexadecimal digits."""
    return hashlib.new("sm3", data).hexdigest()


def new_key() -> bytes:
    """Return a fresh SM4 key."""
    return os.urandom(KEY_SIZE)


def sm4_encrypt(key: bytes, data: bytes, *, associated: bytes = b"", iv: bytes | None = None) -> tuple[bytes, bytes]:
    """Return ``(iv, ciphertext with its tag)``; the same ``associated`` data must be given to decrypt."""
    iv = iv or os.urandom(IV_SIZE)
    cipher = Cipher(algorithms.SM4(_checked(key)), modes.GCM(iv)).encryptor()
    cipher.authenticate_additional_data(associated)
    ciphertext = cipher.update(data) + cipher.finalize()
    return iv, ciphertext + cipher.tag


def sm4_decrypt(key: bytes, iv: bytes, ciphertext: bytes, *, associated: bytes = b"") -> bytes:
    """Return the plain bytes; raises ``CannotDecrypt`` when key, iv, text, tag and associated data do not fit."""
    body, tag = ciphertext[:-TAG_SIZE], ciphertext[-TAG_SIZE:]
    try:
        cipher = Cipher(algorithms.SM4(_checked(key)), modes.GCM(iv, tag)).decryptor()
        cipher.authenticate_additional_data(associated)
        return cipher.update(body) + cipher.finalize()
    except (InvalidTag, ValueError) as error:
        if isinstance(error, WrongKey):
            raise
        raise CannotDecrypt("the ciphertext was altered or does not belong to this key") from error


def _checked(key: bytes) -> bytes:
    if len(key) != KEY_SIZE:
        raise WrongKey(f"an SM4 key has {KEY_SIZE} bytes, not {len(key)}")
    return key


_one_at_a_time = threading.Lock()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep GmSSL from printing each refused signature: it writes to C's ``stderr``, which Python's logs do not use.

    Where the C library does not let its ``stderr`` be exchanged, the lines are printed; they hold no secrets.
    """
    with _one_at_a_time:
        if _libc is None:
            yield
            return
        loud = _libc.stderr.value
        _libc.stderr.value = _libc.nowhere
        try:
            yield
        finally:
            _libc.stderr.value = loud


@dataclass
class _CLibrary:
    stderr: ctypes.c_void_p
    nowhere: int


def _c_library() -> _CLibrary | None:
    try:
        library = ctypes.CDLL(None)
        library.fopen.restype = ctypes.c_void_p
        nowhere = library.fopen(os.devnull.encode(), b"w")
        return _CLibrary(ctypes.c_void_p.in_dll(library, "stderr"), nowhere) if nowhere else None
    except (OSError, AttributeError, ValueError):
        return None


_libc = _c_library()
