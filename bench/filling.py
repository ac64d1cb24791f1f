"""Applicants with complete drafts for a running instance: run in the outer zone's settings, prints one JSON line each.

``python bench/filling.py <applicants> <drafts of each>``. What a person would have typed is kept by the rooms' own
verbs; the session is the one that signing in leaves.
"""

# ruff: noqa: E402 - Django is set up before its rooms are imported

from __future__ import annotations

import json
import os
import secrets
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "huizheng.config.settings.outer"

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from huizheng.outer.accounts.actions.sign_up import open_account
from huizheng.outer.accounts.api import Level, Party
from huizheng.outer.accounts.parties import PartyKind
from huizheng.outer.accounts.sealed import Person
from huizheng.outer.applications.actions.drafting import start_application
from huizheng.outer.applications.services import offered_service

ITEM, DIVISION = "individual-registration", "340102"
ANSWERS = {
    "person.name": "江小徽",
    "person.cert_type": "居民身份证",
    "person.cert_no": "340100199001010011",
    "person.mobile": "13900000001",
    "in.name": "瑶海区清风茶摊",
    "in.place": "租赁房屋",
    "in.address": {"division": DIVISION, "detail": "长江东路100号一层"},
    "in.scope": ["餐饮服务"],
    "in.form": "个人经营",
    "in.people": "2",
    "delivery.way": "电子送达",
    "decl.true": "yes",
}


def main(applicants: int, drafts: int) -> None:
    service = offered_service(ITEM)
    assert service is not None, "the item has not come through the gate yet"
    for _ in range(applicants):
        now, number = timezone.now(), f"{secrets.randbelow(10**8):08d}"
        account = open_account(person=Person(mobile=f"131{number}"), password=secrets.token_urlsafe(12), at=now)
        # Who applies has told a name; the verb that asks for it is measured nowhere here.
        account.level, account.declared_at = Level.DECLARED, now
        account.save(update_fields=["level", "declared_at"])
        session = SessionStore()
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.create()
        party = Party(PartyKind.PERSON, account)
        ids = [
            start_application(
                service=service, division_code=DIVISION, answers=ANSWERS, provenance={}, by=party, at=now
            ).pk.hex
            for _ in range(drafts)
        ]
        print(json.dumps({"session": session.session_key, "drafts": ids}), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
