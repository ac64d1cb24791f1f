"""Where an application's files are: waiting in the files room until they are handed in, named in the own copy after."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from huizheng.commons.files.api import StoredFile, files_of
from huizheng.outer.applications.models import Application
from huizheng.outer.applications.queries import own_copy

# Drafts are the application's own, so that any agent of an enterprise may go on with them.
FIELD = "field:"


def owner_of(application: Application) -> str:
    return f"applications:application:{application.pk.hex}"


def waiting(application: Application) -> dict[str, list[StoredFile]]:
    """Return the files that are not handed in yet, by material key (``field:<key>`` for a file asked in the form)."""
    found: defaultdict[str, list[StoredFile]] = defaultdict(list)
    for stored in files_of(owner_of(application)):
        found[stored.purpose].append(stored)
    return dict(found)


def handed_in(application: Application) -> dict[str, list[dict[str, Any]]]:
    """Return name and size of what was handed in, by material key; empty once the own copy is erased."""
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in own_copy(application).get("materials", []):
        found[each["key"]].append(each)
    return dict(found)
