"""Cutting the texts of a release for the index, in a process of its own that ends when nothing has come for a while.

Words and pinyin need ninety megabytes of dictionaries: for some seconds when an instance is filled, and then a few
times a month. The gate that takes releases over must not keep them for ever.
"""

from __future__ import annotations

import atexit
import json
import select
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from huizheng.outer.guides.segmentation import initials, pinyin, words

IDLE = 20.0
SOURCES = Path(__file__).parents[3]


class CutterGone(RuntimeError):
    """The cutting process ended twice without an answer."""


@dataclass(frozen=True)
class Cut:
    """A release's texts as the index takes them: the words of each group of texts, and how the name sounds."""

    words: list[str]
    pinyin: str
    initials: str


def cut(name: str, groups: list[list[str]]) -> Cut:
    """Return the searchable words of each group of texts, and the pinyin of ``name``."""
    return Cut(**_cutter.ask({"name": name, "groups": groups}))


class Cutter:
    """The process, started when it is needed; it ends by itself when it was idle or we are gone."""

    def __init__(self, *, idle: float = IDLE) -> None:
        self._idle = idle
        self._lock = threading.Lock()
        self.process: subprocess.Popen[str] | None = None

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return the answer; a process that has just ended is started once more. Raises ``CutterGone``."""
        with self._lock:
            for _ in range(2):
                answer = self._answer(self._running(), json.dumps(request, ensure_ascii=False))
                if answer:
                    return dict(json.loads(answer))
                self._end()
        raise CutterGone

    def close(self) -> None:
        with self._lock:
            self._end()

    def _running(self) -> subprocess.Popen[str]:
        if self.process is None or self.process.poll() is not None:
            self._end()
            self.process = subprocess.Popen(
                [sys.executable, "-m", "huizheng.outer.guides.cutting", str(self._idle)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding="utf-8",
                cwd=SOURCES,
                start_new_session=True,
            )
            # Somebody must take note of its end, or it stays in the list of processes.
            threading.Thread(target=self.process.wait, name="cutter", daemon=True).start()
        return self.process

    @staticmethod
    def _answer(process: subprocess.Popen[str], line: str) -> str:
        assert process.stdin is not None, "it was started with pipes"
        assert process.stdout is not None, "it was started with pipes"
        try:
            process.stdin.write(line + "\n")
            process.stdin.flush()
            return process.stdout.readline()
        except OSError:
            return ""

    def _end(self) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            _close(pipe)
        process.wait(10)


def _close(pipe: IO[str] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except OSError:  # what was not written any more
        pass


_cutter = Cutter()
atexit.register(_cutter.close)


def serve(idle: float) -> None:
    """Answer line by line until nothing has come for ``idle`` seconds, or whoever asked is gone."""
    while select.select([sys.stdin], [], [], idle)[0]:
        line = sys.stdin.readline()
        if not line:
            return
        request = json.loads(line)
        name, groups = request["name"], request["groups"]
        found = [" ".join(word for text in texts for word in words(text)) for texts in groups]
        answer = {"words": found, "pinyin": pinyin(name), "initials": initials(name)}
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    serve(float(sys.argv[1]))
