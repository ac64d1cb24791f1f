"""Released files: theirs who read, while a page shows them."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from huizheng.gate.contracts import Attachment
from huizheng.gate.testing import lay_blob
from huizheng.outer.sites import testing
from huizheng.outer.sites.api import file_address, picture_address

pytestmark = pytest.mark.django_db


def laid(data: bytes, media: str) -> Attachment:
    found = lay_blob(data)
    return Attachment(sm3=found.sm3, size=found.size, media=media)


def a_picture(width: int = 1600) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((width, 900), 20).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def named(attachment: Attachment, name: str) -> dict:
    return {"sm3": attachment.sm3, "name": name, "media": attachment.media, "size": attachment.size}


@pytest.fixture
def paper(client):
    testing.given_site()
    attachment = laid(b"%PDF-1.7 a plan of twenty pages" * 50, "application/pdf")
    (number,) = testing.release(testing.document(files=[named(attachment, "规划 文本.pdf")]), files=[attachment])
    return number, attachment


class TestAFile:
    def test_is_handed_out_under_its_name(self, client, paper):
        answer = client.get(file_address(paper[1].sm3, "规划 文本.pdf"))
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content).startswith(b"%PDF")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Type"] == "application/pdf"
        assert "%E8%A7%84" in answer["Content-Disposition"]
        assert "immutable" in answer["Cache-Control"]

    def test_is_read_in_parts(self, client, paper):
        address = file_address(paper[1].sm3, "a.pdf")
        part = client.get(address, headers={"Range": "bytes=5-7"})
        assert (part.status_code, b"".join(part.streaming_content)) == (206, b"1.7")
        assert part["Content-Range"] == f"bytes 5-7/{paper[1].size}"
        assert client.get(address, headers={"Range": f"bytes={paper[1].size}-"}).status_code == 416
        assert client.get(address, headers={"If-None-Match": part["ETag"]}).status_code == 304

    def test_is_gone_with_the_last_page_that_shows_it(self, client, paper):
        number, attachment = paper
        (other,) = testing.release(testing.document(files=[named(attachment, "a.pdf")]), files=[attachment])
        testing.withdraw(number)
        still = client.get(file_address(attachment.sm3, "a.pdf"))
        assert b"".join(still.streaming_content).startswith(b"%PDF")
        testing.withdraw(other)
        assert client.get(file_address(attachment.sm3, "a.pdf")).status_code == 404

    def test_that_could_run_in_a_browser_is_saved_and_never_shown(self, client):
        testing.given_site()
        page = laid(b"<script>alert(1)</script>", "text/html")
        testing.release(testing.document(files=[named(page, "a.html")]), files=[page])
        answer = client.get(file_address(page.sm3, "a.html"))
        assert b"".join(answer.streaming_content).startswith(b"<script>")
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"].startswith("attachment")

    @pytest.mark.parametrize("address", ["/released/../secret", "/released/" + "0" * 64 + "/a.pdf", "/released/abc/a"])
    def test_that_nobody_released_is_not_there(self, client, address):
        testing.given_site()
        assert client.get(address).status_code == 404


class TestAPicture:
    def test_comes_in_a_few_widths_as_webp(self, client):
        testing.given_site()
        picture = laid(a_picture(), "image/jpeg")
        image = {"sm3": picture.sm3, "media": "image/jpeg", "alt": "湖"}
        testing.release(testing.document(image=image), files=[picture])
        for _ in range(2):
            answer = client.get(picture_address(picture.sm3, 640, "湖.jpg"))
            assert Image.open(io.BytesIO(answer.content)).size == (640, 360)
        assert answer["Content-Type"] == "image/webp"
        assert client.get(f"/released/{picture.sm3}/w641/a.webp").status_code == 404

    def test_that_is_none_has_no_sizes(self, client):
        testing.given_site()
        picture = laid(b"not a picture at all", "image/png")
        testing.release(testing.document(image={"sm3": picture.sm3, "media": "image/png", "alt": ""}), files=[picture])
        assert client.get(picture_address(picture.sm3, 320)).status_code == 404
