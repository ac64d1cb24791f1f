from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connections, transaction
from hypothesis import given
from hypothesis import strategies as st

from huizheng.commons.numbering.api import next_number, notice_number

AT = dt.datetime(2026, 3, 9, 9, 30, tzinfo=dt.UTC)


def draw(scope: str = "340123-market:2026", series: str = "notice:accept") -> int:
    return next_number(series=series, scope=scope, at=AT)


@pytest.mark.django_db
class TestNextNumber:
    def test_counts_from_one(self) -> None:
        assert [draw() for _ in range(4)] == [1, 2, 3, 4]

    def test_begins_anew_in_another_year_organ_or_series(self) -> None:
        assert [
            draw(),
            draw("340123-market:2027"),
            draw("340124-market:2026"),
            draw(series="notice:refuse"),
            draw(),
        ] == [
            1,
            1,
            1,
            1,
            2,
        ]

    def test_a_rolled_back_act_gives_its_number_back(self) -> None:
        draw()
        with transaction.atomic():
            assert draw() == 2
            transaction.set_rollback(True)
        assert draw() == 2

    @pytest.mark.parametrize("wrong", [{"series": ""}, {"scope": ""}, {"at": AT.replace(tzinfo=None)}])
    def test_refuses_what_names_no_count(self, wrong) -> None:
        with pytest.raises(ValueError, match="number"):
            next_number(**{"series": "notice", "scope": "2026", "at": AT, **wrong})


@pytest.mark.django_db(transaction=True)
class TestTogether:
    def test_a_number_without_a_transaction_is_refused(self) -> None:
        with pytest.raises(transaction.TransactionManagementError):
            draw()

    def test_twenty_people_at_once_get_twenty_numbers_without_a_gap(self) -> None:
        """A third of them roll back; what they drew goes to others."""
        kept: list[int] = []
        failures: list[BaseException] = []

        def act(number: int) -> None:
            try:
                for turn in range(5):
                    with transaction.atomic():
                        drawn = draw()
                        if (number + turn) % 3 == 0:
                            transaction.set_rollback(True)
                        else:
                            kept.append(drawn)
            except BaseException as error:  # noqa: BLE001 - shown by the test
                failures.append(error)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=act, args=(number,), daemon=True) for number in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert failures == []
        assert sorted(kept) == list(range(1, len(kept) + 1))
        assert len(kept) == 67

    def test_another_scope_does_not_wait(self) -> None:
        drawn: list[int] = []

        def elsewhere() -> None:
            try:
                with transaction.atomic():
                    drawn.append(draw("340124-market:2026"))
            finally:
                connections.close_all()

        with transaction.atomic():
            draw()
            thread = threading.Thread(target=elsewhere, daemon=True)
            thread.start()
            thread.join(20)
            assert drawn == [1]


class TestNoticeNumber:
    def test_is_written_as_the_standard_says(self) -> None:
        assert notice_number("合瑶市监受", 2026, 12) == "合瑶市监受〔2026〕12号"

    @given(st.integers(1, 10**7))
    def test_has_no_leading_zero(self, number) -> None:
        assert notice_number("皖市监许", 2026, number) == f"皖市监许〔2026〕{number}号"
        assert "〕0" not in notice_number("皖市监许", 2026, number)

    @pytest.mark.parametrize(("word", "number"), [("", 1), ("皖市监许", 0)])
    def test_refuses_to_be_written_without_word_or_number(self, word, number) -> None:
        with pytest.raises(ValueError, match="document number"):
            notice_number(word, 2026, number)
