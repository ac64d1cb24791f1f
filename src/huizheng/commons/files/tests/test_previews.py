"""Pages as pictures: what is shown, and what a hostile file may take: seconds of a child, nothing of ours."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.http import Http404
from django.test import RequestFactory
from PIL import Image

from huizheng.commons.files import testing
from huizheng.commons.files.api import preview_page, preview_picture
from huizheng.commons.files.models import StoredFile
from huizheng.commons.files.previews import NoPreview, PreviewBusy, draw_page, page_count, rendering
from huizheng.commons.files.states import FileState

pytestmark = pytest.mark.django_db
CHILD = Path(rendering.__file__).with_name("drawing.py")


def shown(stored: StoredFile, query: str = "") -> dict:
    request = RequestFactory().get(f"/view/{query}")
    return preview_page(request, stored, picture=lambda page, zoom: f"/picture/{page}/{zoom}/", download_url="/file/")


def picture_of(stored: StoredFile, *, page: int = 1, zoom: int = 1):
    return preview_picture(RequestFactory().get("/"), stored, page=page, zoom=zoom)


def stored_locked_pdf() -> StoredFile:
    """A PDF that says it is encrypted with a user password nobody has."""
    encryption = b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (b"41" * 32, b"42" * 32)
    content = testing.drawn_pdf().replace(b"trailer<<", b"trailer<</Encrypt %s/ID[<00><00>]" % encryption)
    return testing.stored_file(content, name="locked.pdf")


class TestAPage:
    def test_is_drawn_at_three_sizes(self) -> None:
        stored = testing.stored_file(testing.drawn_pdf(3))
        widths = []
        for zoom in (1, 2, 3):
            with Image.open(io.BytesIO(draw_page(stored, page=2, zoom=zoom).picture)) as picture:
                widths.append(picture.width)
                assert picture.format == "WEBP"
                assert picture.getpixel((10, picture.height - 10)) < (40, 40, 40), "the black corner"
        assert widths == [900, 1350, 2000]

    def test_leads_to_its_neighbours_and_to_other_sizes(self) -> None:
        stored = testing.stored_file(testing.drawn_pdf(3))
        page = shown(stored, "?page=2&zoom=2")
        assert (page["previous"], page["next"]) == ("?page=1&zoom=2", "?page=3&zoom=2")
        assert (page["smaller"], page["larger"]) == ("?page=2&zoom=1", "?page=2&zoom=3")
        assert page["picture_url"] == "/picture/2/2/"
        last = shown(stored, "?page=99&zoom=9")
        assert (last["page"], last["zoom"], last["next"], last["larger"]) == (3, 3, "", "")
        first = shown(stored, "?page=nonsense&zoom=-1")
        assert (first["page"], first["zoom"], first["previous"], first["smaller"]) == (1, 1, "", "")

    def test_never_runs_in_the_browser(self) -> None:
        answer = picture_of(testing.stored_file(testing.drawn_pdf()))
        assert answer["Content-Type"] == "image/webp"
        assert answer["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Content-Type-Options"] == "nosniff"

    @pytest.mark.parametrize(("page", "zoom"), [(0, 1), (4, 1), (501, 1), (1, 0), (1, 4)])
    def test_that_is_not_there_is_not_found(self, page: int, zoom: int) -> None:
        with pytest.raises(Http404):
            picture_of(testing.stored_file(testing.drawn_pdf(3)), page=page, zoom=zoom)


class TestOtherFiles:
    def test_a_photo_is_shown_as_it_is(self) -> None:
        stored = testing.stored_file(testing.jpeg((40, 30)), name="照片.jpg")
        assert shown(stored)["pages"] == 1
        answer = picture_of(stored)
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["Content-Disposition"] == "inline"
        assert b"".join(answer.streaming_content) == testing.jpeg((40, 30))

    def test_a_scan_that_browsers_do_not_know_is_turned_into_one_they_do(self) -> None:
        target = io.BytesIO()
        Image.new("RGB", (3000, 200), (200, 30, 30)).save(target, "TIFF")
        answer = picture_of(testing.stored_file(target.getvalue(), name="扫描.tif"))
        with Image.open(io.BytesIO(answer.content)) as picture:
            assert (picture.format, picture.size) == ("WEBP", (900, 60))

    @pytest.mark.parametrize(
        ("content", "name"),
        [(testing.ofd(), "公文.ofd"), (testing.office_document(), "方案.docx"), (b"abc", "说明.txt")],
    )
    def test_what_has_no_preview_says_so_and_is_offered_for_download(self, content: bytes, name: str) -> None:
        stored = testing.stored_file(content, name=name)
        page = shown(stored)
        assert name.rpartition(".")[2].upper() in page["why"]
        assert page["download_url"] == "/file/"
        with pytest.raises(Http404):
            picture_of(stored)

    def test_what_waits_for_the_scanner_is_not_opened(self) -> None:
        stored = testing.stored_file(testing.drawn_pdf())
        stored.state = FileState.QUARANTINED
        assert "病毒检查" in shown(stored)["why"]
        with pytest.raises(Http404):
            picture_of(stored)

    def test_a_password_is_named(self) -> None:
        assert "密码" in shown(stored_locked_pdf())["why"]


class TestHostileFiles:
    def test_one_that_never_ends_is_ended(self) -> None:
        stored = testing.stored_file(testing.endless_pdf(), name="a.pdf")
        assert stored.size < 1_000_000, "small enough to be handed in"
        begun = time.monotonic()
        with pytest.raises(NoPreview):
            draw_page(stored, page=1, zoom=1, seconds=1)
        assert time.monotonic() - begun < 30
        assert page_count(testing.stored_file(testing.drawn_pdf(), name="b.pdf")) == 1, "the next is drawn as ever"

    def test_a_page_as_large_as_a_country_is_drawn_small(self) -> None:
        stored = testing.stored_file(testing.drawn_pdf(box=b"[0 0 14400 2]"))
        with Image.open(io.BytesIO(draw_page(stored, page=1, zoom=3).picture)) as picture:
            assert picture.width * picture.height <= rendering.MAX_DRAWN
        tall = testing.stored_file(testing.drawn_pdf(box=b"[0 0 2 14400]"), name="tall.pdf")
        with pytest.raises((NoPreview, LookupError)):  # no picture of the format is that tall
            draw_page(tall, page=1, zoom=3)

    @pytest.mark.parametrize("content", [b"%PDF-1.7\nnothing", testing.drawn_pdf()[:200], testing.pdf()])
    def test_rubbish_and_torsos_are_called_damaged(self, content: bytes) -> None:
        stored = testing.stored_file(testing.pdf("own"), name="a.pdf")
        asked = {"kind": "page", "page": 1, "width": 900, "pixels": 10**6, "largest": 10**6, "seconds": 5}
        done = subprocess.run(
            [sys.executable, "-I", str(CHILD)],
            input=json.dumps(asked).encode() + b"\n" + content,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0
        assert done.stderr == b""
        told = json.loads(done.stdout.partition(b"\n")[0])
        assert told in ({"refused": "damaged"}, {"pages": 0})
        assert shown(stored)["why"]

    def test_the_child_can_read_and_write_nothing_of_ours(self, tmp_path: Path) -> None:
        secret = tmp_path / "secret"
        secret.write_text("key")
        tries = f"""
import runpy
fence = runpy.run_path({str(CHILD)!r})["fence"]
fence(5)
for what in (lambda: open({str(secret)!r}), lambda: open({str(tmp_path / "new")!r}, "w").write("x" * 9)):
    try:
        what()
        print("could")
    except OSError:
        print("could not")
"""
        done = subprocess.run([sys.executable, "-I", "-c", tries], capture_output=True, text=True, check=True)
        kernel_can = subprocess.run(
            [sys.executable, "-c", "import ctypes; print(ctypes.CDLL(None).syscall(444, None, 0, 1))"],
            capture_output=True,
            text=True,
            check=True,
        )
        reading, writing = done.stdout.split("\n")[:2]
        assert writing == "could not"
        assert reading == ("could not" if int(kernel_can.stdout) > 0 else "could")

    def test_many_at_once_wait_their_turn_and_are_told_when_it_is_too_long(self, monkeypatch) -> None:
        monkeypatch.setattr(rendering, "PATIENCE", 0.05)
        stored = testing.stored_file(testing.drawn_pdf(2, content=b"0 0 7 7 re f"), name="busy.pdf")
        turns = [rendering._turns.acquire() for _ in range(rendering.AT_ONCE)]
        try:
            with pytest.raises(PreviewBusy):
                draw_page(stored, page=1, zoom=1)
            assert picture_of(stored).status_code == 503
            assert "过一会儿" in shown(stored)["why"]
        finally:
            for _ in turns:
                rendering._turns.release()
        assert shown(stored)["pages"] == 2
