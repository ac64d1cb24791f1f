from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings

CARRIERS = dict.fromkeys(("mobile", "email"), "huizheng.outer.accounts.gateways.messages.Folder")


class Post:
    """What the carriers laid into the state folder since this test began, oldest first."""

    def __init__(self) -> None:
        self.known = set(self._paths())

    def _paths(self) -> list[Path]:
        folder = Path(django_settings.VAR)
        return [*folder.glob("sms/*.json"), *folder.glob("mail/*.json")]

    def messages(self) -> list[dict[str, str]]:
        found = sorted((path for path in self._paths() if path not in self.known), key=lambda path: path.name)
        return [json.loads(path.read_text()) for path in found]

    def last_code(self) -> str:
        found = re.search(r"(?<!\d)\d{6}(?!\d)", self.messages()[-1]["text"])
        return found[0] if found else ""


@pytest.fixture
def post(settings: object) -> Post:
    from huizheng.commons.keys.testing import make_both_zones_keys

    make_both_zones_keys()
    settings.MESSAGE_CARRIERS = CARRIERS  # type: ignore[attr-defined]
    return Post()
