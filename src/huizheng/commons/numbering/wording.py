from __future__ import annotations


def notice_number(organ_word: str, year: int, number: int) -> str:
    """Return a document number such as 合瑶市监受〔2026〕12号.

    Six-corner brackets, the year in full, no leading zeros and no 第 (GB/T 9704-2012, 7.2.5).
    """
    if not organ_word or number < 1:
        raise ValueError("a document number has an organ's word and begins at 1")
    return f"{organ_word}〔{year}〕{number}号"
