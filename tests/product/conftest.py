from __future__ import annotations

from tests.product.instance import product  # noqa: F401 - a fixture
