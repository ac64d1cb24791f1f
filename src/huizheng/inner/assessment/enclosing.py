"""What people said, at rest: under the zone's storage key (SM4-GCM), bound to the record that holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huizheng.commons.keys.api import storage_key, storage_key_id
from huizheng.lib import sm

if TYPE_CHECKING:
    from huizheng.inner.assessment.models import CallBack, Rating, Rectification


def enclose(text: str, *, bound_to: str) -> bytes:
    """Return the text encrypted; nothing stays nothing."""
    if not text:
        return b""
    kid = storage_key_id()
    iv, ciphertext = sm.sm4_encrypt(storage_key(kid), text.encode(), associated=bound_to.encode())
    return kid.encode() + b"\0" + iv + ciphertext


def disclose(enclosed: bytes | memoryview, *, bound_to: str) -> str:
    """Return the text; raises ``ValueError`` when it was altered or moved to another record."""
    raw = bytes(enclosed)
    if not raw:
        return ""
    kid, _, rest = raw.partition(b"\0")
    key = storage_key(kid.decode())
    return sm.sm4_decrypt(key, rest[: sm.IV_SIZE], rest[sm.IV_SIZE :], associated=bound_to.encode()).decode()


# --- what each text is bound to, so that none can be moved to another matter or another place ---


def place_of_rating(*, case_number: str, times: int) -> str:
    return f"rating:{case_number}:{times}"


def place_of_call(*, rectification: int, position: int) -> str:
    return f"call:{rectification}:{position}"


def place_in(rectification: int, part: str) -> str:
    return f"rectification:{rectification}:{part}"


def rating_text(rating: Rating) -> str:
    """Return what the applicant wrote."""
    return disclose(rating.text, bound_to=place_of_rating(case_number=rating.case.number, times=rating.times))


def call_record(call: CallBack) -> str:
    """Return what was said in a call-back."""
    return disclose(call.record, bound_to=place_of_call(rectification=call.rectification_id, position=call.position))


def answer_text(rectification: Rectification) -> str:
    return disclose(rectification.answer, bound_to=place_in(rectification.pk, "answer"))


def appeal_text(rectification: Rectification) -> str:
    return disclose(rectification.appeal, bound_to=place_in(rectification.pk, "appeal"))


def ruling_text(rectification: Rectification) -> str:
    return disclose(rectification.ruling, bound_to=place_in(rectification.pk, "ruling"))
