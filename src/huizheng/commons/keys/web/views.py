from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from huizheng.commons.keys.queries import known_public_keys
from huizheng.lib import sm

if TYPE_CHECKING:
    from django.http import HttpRequest

EXPLANATION = _("用这些公钥可以核对回执和电子文书上的签名。")


@require_safe
def public_keys(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view's signature
    """Publish the public keys of both zones, so that anybody can verify a receipt."""
    keys = [
        {
            "kid": key.kid,
            "zone": key.zone,
            "use": "sig" if key.purpose == "signing" else "enc",
            "alg": sm.ALGORITHM,
            "curve": "sm2p256v1",
            "x": key.public[:32].hex(),
            "y": key.public[32:].hex(),
            "valid_from": key.valid_from.isoformat(),
            "valid_until": key.valid_until.isoformat() if key.valid_until else None,
        }
        for key in known_public_keys()
    ]
    response = JsonResponse({"note": str(EXPLANATION), "keys": keys})
    response["Cache-Control"] = "public, max-age=300"
    return response
