from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from huizheng.commons.keys.testing import make_both_zones_keys


@pytest.fixture(autouse=True)
def state(tmp_path: Path, settings) -> Path:
    """A state folder for mails and SMS of the test's own."""
    make_both_zones_keys()
    (tmp_path / "secrets").symlink_to(settings.VAR / "secrets")
    settings.VAR = tmp_path
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, mail_url=None)
    return tmp_path
