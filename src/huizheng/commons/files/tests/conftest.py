from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from django.conf import settings as django_settings

from huizheng.commons.keys.testing import make_both_zones_keys

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: SettingsWrapper) -> Path:
    """A storage of the test's own."""
    make_both_zones_keys()
    settings.ENVIRONMENT = dataclasses.replace(
        django_settings.ENVIRONMENT,
        storage_url=str(tmp_path),
        clamd_url=None,
    )
    return tmp_path / django_settings.ZONE
