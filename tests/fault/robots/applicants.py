"""Files applications through the room's door, as a resident who presses the button again when there was no answer.

Run inside the outer zone's environment: ``applicants.py COUNT``. Prints one JSON line: the case numbers.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any, TypeVar

import django

django.setup()

from django.db import DatabaseError, connection  # noqa: E402 - after set-up
from django.utils import timezone  # noqa: E402

from huizheng.outer.accounts.api import Party, PartyKind, applicant_facts  # noqa: E402
from huizheng.outer.accounts.models import Account  # noqa: E402
from huizheng.outer.applications.actions.drafting import start_application  # noqa: E402
from huizheng.outer.applications.actions.submitting import submit  # noqa: E402
from huizheng.outer.applications.content import Content  # noqa: E402
from huizheng.outer.applications.services import offered_service  # noqa: E402

T = TypeVar("T")
PATIENCE = 60
ANSWERS: dict[str, Any] = {
    "person.name": "江小徽", "person.cert_type": "居民身份证", "person.cert_no": "340100199001010011",
    "person.mobile": "13900000001", "in.name": "清风茶铺", "in.place": "租赁房屋",
    "in.address": {"division": "340102", "detail": "示范街道8号"}, "in.scope": ["日用百货销售"], "in.form": "个人经营",
    "in.people": "2", "delivery.way": "电子送达", "decl.true": "true",
}  # fmt: skip


def persistently(act: Callable[[], T]) -> T:
    """Try again while the database is away, for a minute at most."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return act()
        except (DatabaseError, OSError):
            if time.monotonic() > deadline:
                raise
            connection.close()
            time.sleep(0.2)


def file_one(number: int) -> str:
    account = Account.objects.get(user_name="resident")
    party = Party(PartyKind.PERSON, account)
    service = offered_service("individual-registration")
    assert service is not None
    answers = ANSWERS | {"in.name": f"清风茶铺{number}号"}
    application = persistently(
        lambda: start_application(
            service=service, division_code="340102", answers=answers, provenance={}, by=party, at=timezone.now()
        )
    )
    content = Content(application, service, answers, applicant=applicant_facts(party), at=timezone.now())
    submitted = persistently(
        lambda: submit(application, service=service, content=content, channel="2", by=party, at=timezone.now())
    )
    assert submitted.case_number
    return submitted.case_number


def main(count: int) -> None:
    numbers = [persistently(lambda number=number: file_one(number)) for number in range(count)]
    sys.stdout.write(json.dumps(numbers) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
