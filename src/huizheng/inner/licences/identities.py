"""Who holds what, without the number of a certificate: a keyed digest, the same for the same number."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings

from huizheng.lib.identifiers import mask_citizen_number


@dataclass(frozen=True)
class Holder:
    """Whoever applies for a licence or holds one, as the application named them."""

    kind: str
    name: str
    identifier: str

    @property
    def masked(self) -> str:
        return mask_citizen_number(self.identifier)[:40] if self.identifier else ""

    @property
    def digest(self) -> str:
        return holder_digest(self.identifier)


def holder_digest(identifier: str) -> str:
    """Return the keyed digest of a certificate's number, or nothing where there is no number: then nobody is known."""
    plain = "".join(identifier.split()).upper()
    if not plain:
        return ""
    return hmac.new(f"licence-holder:{settings.SECRET_KEY}".encode(), plain.encode(), sha256).hexdigest()
