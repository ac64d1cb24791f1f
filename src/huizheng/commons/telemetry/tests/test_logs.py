"""No line of a log tells about a person."""

from __future__ import annotations

import pytest

from huizheng.commons.telemetry.logs import without_personal_data


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
