"""The code on a paper, by which whoever is shown it asks the public network whether it is genuine."""

from __future__ import annotations

import secrets

from django.conf import settings


def verification_code() -> str:
    """Return sixteen digits that open the paper's verification page; not guessable."""
    return f"{secrets.randbelow(10**16):016d}"


def verification(code: str) -> dict[str, str]:
    """Return what a paper prints of its code: the address of its page, as a person scanning it reaches it."""
    return {"url": f"{_public_address()}/applications/verify/{code}/", "code": code}


def _public_address() -> str:
    hosts = settings.ENVIRONMENT.outer_hosts
    if hosts:
        return f"{'https' if settings.BEHIND_TLS else 'http'}://{hosts[0]}"
    return f"http://127.0.0.1:{settings.ENVIRONMENT.outer_port}"
