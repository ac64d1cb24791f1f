from __future__ import annotations

import email
import email.policy
import json
import re
from pathlib import Path

import pytest
from django.conf import settings


class Post:
    """What was sent by SMS and e-mail since this test began, in the order of each."""

    def __init__(self) -> None:
        self.before = (len(self._texts()), len(self._mails()))

    @staticmethod
    def _texts() -> list[str]:
        path = Path(settings.VAR) / "sms" / "outer.jsonl"
        return [json.loads(line)["text"] for line in path.read_text().splitlines()] if path.is_file() else []

    @staticmethod
    def _mails() -> list[str]:
        files = sorted((Path(settings.VAR) / "mail" / "outer").glob("*.log"))
        parsed = [email.message_from_string(path.read_text(), policy=email.policy.default) for path in files]
        return [str(mail.get_content()) for mail in parsed]

    def messages(self) -> list[str]:
        return [*self._texts()[self.before[0] :], *self._mails()[self.before[1] :]]

    def last_code(self) -> str:
        found = re.search(r"(?<!\d)\d{6}(?!\d)", self.messages()[-1])
        return found[0] if found else ""


@pytest.fixture
def post() -> Post:
    from huizheng.commons.keys.testing import make_both_zones_keys

    make_both_zones_keys()
    return Post()
