"""A document that only one zone can read, as it lies in a message or a row."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sealed:
    """A JSON document that only one zone can read.

    ``key_id`` names the SM2 key it is sealed for, ``wrapped_key`` is the SM4 key encrypted to it, ``ciphertext`` is
    SM4-GCM over the document; all base64. ``sm3`` is the digest of the document, which holds a random ``nonce``
    so that the digest tells nothing about its content.
    """

    key_id: str
    wrapped_key: str
    iv: str
    ciphertext: str
    sm3: str
