"""Personal numbers that nobody needs to read on a government site: 个人信息保护法 arts 6, 10, 25, 28.

A number that is already masked (3401**********0011, 138****5678) is not found; a number in a field that exists to be
called is a contact and stays. No finding repeats the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from huizheng.inner.publishing.checks.finding import Finding, Severity
from huizheng.inner.publishing.checks.subject import Passage, Subject, plain
from huizheng.lib.identifiers import is_bank_card, is_citizen_number

LAW: Final = "个人信息保护法第六条、第二十五条"
_CITIZEN = re.compile(r"(?<![0-9A-Za-z*])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z*])")
_MOBILE = re.compile(r"(?<![0-9*])1[3-9][0-9](?:[ -]?[0-9]{4}){2}(?![0-9*])")
_CARD = re.compile(
    r"(?<![0-9*])(?:62|4[0-9]|5[1-5]|9[0-9])(?:[0-9]{14}|[0-9]{17}|[0-9]{2}(?: [0-9]{4}){3}(?: [0-9]{3})?)(?![0-9*])"
)
_PASSPORT = re.compile(r"护照\S{0,6}?[A-Z]{1,2}[0-9]{7,8}")
_PUBLIC_ACCOUNT = re.compile(r"对公|捐赠|专户|基本户|缴款|缴费|收款单位|开户行|保证金|账户名称|户名")
_CONTACT = re.compile(r"电话|手机|联系|热线|咨询|值班|报名")
_CONTEXT = 40
_A_LIST = 5


def personal_numbers(subject: Subject) -> Iterator[Finding]:
    """Find numbers of people in every text and file name."""
    mobiles = 0
    for passage in (
        *subject.passages,
        *(Passage(f"{where}的文件名", name, "file", plain(name)) for where, name in subject.files),
    ):
        if not any(character.isdigit() for character in passage.plain):
            continue
        yield from _citizens(passage)
        yield from _cards(passage)
        if _PASSPORT.search(passage.plain):
            yield _found("personal.passport", Severity.WARN, passage, "护照号码", "请删除，或者只保留前两位和后两位")
        found = list(_MOBILE.finditer(passage.plain))
        mobiles += len(found)
        if found and passage.role != "fact":
            before = passage.plain[max(0, found[0].start() - _CONTEXT) : found[0].start()]
            yield _found(
                "personal.mobile",
                Severity.NOTICE if _CONTACT.search(before) else Severity.WARN,
                passage,
                f"{len(found)}个手机号码",
                "如不是对外公布的联系电话，请遮盖中间四位（如138****5678）；能用办公电话的请用办公电话",
            )
    if mobiles >= _A_LIST:
        yield Finding(
            "personal.list",
            Severity.BLOCK,
            "全文",
            f"全文有{mobiles}个完整的手机号码，像一份人员名单。请遮盖中间四位（如138****5678）后再送审。",
            LAW,
        )


def _citizens(passage: Passage) -> Iterator[Finding]:
    numbers = _CITIZEN.findall(passage.plain)
    true = sum(is_citizen_number(each) for each in numbers)
    if true:
        yield _found(
            "personal.citizen",
            Severity.BLOCK,
            passage,
            f"{true}个完整的身份证号码",
            "请遮盖出生日期和顺序码（如3401**********0011）或者删除",
        )
    elif any(_looks_like_birth(each) for each in numbers):
        yield _found(
            "personal.citizen",
            Severity.WARN,
            passage,
            "像身份证号码的18位数字（校验位不符）",
            "如果是身份证号码，请遮盖；如果是其他编号，请核对",
        )


def _cards(passage: Passage) -> Iterator[Finding]:
    for found in _CARD.finditer(passage.plain):
        if is_citizen_number(found[0]) or not is_bank_card(found[0]):
            continue
        before = passage.plain[max(0, found.start() - _CONTEXT) : found.start()]
        public = bool(_PUBLIC_ACCOUNT.search(before))
        yield _found(
            "personal.card",
            Severity.WARN if public else Severity.BLOCK,
            passage,
            "完整的银行卡号",
            "请确认是单位对外公布的收款账户" if public else "请遮盖，只保留后四位",
        )
        return


def _looks_like_birth(number: str) -> bool:
    return number[6:8] in {"19", "20"} and 1 <= int(number[10:12]) <= 12 and 1 <= int(number[12:14]) <= 31  # noqa: PLR2004


def _found(code: str, severity: Severity, passage: Passage, what: str, do: str) -> Finding:
    return Finding(code, severity, passage.where, f"{passage.where}中有{what}。{do}。", LAW)
