"""No text that an applicant reads asks for money beyond the release."""

from __future__ import annotations

import pytest

from huizheng.inner.casework.api import Unlawful, request_correction
from huizheng.inner.casework.fees import check_asked, fee_words
from huizheng.inner.casework.plan import Fee
from huizheng.inner.casework.testing import on, received_case

PAPER = Fee("工本费", "10元/证", "道路交通安全法第一条")


@pytest.mark.parametrize(
    "text",
    ["请缴纳评审费200元后再提交。", "须交纳工本费。", "请先支付50元", "请到窗口交30元", "需缴保证金"],
)
def test_an_item_that_charges_nothing_asks_for_nothing(text: str) -> None:
    with pytest.raises(Unlawful, match="本事项不收费"):
        check_asked((), {"reasons": [text]})


@pytest.mark.parametrize(
    "text",
    [
        "请补充社保缴纳费用证明。",
        "请提供支付租金费用的凭证",
        "请上传缴纳水费的票据",
        "资本100万元与章程不符",
        "材料齐全。",
    ],
)
def test_proofs_and_sums_of_the_matter_itself_are_no_fees(text: str) -> None:
    check_asked((), {"note": text, "fields": [{"reason": text}]})


def test_what_the_release_charges_may_be_asked_and_nothing_beyond() -> None:
    check_asked((PAPER,), {"text": "领取时请缴纳工本费10元。"})
    for beyond in ("领取时请缴纳工本费20元。", "请缴纳评审费。", "请支付10元和20元"):
        with pytest.raises(Unlawful, match="只能按公布的项目和标准收费"):
            check_asked((PAPER,), {"text": beyond})


def test_a_case_says_what_it_costs() -> None:
    assert fee_words((), licence=True) == "不收费（行政许可法第五十八条）"
    assert "10元/证" in fee_words((PAPER,), licence=True)


def test_a_correction_notice_that_asks_for_money_is_not_issued(shop: None, clerk) -> None:
    case = received_case()
    with pytest.raises(Unlawful):
        request_correction(
            case,
            by=clerk,
            at=on("2026-03-11"),
            fields=[{"key": "in.name", "label": "字号", "reason": "请先缴纳查名费100元。"}],
            materials=[],
        )
    assert not case.notices.exists()
