from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from huizheng.inner.casework.policies import Staff


@pytest.fixture
def shop(db: None) -> None:
    """The item of the first story: registering a sole trader, on the spot."""
    from huizheng.commons.reference.testing import given_places
    from huizheng.inner.items.testing import given_release

    given_places()
    given_release("individual-registration")


@pytest.fixture
def clerk(db: None) -> Staff:
    """An official with every duty of casework."""
    from huizheng.inner.casework.testing import ORGAN, given_staff

    return given_staff(ORGAN)
