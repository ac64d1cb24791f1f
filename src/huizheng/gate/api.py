"""The door of the gate."""

from huizheng.gate.actions.sending import PATIENCE, WrongDirection, send
from huizheng.gate.blobs import BlobMissing, BlobTooLarge, drop_blob, has_blob, open_blob, put_blob
from huizheng.gate.envelope import TooLarge
from huizheng.gate.registry import EnvelopeFacts, Rejected, receives

__all__ = [
    "PATIENCE",
    "BlobMissing",
    "BlobTooLarge",
    "EnvelopeFacts",
    "Rejected",
    "TooLarge",
    "WrongDirection",
    "drop_blob",
    "has_blob",
    "open_blob",
    "put_blob",
    "receives",
    "send",
]
