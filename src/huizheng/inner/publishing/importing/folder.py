"""The folder on the disk: what in it is a page, what belongs to one, and what leads out of it."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from huizheng.inner.publishing.importing.problems import Unfit

PAGES: Final = (".md", ".markdown", ".html", ".htm", ".docx")
SIDES: Final = (".yaml", ".yml")
DEFAULTS: Final = "import.yaml"
# Folders whose files belong to pages and are none themselves.
ASSET_FOLDERS: Final = frozenset({"files", "attachments", "images", "pictures", "assets", "附件", "图片", "素材"})
_DEEPEST: Final = 20
_SCHEME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that wants to be a page; ``refusal`` says why it is not even read."""

    name: str  # from the folder, with slashes
    path: Path
    refusal: str = ""


class Folder:
    """A folder that is imported; nothing outside it is ever read."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve(strict=True)

    def entries(self) -> Iterator[Entry]:
        """Return the pages in order of their names, one at a time."""
        yield from self._below(self.root, depth=0)

    def beside(self, entry: Entry) -> Path | None:
        """Return the side file with a page's facts (``NAME.yaml``), if there is one."""
        for ending in SIDES:
            side = entry.path.with_suffix(ending)
            if side.name != DEFAULTS and side.is_file():
                return self._inside(side, side.name)
        return None

    def asset(self, entry: Entry, reference: str) -> Path:
        """Return the file that a page refers to; raises ``Unfit`` when it is missing or leads out of the folder."""
        given = unquote(reference.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]).replace("\\", "/").strip()
        if not given or "\0" in given or given.startswith("/") or _SCHEME.match(given):
            raise Unfit(f"“{reference}”不是文件夹里的文件。请写相对路径，如 files/办法.pdf。")
        below = os.path.normpath(os.path.join(Path(entry.name).parent, given))  # noqa: PTH118 - before anything is followed
        if below.startswith(".."):
            raise Unfit(f"“{reference}”指向文件夹以外，不能引用。请把文件放进文件夹里。")
        return self._inside(self.root / below, reference)

    def _inside(self, path: Path, shown: str) -> Path:
        try:
            real = path.resolve(strict=True)
        except (OSError, RuntimeError) as error:
            raise Unfit(f"没有找到文件“{shown}”。请核对文件名和大小写。") from error
        if not real.is_relative_to(self.root):
            raise Unfit(f"“{shown}”是指向文件夹以外的链接，不能引用。请把文件本身放进文件夹里。")
        if not stat.S_ISREG(real.stat().st_mode):
            raise Unfit(f"“{shown}”不是普通文件。")
        return real

    def _below(self, folder: Path, *, depth: int) -> Iterator[Entry]:
        with os.scandir(folder) as found:
            children = sorted(found, key=lambda each: each.name)
        for child in children:
            path = Path(child.path)
            name = path.relative_to(self.root).as_posix()
            if child.name.startswith((".", "_", "~$")):
                continue
            if child.is_dir(follow_symlinks=False):
                if child.name.lower() in ASSET_FOLDERS:
                    continue
                if depth >= _DEEPEST:
                    yield Entry(name, path, f"文件夹超过{_DEEPEST}层，里面的文件没有导入。请减少层数。")
                    continue
                yield from self._below(path, depth=depth + 1)
            elif child.is_symlink() and child.is_dir():
                yield Entry(name, path, "是指向另一个文件夹的链接，不会进入。请把文件本身放进文件夹里。")
            elif path.suffix.lower() in PAGES and path.stem.upper() != "README":
                yield Entry(name, path, self._refusal(path))

    def _refusal(self, path: Path) -> str:
        try:
            self._inside(path, path.name)
        except Unfit as unfit:
            return str(unfit)
        return ""
