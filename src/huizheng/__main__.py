"""``python -m huizheng ZONE COMMAND``: Django's own commands, for one zone."""

from __future__ import annotations

import os
import sys

from huizheng.config.booting import booting


def main() -> None:
    zone, *rest = sys.argv[1:] or ["inner"]
    if zone not in {"outer", "inner"}:
        zone, rest = "inner", sys.argv[1:]
    os.environ["DJANGO_SETTINGS_MODULE"] = f"huizheng.config.settings.{zone}"
    with booting():
        import django  # noqa: PLC0415 - settings first
        from django.core.management import execute_from_command_line  # noqa: PLC0415

        django.setup()
    execute_from_command_line(["huizheng", *rest])


if __name__ == "__main__":
    main()
