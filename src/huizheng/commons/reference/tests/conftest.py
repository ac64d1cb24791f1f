from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import transaction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="module")
def whole_reference(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The whole province, loaded once a module and taken back after it."""
    from huizheng.commons.reference.testing import given_reference

    with django_db_blocker.unblock(), transaction.atomic():
        given_reference()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def reference(whole_reference: None, db: None) -> None:
    """What a test of places names: the whole province, and a transaction of its own."""
