"""SM2 signatures by the system's OpenSSL 3, where there is one that knows SM2: many times faster than GmSSL's.

Only what is slow elsewhere is asked of it. ``load`` returns nothing when the library is missing, was built without
SM2, or does not verify what it signs itself; ``lib.sm`` then keeps to GmSSL.
"""

from __future__ import annotations

import ctypes
from functools import lru_cache

# The standard's default signer id (GM/T 0009).
SIGNER = b"1234567812345678"
# PKCS#8 and SubjectPublicKeyInfo around an SM2 key: what stands before and between the raw bytes.
PRIVATE_HEAD = bytes.fromhex("308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420")
PRIVATE_MIDDLE = bytes.fromhex("a14403420004")
PUBLIC_HEAD = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d03420004")
# The longest DER signature of two 256-bit numbers is 72 bytes.
ROOM = 80
KEPT_KEYS = 16

_POINTER, _SIZE = ctypes.c_void_p, ctypes.c_size_t
_FUNCTIONS: dict[str, tuple[type | None, list[type]]] = {
    "d2i_AutoPrivateKey": (_POINTER, [_POINTER, _POINTER, ctypes.c_long]),
    "d2i_PUBKEY": (_POINTER, [_POINTER, _POINTER, ctypes.c_long]),
    "EVP_PKEY_free": (None, [_POINTER]),
    "EVP_MD_CTX_new": (_POINTER, []),
    "EVP_MD_CTX_free": (None, [_POINTER]),
    "EVP_PKEY_CTX_new": (_POINTER, [_POINTER, _POINTER]),
    "EVP_PKEY_CTX_free": (None, [_POINTER]),
    "EVP_PKEY_CTX_set1_id": (ctypes.c_int, [_POINTER, ctypes.c_char_p, ctypes.c_int]),
    "EVP_MD_CTX_set_pkey_ctx": (None, [_POINTER, _POINTER]),
    "EVP_sm3": (_POINTER, []),
    "EVP_DigestSignInit": (ctypes.c_int, [_POINTER, _POINTER, _POINTER, _POINTER, _POINTER]),
    "EVP_DigestSign": (ctypes.c_int, [_POINTER, ctypes.c_char_p, _POINTER, ctypes.c_char_p, _SIZE]),
    "EVP_DigestVerifyInit": (ctypes.c_int, [_POINTER, _POINTER, _POINTER, _POINTER, _POINTER]),
    "EVP_DigestVerify": (ctypes.c_int, [_POINTER, ctypes.c_char_p, _SIZE, ctypes.c_char_p, _SIZE]),
    "ERR_clear_error": (None, []),
}


class OpenSSLRefused(Exception):
    """OpenSSL did not do what it was asked; why is no secret of its own, but no help either."""


class _Key:
    """An OpenSSL key that is freed with its Python object."""

    def __init__(self, library: ctypes.CDLL, pointer: int | None) -> None:
        self._library, self.pointer = library, pointer
        if not pointer:
            library.ERR_clear_error()
            raise OpenSSLRefused("not a key")

    def __del__(self) -> None:
        if self.pointer:
            self._library.EVP_PKEY_free(self.pointer)


class LibCrypto:
    """The few functions of ``libcrypto`` that sign and verify with SM2."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self._library = library
        for name, (result, arguments) in _FUNCTIONS.items():
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
        # Reading a key checks its point, which takes longer than signing with it.
        self._private_key = lru_cache(maxsize=KEPT_KEYS)(self._read_private)
        self._public_key = lru_cache(maxsize=KEPT_KEYS)(self._read_public)

    def sign(self, private: bytes, public: bytes, data: bytes) -> bytes:
        """Return the DER signature over ``data``; raises ``OpenSSLRefused``."""
        library, key = self._library, self._private_key(private, public)
        signature, length = ctypes.create_string_buffer(ROOM), _SIZE(ROOM)
        with _Context(library, key) as context:
            if library.EVP_DigestSignInit(context, None, library.EVP_sm3(), None, key.pointer) != 1:
                raise OpenSSLRefused("sign")
            if library.EVP_DigestSign(context, signature, ctypes.byref(length), data, len(data)) != 1:
                raise OpenSSLRefused("sign")
        return signature.raw[: length.value]

    def verify(self, public: bytes, data: bytes, signature: bytes) -> bool:
        """Say whether ``signature`` is of the 64-byte point ``public``; raises ``OpenSSLRefused`` for no point."""
        library, key = self._library, self._public_key(public)
        with _Context(library, key) as context:
            if library.EVP_DigestVerifyInit(context, None, library.EVP_sm3(), None, key.pointer) != 1:
                raise OpenSSLRefused("verify")
            return bool(library.EVP_DigestVerify(context, signature, len(signature), data, len(data)) == 1)

    def _read_private(self, private: bytes, public: bytes) -> _Key:
        der = PRIVATE_HEAD + private + PRIVATE_MIDDLE + public
        return self._read(self._library.d2i_AutoPrivateKey, der)

    def _read_public(self, public: bytes) -> _Key:
        return self._read(self._library.d2i_PUBKEY, PUBLIC_HEAD + public)

    def _read(self, read: ctypes._NamedFuncPointer, der: bytes) -> _Key:
        text = ctypes.create_string_buffer(der, len(der))
        start = ctypes.cast(text, _POINTER)
        return _Key(self._library, read(None, ctypes.byref(start), len(der)))


class _Context:
    """A digest context whose key context knows the signer's id; both are freed at the end."""

    def __init__(self, library: ctypes.CDLL, key: _Key) -> None:
        self._library = library
        self._digest = library.EVP_MD_CTX_new()
        self._key = library.EVP_PKEY_CTX_new(key.pointer, None)

    def __enter__(self) -> int:
        library = self._library
        if not self._digest or not self._key or library.EVP_PKEY_CTX_set1_id(self._key, SIGNER, len(SIGNER)) != 1:
            self.__exit__()
            raise OpenSSLRefused("no context")
        library.EVP_MD_CTX_set_pkey_ctx(self._digest, self._key)
        return int(self._digest)

    def __exit__(self, *_: object) -> None:
        self._library.EVP_MD_CTX_free(self._digest)
        self._library.EVP_PKEY_CTX_free(self._key)
        self._library.ERR_clear_error()


def load() -> LibCrypto | None:
    """Return the library once it has shown that it signs and verifies SM2, or nothing."""
    private = bytes.fromhex("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8")
    public = bytes.fromhex(
        "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
        "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13",
    )
    try:
        found = LibCrypto(ctypes.CDLL("libcrypto.so.3"))
        signature = found.sign(private, public, b"message digest")
        works = found.verify(public, b"message digest", signature) and not found.verify(public, b"else", signature)
    except (OSError, AttributeError, OpenSSLRefused):
        return None
    return found if works else None
