"""Marks of secrecy. This system may hold no state secret, and what is not secret may bear no mark of it.

保守国家秘密法 arts 22, 31(3): found marks stop the page. Ordinary prose (保密工作, 商业秘密, 秘密警察) is left
alone; the two higher levels named in prose are pointed out, because a person must look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from huizheng.inner.publishing.checks.finding import Finding, Severity
from huizheng.inner.publishing.checks.subject import Passage, Subject, plain

LAW: Final = "保守国家秘密法第二十二条、第三十一条"
_DO: Final = "本系统不得存储、处理国家秘密。请立即停止编辑，不要再上传或转发，报告本单位保密工作机构处理。"

_LEVEL = r"(?:绝\s*密|絕\s*密|机\s*密|機\s*密|秘\s*密|祕\s*密)"
_PERIOD = r"(?:[0-9一二三四五六七八九十]+\s*(?:年|个月)|长期|启封|解密前)"
_STARRED = re.compile(rf"{_LEVEL}\s*[★☆✩✭*]\s*{_PERIOD}?|[★☆✩✭]\s*{_LEVEL}")
_ALONE = re.compile(rf"[\s\[【(〔{{<《「]*{_LEVEL}\s*(?:级|件)?\s*{_PERIOD}?[\s\]】)〕}}>》」]*")
_OPENING = re.compile(rf"\s*[\[【(〔]\s*{_LEVEL}\s*(?:级|件)?\s*{_PERIOD}?\s*[\]】)〕]")
_LABEL = re.compile(rf"密\s*级\s*(?:和保密期限)?\s*[::]\s*{_LEVEL}|保密期限\s*[::]\s*{_PERIOD}")
_PERIOD_AFTER = re.compile(rf"(?<![家业守的个])(?<!涉及){_LEVEL}\s*[((]?\s*[0-9]+\s*年[))]?(?=\s|$|[,。;、])")
_COPY = re.compile(r"份\s*号\s*[::]?\s*[0-9]{5,7}")
_SIX_DIGITS = re.compile(r"0[0-9]{5}")
_WORK_SECRET = re.compile(
    r"[\[【(]\s*(?:工作秘密|内部资料|内部文件|内部使用|内部刊物)[^\]】)]{0,12}[\]】)]|内部\S{0,4},?\s*注意保存|不得外传"
)
_NOT_PUBLIC = re.compile(r"此件(?:不予公开|不公开|依申请公开)")
_PROSE = re.compile(r"绝密|絕密|机密(?!尔)|機密|top secret", re.IGNORECASE)
_IN_NAME = re.compile(rf"(?:^|[\s_\-—.\[【(〔]){_LEVEL}\s*(?:级|件)?\s*{_PERIOD}?(?:$|[\s_\-—.\]】)〕★☆*])|绝密|絕密")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_FIRST_PASSAGES = 3


def marks(subject: Subject) -> Iterator[Finding]:
    """Find marks of secrecy in every text, title and file name."""
    texts = 0
    for passage in subject.passages:
        texts += passage.role == "text"
        yield from _passage_marks(passage, early=passage.role == "text" and texts <= _FIRST_PASSAGES)
    for where, name in subject.files:
        narrow = _SUFFIX.sub("", plain(name))
        found = _IN_NAME.search(narrow) or _STARRED.search(narrow)
        if found:
            yield _block("secrecy.file", f"{where}的文件名", f"文件名中有密级标志“{_clean(found[0])}”。{_DO}")


def _passage_marks(passage: Passage, *, early: bool) -> Iterator[Finding]:
    text, where = passage.plain, passage.where
    if "密" in text or "份" in text:
        mark = (
            _STARRED.search(text)
            or _ALONE.fullmatch(text)
            or _OPENING.match(text)
            or _LABEL.search(text)
            or _PERIOD_AFTER.search(text)
        )
        if mark:
            yield _block("secrecy.mark", where, f"{where}中有密级标志“{_clean(mark[0])}”。{_DO}")
            return
        if _COPY.search(text):
            yield _block("secrecy.copy", where, f"{where}中有份号，份号只用于涉密公文。{_DO}")
            return
    if early and _SIX_DIGITS.fullmatch(text.strip()):
        yield Finding(
            "secrecy.digits",
            Severity.WARN,
            where,
            f"{where}只有六位数字，像公文的份号。如果是，请停止编辑并报告保密工作机构；如果不是，请说明这个数字是什么。",
            LAW,
        )
    internal = _WORK_SECRET.search(text)
    if internal:
        yield _block(
            "secrecy.internal",
            where,
            f"{where}中有内部标志“{_clean(internal[0])}”。内部资料和工作秘密不得在互联网公开，请改用可以公开的文本。",
        )
    withheld = _NOT_PUBLIC.search(text)
    if withheld:
        yield Finding(
            "secrecy.withheld",
            Severity.BLOCK,
            where,
            f"{where}注明“{withheld[0]}”，与主动公开不一致。请核对文件的公开属性，不能公开的请撤回本稿。",
            "政府信息公开条例第十七条",
        )
    prose = _PROSE.search(text)
    if prose:
        around = text[max(0, prose.start() - 8) : prose.end() + 8]
        yield Finding(
            "secrecy.prose",
            Severity.NOTICE,
            where,
            f"{where}提到“{around}”，看上去是叙述而不是密级标志。请确认不涉及国家秘密的具体内容。",
            LAW,
        )


def _block(code: str, where: str, message: str) -> Finding:
    return Finding(code, Severity.BLOCK, where, message, LAW)


def _clean(text: str) -> str:
    return " ".join(text.split()).strip("_-—. ")
