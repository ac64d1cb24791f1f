from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from huizheng.commons.files.errors import BlobDamaged
from huizheng.commons.files.storages import StorageUnreachable, probe


class Command(BaseCommand):
    help = "在文件库里写、读、删一个小文件，说明它能不能用。"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            probe()
        except (ImproperlyConfigured, BlobDamaged) as error:
            raise CommandError(str(error)) from None
        except StorageUnreachable as error:
            raise CommandError(f"文件库没有应答，或者不接受：{error}") from None
        except OSError as error:
            raise CommandError(f"不能写入文件库：{error.strerror}") from None
        self.stdout.write("文件库可以读写。")
