"""What the tests of the running product share; a file of them stays with the product of its worker."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.product.instance import product  # noqa: F401 - a fixture

HERE = Path(__file__).parent
# Files are handed out in this order, the longest first; at the beginning one worker makes the product that the others
# will copy, while they do what needs none.
ORDER = (
    "journeys/test_five_services.py",
    "journeys/test_a_form_in_the_browser.py",
    "product/test_plain_words.py",
    "journeys/test_the_office.py",
    "journeys/test_the_portal_cluster.py",
    "journeys/test_everyone_can_read_it.py",
    "journeys/test_a_hearing.py",
    "product/test_start_and_stop.py",
    "journeys/test_a_new_organ.py",
)


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder where products live; workers of xdist share their parent's."""
    if hasattr(config, "workerinput"):
        return
    folder = Path(tempfile.mkdtemp(prefix="huizheng-products-"))
    folder.chmod(0o755)  # the account of the database walks through
    os.environ["HUIZHENG_TEST_PRODUCTS"] = str(folder)
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the order within a file; files that ``ORDER`` does not name come after those that it names."""
    places = {HERE / name: place for place, name in enumerate(ORDER)}
    items.sort(key=lambda item: places.get(item.path, len(places)))
