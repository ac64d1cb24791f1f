"""The gate alone, with a room that sends and answers: what is killed here is the same code that a product runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

NEEDED = (
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "procrastinate.contrib.django",
    "huizheng.commons.telemetry",
    "huizheng.commons.keys",
    "huizheng.commons.audit",
    "huizheng.commons.events",
    "huizheng.gate",
)


def apps(installed: Iterable[str]) -> list[str]:
    return [*(app for app in installed if app in NEEDED), "tests.fault.shuttle"]
