"""``shuttle FIRST LAST``: does the acts with these numbers, each once, whatever happens to the database meanwhile."""

from __future__ import annotations

import io
import os
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from huizheng.gate.api import put_blob, send
from tests.fault.shuttle.messages import Sent
from tests.fault.shuttle.models import Act

MATTERS = 40


class Command(BaseCommand):
    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("first", type=int)
        parser.add_argument("last", type=int)
        parser.add_argument("--pause", type=float, default=0.0)
        parser.add_argument("--file-every", type=int, default=0)

    def handle(self, *args: Any, first: int, last: int, pause: float, file_every: int, **options: Any) -> None:
        for number in range(first, last + 1):
            while True:
                try:
                    self._act(number, with_file=bool(file_every) and number % file_every == 0)
                except (OperationalError, InterfaceError):
                    connection.close()
                    time.sleep(0.1)
                else:
                    break
            time.sleep(pause)

    def _act(self, number: int, *, with_file: bool) -> None:
        with transaction.atomic():
            # The commit before may have succeeded although its answer was lost.
            if Act.objects.filter(number=number).exists():
                return
            Act.objects.create(number=number)
            files = (put_blob(io.BytesIO(os.urandom(200_000))),) if with_file else ()
            send(Sent(number=number, matter=f"M{number % MATTERS}", files=files), at=timezone.now())
