from __future__ import annotations

import pytest


@pytest.fixture
def places(db: None) -> None:
    from huizheng.commons.reference.testing import given_places

    given_places()
