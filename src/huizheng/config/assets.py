"""Lays third-party files that are never committed where the product looks for them: Chinese fonts for paper.

htmx needs no laying: the static files of ``django_htmx`` bring it. Web pages use the reader's own fonts, because ten
megabytes of Chinese letters are wrong for a slow telephone. Paper needs fonts on the server: a pinned package brings
Noto Sans SC and Noto Serif SC (OFL), and what the machine has besides (Noto CJK with its bold faces, Fandol with
仿宋 and 楷体) is linked as well.
"""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

FONT_PACKAGE = "pylopdf_fonts_zh_cn"
# Where Debian and others put the faces that serve Chinese paper, by the file names we know how to use.
SYSTEM_FOLDERS = (
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/google-noto-cjk",
    "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol",
    "/usr/share/texmf-dist/fonts/opentype/public/fandol",
)
WANTED = ("NotoSansCJK-*.ttc", "NotoSerifCJK-*.ttc", "NotoSansCJKsc-*.otf", "NotoSerifCJKsc-*.otf", "Fandol*.otf")


class FontsMissing(Exception):
    """No Chinese font was found; the message says what to install."""


def fonts_folder(var: Path) -> Path:
    """Return the folder that holds every font paper is set in."""
    return var / "vendor" / "fonts"


def lay_vendor_files(var: Path, progress: Callable[[str], None]) -> list[Path]:
    """This function will link the Chinese fonts of this machine into ``vendor/fonts`` and return them.

    Takes milliseconds and may be called at every start. Raises ``FontsMissing`` when neither the package nor the
    machine has one: a certificate without letters must not be printed.
    """
    folder = fonts_folder(var)
    folder.mkdir(parents=True, exist_ok=True)
    found = {source.name: source for source in _sources()}
    if not found:
        raise FontsMissing(
            "没有找到中文字体，无法生成通知书和证照。请运行 pip install pylopdf-fonts-zh-cn，"
            "或者（Debian、Ubuntu）运行 apt-get install fonts-noto-cjk，然后重新启动。",
        )
    for present in folder.iterdir():
        if present.name not in found or not present.exists():
            present.unlink()
    for name, source in found.items():
        _link(source, folder / name)
    progress(f"中文字体 {len(found)} 个" + ("，含仿宋" if any(name.startswith("FandolFang") for name in found) else ""))
    return [folder / name for name in sorted(found)]


def _sources() -> Iterator[Path]:
    package = importlib.util.find_spec(FONT_PACKAGE)
    for place in (package.submodule_search_locations or ()) if package else ():
        yield from sorted(Path(place).glob("*.otf"))
    for place in SYSTEM_FOLDERS:
        for pattern in WANTED:
            yield from sorted(Path(place).glob(pattern))


def _link(source: Path, place: Path) -> None:
    """Link a font, or copy it where the file system knows no links."""
    if place.is_symlink() and place.readlink() == source:
        return
    place.unlink(missing_ok=True)
    try:
        place.symlink_to(source)
    except OSError:
        shutil.copyfile(source, place)
