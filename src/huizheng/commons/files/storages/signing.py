"""AWS Signature Version 4 for S3 requests: what every compatible store asks for."""

from __future__ import annotations

import hashlib
import hmac
from urllib.parse import quote

NOTHING = hashlib.sha256(b"").hexdigest()


def signed_headers(
    *,
    method: str,
    host: str,
    path: str,
    query: dict[str, str],
    headers: dict[str, str],
    body_sha256: str,
    key: str,
    secret: str,
    region: str,
    stamp: str,
) -> dict[str, str]:
    """Return all headers of the request with its authorisation; ``path`` as it stands on the line, ``stamp`` in UTC."""
    scope = f"{stamp[:8]}/{region}/s3/aws4_request"
    every = {name.lower(): value.strip() for name, value in headers.items()}
    every |= {"host": host, "x-amz-date": stamp, "x-amz-content-sha256": body_sha256}
    names = ";".join(sorted(every))
    request = "\n".join(
        [
            method,
            path,
            canonical_query(query),
            *(f"{name}:{every[name]}" for name in sorted(every)),
            "",
            names,
            body_sha256,
        ],
    )
    text = "\n".join(["AWS4-HMAC-SHA256", stamp, scope, hashlib.sha256(request.encode()).hexdigest()])
    signing_key = f"AWS4{secret}".encode()
    for step in scope.split("/"):
        signing_key = hmac.new(signing_key, step.encode(), hashlib.sha256).digest()
    signature = hmac.new(signing_key, text.encode(), hashlib.sha256).hexdigest()
    credential = f"AWS4-HMAC-SHA256 Credential={key}/{scope},SignedHeaders={names},Signature={signature}"
    return every | {"authorization": credential}


def canonical_query(query: dict[str, str]) -> str:
    return "&".join(f"{quote(name, safe='')}={quote(query[name], safe='')}" for name in sorted(query))
