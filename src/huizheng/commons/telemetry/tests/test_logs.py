"""No line of a log tells about a person."""

from __future__ import annotations

import json

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from huizheng.commons.telemetry.logs import without_personal_data
from huizheng.commons.telemetry.web.middleware import RequestIdMiddleware


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("citizen 340100199001010011 asked", "citizen 3401…11 asked"),
        ("sent to 13900000001", "sent to 1390…01"),
        (
            'violates check "x"\nDETAIL:  Failing row contains (1, 江小徽, 示范街道8号).\n\nThe above exception',
            'violates check "x"\nDETAIL: …\n\nThe above exception',
        ),
        ("duplicate key\nDETAIL:  Key (name)=(江小徽) already exists.", "duplicate key\nDETAIL: …"),
        ("Not Found: /cases/3401022611240000013/", "Not Found"),
        ("Internal Server Error: /applications/verify/ABCD2345/", "Internal Server Error"),
    ],
)
def test_a_line_keeps_the_event_and_not_the_person(text: str, kept: str) -> None:
    assert without_personal_data(None, "", {"event": text})["event"] == kept


def test_what_is_named_like_personal_data_is_blanked() -> None:
    assert without_personal_data(None, "", {"mobile": 13900000001, "count": 3}) == {"mobile": "…", "count": 3}


@pytest.mark.parametrize(("asked", "told"), [("GET", "GET"), ("13900000001", "other")])
def test_a_request_is_one_line_that_tells_nothing_of_its_address(
    capsys: pytest.CaptureFixture[str], asked: str, told: str
) -> None:
    request = RequestFactory().generic(asked, "/cases/3401022611240000013/", HTTP_X_REQUEST_ID="0123456789")
    RequestIdMiddleware(lambda _: HttpResponse(status=204))(request)
    (line,) = capsys.readouterr().err.splitlines()
    found = json.loads(line)
    assert found.pop("timestamp").endswith("Z")
    assert found.pop("ms") < 10_000
    assert found == {
        "room": "web", "view": "unmatched", "method": told, "status": 204, "event": "request", "level": "info",
        "request_id": "0123456789", "zone": found["zone"],
    }  # fmt: skip
