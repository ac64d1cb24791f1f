"""The real type of some bytes, by libmagic.

The library and its table come from the wheel ``pylibmagic``. They are loaded by their path: importing the wheel would
patch ``ctypes`` and the library path of the whole process, and ``python-magic`` would then take a system library of
another version with this table.
"""

from __future__ import annotations

import ctypes
import importlib.util
import threading
from functools import cache
from pathlib import Path

_MIME_TYPE = 0x10
_ERROR = 0x200
_NO_COMPRESS = 0x1000
HEAD = 256 * 1024


class _Magic:
    def __init__(self) -> None:
        spec = importlib.util.find_spec("pylibmagic")
        if spec is None or not spec.submodule_search_locations:
            raise ImportError("pylibmagic is not installed")
        folder = Path(spec.submodule_search_locations[0])
        self._library = library = ctypes.CDLL(str(folder / "libmagic.so.1"))
        library.magic_open.restype = ctypes.c_void_p
        library.magic_load.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
        library.magic_buffer.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]
        library.magic_buffer.restype = ctypes.c_char_p
        self._cookie = library.magic_open(_MIME_TYPE | _ERROR | _NO_COMPRESS)
        if not self._cookie or library.magic_load(self._cookie, str(folder / "magic.mgc").encode()) != 0:
            raise ImportError("the table of file types does not load")
        self._lock = threading.Lock()  # a cookie serves one thread at a time

    def media(self, head: bytes) -> str:
        with self._lock:
            found: bytes | None = self._library.magic_buffer(self._cookie, head, len(head))
        return found.decode() if found else "application/octet-stream"


@cache
def _magic() -> _Magic:
    return _Magic()


def sniff(head: bytes) -> str:
    """Return the media type libmagic sees in the first bytes of a file."""
    return _magic().media(head[:HEAD])
